"""A conversation typed line by line: messages, and lines with a colon that change who speaks, where and when."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from concertbot.adapters.console.input import Input, InputError
from concertbot.adapters.console.reading import message_of
from concertbot.adapters.console.seat import Seat
from concertbot.chat.clock import Clock, instant
from concertbot.chat.phrasebook import Texts
from concertbot.chat.reply import Card, Day, Line, Text, Value
from concertbot.chat.words import fold
from concertbot.domain.database import Database
from concertbot.domain.people import everybody
from concertbot.domain.port import Platform, Post


class Screen(Platform, Protocol):
    """Where a conversation is drawn."""

    def note(self, card: Card | str) -> None:
        """Draw what the console itself says."""


@dataclass
class Conversation:
    """Takes lines from the keyboard."""

    carrier: Post
    database: Database
    clock: Clock
    texts: Texts
    screen: Screen
    seat: Seat
    language: str
    timezone: str
    lines: int = 0
    over: bool = False

    async def welcome(self) -> None:
        """Say how to begin, and who can be played."""
        self._note("console-welcome")
        await self._who("")

    async def take(self, line: str) -> None:
        """Do what a line says."""
        self.lines += 1
        if not line.startswith(":"):
            await self._say(self.seat.says(line))
            return
        word, _, rest = line[1:].partition(" ")
        act = self._acts().get(fold(word))
        if act is None:
            self._note("console-unknown", said=line)
        else:
            await act(rest.strip())

    def _acts(self) -> dict[str, Callable[[str], Awaitable[None]]]:
        acts = {"as": self._as, "room": self._room, "dm": self._dm, "clock": self._clock, "file": self._file}
        helps = dict.fromkeys(("help", "aide", "hulp"), self._help)
        leaves = dict.fromkeys(("quit", "q", "exit"), self._quit)
        return {**acts, **helps, **leaves, "who": self._who}

    async def _as(self, rest: str) -> None:
        self.seat.sender = fold(rest) or self.seat.sender

    async def _room(self, rest: str) -> None:
        self.seat.room = rest or None

    async def _dm(self, _rest: str) -> None:
        self.seat.room = None

    async def _clock(self, rest: str) -> None:
        try:
            said = datetime.fromisoformat(rest)
        except ValueError:
            self._note("console-no-clock", said=rest)
            return
        moment = said if said.tzinfo else instant(said, self.timezone)
        self.clock.freeze(moment)
        self._note("console-clock", day=Day(moment.date()), time=f"{moment:%H:%M %Z}")
        await self.carrier.settle()

    async def _file(self, rest: str) -> None:
        path, _, words = rest.partition(" ")
        try:
            await self._say(self.seat.sends(path, words))
        except InputError:
            self._note("console-no-file", path=path)

    async def _who(self, _rest: str) -> None:
        async with self.database.read() as session:
            people = await everybody(session, "console")
        lines = tuple(
            Line(
                f"{self._text(f'role-{one.role.name.lower()}')}, {one.language or '–'}, {one.concertation}", one.address
            )
            for one in people
        )
        self.screen.note(Card(self._text("console-who"), lines) if lines else self._text("console-nobody"))

    async def _help(self, _rest: str) -> None:
        self._note("console-help")

    async def _quit(self, _rest: str) -> None:
        self.over = True

    async def _say(self, line: Input) -> None:
        await self.carrier.take([message_of(line, self.lines, self.seat.ids, self.clock.now())])

    def _text(self, key: str, **values: Value) -> str:
        return self.texts.say(self.language, Text(key, values))

    def _note(self, key: str, **values: Value) -> None:
        self.screen.note(self._text(key, **values))
