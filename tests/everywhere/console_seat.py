"""The console: a program that speaks its JSON, in this process."""

import io
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from concertbot.adapters.console.ids import Ids
from concertbot.adapters.console.input import read
from concertbot.adapters.console.reading import message_of
from concertbot.adapters.console.saving import Saving
from concertbot.adapters.console.stream import Stream
from concertbot.bootstrap import open_reach, put_together
from concertbot.chat.clock import Clock
from concertbot.delivery.carrier import Carrier
from concertbot.settings import ROOT, load
from conftest import NOW
from everywhere.seats import BOT, Seat, Seen, Way


@dataclass
class Console:
    """A bot behind a stream."""

    stream: Stream
    clock: Clock
    carrier: Carrier
    lines: int = 0
    out: io.StringIO = field(default_factory=io.StringIO)

    async def does(self, **line: Any) -> dict[str, Any]:
        """Give a line, and return the one object that it caused."""
        self.lines += 1
        self.stream.out = io.StringIO()
        message = message_of(read(json.dumps(line)), self.lines, self.stream.ids, self.clock.now())
        await self.carrier.take([message])
        (answer,) = map(json.loads, self.stream.out.getvalue().splitlines())
        return dict(answer)


@asynccontextmanager
async def console_bot(database: str) -> AsyncIterator[Console]:
    """Open a bot behind a stream."""
    async with open_reach(load(ROOT / "config", database)) as reach:
        reach.get(Clock).freeze(NOW)
        stream = Stream(Ids(), io.StringIO())
        saving = Saving(stream)
        carrier = put_together(reach, saving)
        with saving.into_a_folder(carrier):
            yield Console(stream, reach.get(Clock), carrier)


@dataclass
class ConsoleSeat(Seat):
    """Somebody whom the program plays."""

    console: Console
    name: str
    room: str = ""
    asked: str | int = ""

    @property
    def ways(self) -> tuple[Way, ...]:
        """All three."""
        return self.presses, self.numbers, self.reacts

    async def asks(self, text: str) -> Seen:
        """Say it; in a room plain words begin with the bot's name."""
        self.asked = self.console.lines + 1
        return await self._does(say=self._addressed(text))

    async def replies(self, seen: Seen, text: str) -> Seen:
        """Reply by the answer's id."""
        return await self._does(say=text, reply_to=seen.id)

    async def presses(self, seen: Seen, label: str) -> Seen:
        """Press a choice by its id."""
        choices = seen.handle["choices"]
        assert isinstance(choices, list)
        return await self._does(press=choices[seen.number(label) - 1]["id"])

    async def reacts(self, seen: Seen, label: str) -> Seen:
        """React with the number."""
        return await self._does(react=f"{seen.number(label)}\ufe0f\u20e3", reply_to=seen.id)

    async def edits(self, text: str) -> Seen:
        """Change a line."""
        return _seen(await self.console.does(edit=self.asked, say=self._addressed(text)))

    async def sends(self, path: Path) -> Seen:
        """Send a file of this machine."""
        return await self._does(file=str(path), **({"say": BOT} if self.room else {}))

    async def opens(self, seen: Seen) -> tuple[str, bytes]:
        """Open the path that was written."""
        files = seen.handle["files"]
        assert isinstance(files, list)
        return files[0]["name"], Path(files[0]["path"]).read_bytes()  # noqa: ASYNC240 - a small file of this machine

    def _addressed(self, text: str) -> str:
        return f"{BOT} {text}" if self.room and not self.is_command(text) else text

    async def _does(self, **act: Any) -> Seen:
        where = {"room": self.room} if self.room else {"direct": True}
        return _seen(await self.console.does(**{"from": self.name}, **where, **act))


def _seen(answer: dict[str, Any]) -> Seen:
    labels = tuple(one["label"] for one in answer["choices"])
    return Seen(str(answer["edits"] or answer["id"]), answer["text"], labels, answer)
