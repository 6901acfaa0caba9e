"""`langue`: in which language the bot answers somebody."""

from concertbot.chat.arguments import WrongArgumentError
from concertbot.chat.command import Command, Parameter
from concertbot.chat.phrasebook import LANGUAGES
from concertbot.chat.reply import Reply, Text, Tongue
from concertbot.chat.words import fold
from concertbot.domain.ask import Ask

NAMES = {
    "fr": ("fr", "francais", "frans", "french"),
    "nl": ("nl", "neerlandais", "nederlands", "dutch", "flamand", "vlaams"),
    "en": ("en", "anglais", "engels", "english"),
}


def spoken(said: str) -> str:
    """Parse one of the languages that the bot speaks."""
    for code in LANGUAGES:
        if fold(said) in NAMES[code]:
            return code
    raise WrongArgumentError("language-unknown", said=said)


async def run(ask: Ask, language: str) -> Reply:
    """Answer this person in a language from now on."""
    ask.person.language = language
    ask.session.add(ask.person)
    return Reply(parts=(Text("language-set", {"language": Tongue(language)}),), language=language)


command = Command(name="language", run=run, free=Parameter("language", spoken, required=True))
