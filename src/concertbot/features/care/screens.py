"""What care must see before anything is written: crisis wording, and whoever asks for help lines."""

import re

from concertbot.chat.message import Kind, Message
from concertbot.chat.reply import Reply
from concertbot.chat.screen import Screen
from concertbot.chat.words import fold
from concertbot.domain.care import CrisisAnswer
from concertbot.domain.lookup import Watch
from concertbot.domain.reach import Reach

SPOKEN = (Kind.SAY, Kind.EDIT)
# The words of `emergency` in the texts: written here too, because they must work whatever else is broken.
WORDS = {"urgence": "fr", "nood": "nl", "emergency": "en", "sos": "fr"}
CALL = re.compile(rf"[!/]\s?({'|'.join(WORDS)})\b.*|({'|'.join(WORDS)})\W*", re.DOTALL)


def screens(reach: Reach) -> tuple[Screen, ...]:
    """Return the screen that gives the crisis answer."""
    watch, answer = reach.get(Watch), reach.get(CrisisAnswer)

    def care(message: Message, addressed: bool) -> Reply | None:
        if not addressed or message.kind not in SPOKEN:
            return None
        language = called(message.text) or watch.language(message.text)
        return answer.reply(language) if language else None

    return (care,)


def called(text: str) -> str | None:
    """Return the language in which somebody asks for help lines by their word, or None."""
    match = CALL.fullmatch(fold(text))
    return WORDS[match[1] or match[2]] if match else None
