"""Opening the console: as a stream of JSON, as plain lines, or on a terminal."""

import importlib
import os
import sys
from dataclasses import dataclass
from types import ModuleType

from concertbot.adapters.console.conversation import Conversation, Screen
from concertbot.adapters.console.ids import Ids
from concertbot.adapters.console.plain import Plain
from concertbot.adapters.console.saving import Saving
from concertbot.adapters.console.seat import Seat
from concertbot.adapters.console.stream import Stream, lines, serve
from concertbot.chat.book import Book
from concertbot.chat.clock import Clock
from concertbot.chat.phrasebook import DEFAULT_LANGUAGE, LANGUAGES
from concertbot.domain.database import Database
from concertbot.domain.port import Platform, Post
from concertbot.domain.reach import Reach
from concertbot.settings import Settings


@dataclass
class ConsoleDoor:
    """One console, before and after the bot stands behind it."""

    json: bool
    person: str
    room: str | None = None

    def __post_init__(self) -> None:
        """Choose how to draw."""
        self.seat = Seat(self.person, self.room)
        self.stream = Stream(Ids())
        self.screen: Screen = _terminal().Terminal(self.seat) if sys.stdin.isatty() else Plain(self.seat)
        self.saving = Saving(self.stream if self.json else self.screen)

    @property
    def platform(self) -> Platform:
        """What the bot sends to."""
        return self.saving

    async def serve(self, carrier: Post, reach: Reach) -> None:
        """Take what is said until it ends."""
        with self.saving.into_a_folder(carrier):
            await self._serve(carrier, reach)

    async def _serve(self, carrier: Post, reach: Reach) -> None:
        settings, clock = reach.get(Settings), reach.get(Clock)
        if self.json:
            await serve(carrier, self.stream, clock, settings)
            return
        book = reach.get(Book)
        conversation = Conversation(
            carrier, reach.get(Database), clock, book.texts, self.screen, self.seat, _language(), settings.timezone
        )
        if sys.stdin.isatty():
            await conversation.welcome()
            await _terminal().converse(
                conversation, [book.word(one, conversation.language) for one in book.commands.values()]
            )
            return
        async for _, line in lines(sys.stdin):
            if line and not conversation.over:
                await conversation.take(line)


def _terminal() -> ModuleType:
    """Return the terminal's module: only who has a terminal waits for what draws on it."""
    return importlib.import_module("concertbot.adapters.console.terminal")


def _language() -> str:
    """Return the language of this terminal, for what the console itself says."""
    said = (os.environ.get("LC_ALL") or os.environ.get("LANG") or "")[:2]
    return said if said in LANGUAGES else DEFAULT_LANGUAGE
