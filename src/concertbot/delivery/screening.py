"""Step nought: screens see each message before anything is written, and answer past the outbox."""

import secrets

from concertbot.chat.localise import localise
from concertbot.chat.message import Message
from concertbot.chat.phrasebook import DEFAULT_LANGUAGE, Texts
from concertbot.chat.reply import Reply
from concertbot.chat.router import addressed
from concertbot.domain.abilities import Abilities
from concertbot.domain.forms import Forms
from concertbot.domain.port import Outgoing, Platform


class Screening:
    """Shows messages to the screens."""

    def __init__(self, abilities: Abilities, forms: Forms, platform: Platform) -> None:
        self.abilities, self.forms, self.platform = abilities, forms, platform

    async def answered(self, message: Message) -> bool:
        """Return whether a screen answered the message; then nothing of it may be kept but its id."""
        for_bot = addressed(message) or self.forms.awaits(message)
        for screen in self.abilities.screens:
            reply = screen(message, for_bot)
            if reply:
                await self.platform.send(direct_answer(message, reply, self.abilities.texts))
                return True
        return False


def direct_answer(message: Message, reply: Reply, texts: Texts) -> Outgoing:
    """Return the answer to a message, to be sent without the outbox."""
    language = reply.language or DEFAULT_LANGUAGE
    return Outgoing(
        key=f"s{secrets.token_hex(6)}",
        platform=message.platform,
        room=message.room,
        person=message.sender if message.direct else None,
        reply=localise(reply, texts, language),
        language=language,
        in_reply_to=message.id,
        thread=message.thread,
    )
