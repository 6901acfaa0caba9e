"""Opens the account of the settings."""

from dataclasses import dataclass
from functools import partial

from concertbot.adapters.matrix.adapter import MatrixAdapter
from concertbot.adapters.matrix.link import Standing
from concertbot.adapters.matrix.reading import PLATFORM
from concertbot.adapters.matrix.writing import Say
from concertbot.chat.book import Book
from concertbot.chat.clock import Clock
from concertbot.chat.phrasebook import Texts
from concertbot.chat.reply import Text, Value
from concertbot.domain.ask import reading_language
from concertbot.domain.database import Database
from concertbot.domain.invitations import redeem
from concertbot.domain.people import Person, find_account
from concertbot.domain.port import Adapter, Status
from concertbot.domain.reach import Reach
from concertbot.settings import Settings


def adapter(reach: Reach) -> Adapter:
    """Return the account; nothing is asked of the homeserver yet."""
    return MatrixAdapter(reach.get(Settings).matrix, Standing(Status(), reach.get(Clock)), Helping(reach))


@dataclass
class Helping:
    """What the rest of the bot does for the account."""

    reach: Reach

    def say(self, language: str) -> Say:
        """Return what says sentences in a language."""
        return partial(_say, self.reach.get(Book).texts, language)

    async def language_of(self, person: str) -> str:
        """Return the language of somebody."""
        async with self.reach.get(Database).read() as session:
            account = await find_account(session, PLATFORM, person)
            known = await session.get(Person, account.person_id) if account else None
        return reading_language(known, None, None, None)

    async def redeem(self, code: str) -> bool:
        """Use up an invitation code, and return whether it was valid."""
        async with self.reach.get(Database).write() as session:
            return await redeem(session, code, self.reach.get(Clock).now())


def _say(texts: Texts, language: str, key: str, **values: Value) -> str:
    return texts.say(language, Text(key, values))
