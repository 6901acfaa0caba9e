"""How the bot stops: what has begun is ended, or known to be in doubt; what has not begun waits for the next start."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
from sqlmodel import select

from concertbot.bootstrap import make_sender
from concertbot.chat.clock import Clock
from concertbot.chat.message import Message
from concertbot.chat.reply import Reply, say
from concertbot.delivery.accounts import Account
from concertbot.delivery.tables import Inbox, Outbox, State
from concertbot.domain.ask import Ask
from concertbot.domain.concertations import Room
from concertbot.domain.port import Finding, Link, Outgoing, Post, Status
from delivery.people import instead, rows, states, until
from talking import Talk

CLEAN_STOP = 10  # seconds


@dataclass
class SlowLine:
    """An account on a platform that takes its time to take a message, and knows what it took."""

    takes: dict[str | None, float]  # seconds, by room
    taken: list[Outgoing] = field(default_factory=list)
    begun: list[str] = field(default_factory=list)
    name: str = "console"
    status: Status = field(default_factory=Status)

    @asynccontextmanager
    async def connected(self) -> AsyncIterator[None]:
        """Be connected."""
        self.status.link = Link.WORKING
        yield

    async def receive(self, post: Post) -> None:
        """Hear nothing."""
        del post
        await asyncio.Event().wait()

    async def send(self, outgoing: Outgoing) -> str:
        """Take a message, and say so late."""
        self.begun.append(outgoing.room or "")
        self.taken.append(outgoing)
        await asyncio.sleep(self.takes.get(outgoing.room, 0))
        return outgoing.key

    async def find(self, outgoing: Outgoing) -> str | None:
        """Tell whether a message was taken."""
        return next((one.key for one in self.taken if one.key == outgoing.key), None)

    async def check(self) -> list[Finding]:
        """Have nothing to say."""
        return []


@asynccontextmanager
async def in_service(talk: Talk, line: SlowLine) -> AsyncIterator[None]:
    """Serve an account as long as this lasts."""
    talk.carrier.sender = None
    account = Account(line, talk.carrier, lambda: make_sender(talk.reach, talk.carrier, line, ("console",)))
    async with talk.carrier.working():
        serving = asyncio.create_task(account.serve(talk.database, talk.carrier.pulse))
        try:
            yield
        finally:
            serving.cancel()
            await asyncio.gather(serving, return_exceptions=True)


def asking(talk: Talk, number: int, room: str, text: str = "!stop") -> Message:
    """Return something that is said in a room."""
    return Message(f"m{number}", "console", "karim", "Karim", talk.reach.get(Clock).now(), room=room, text=text)


async def test_it_stops_while_it_sends(talk: Talk) -> None:
    """What is taken soon is known; what is not is found out by the next start, and nothing is said twice."""
    line = SlowLine({"slow": 1.0, "stuck": 3600.0})
    async with in_service(talk, line):
        await talk.carrier.take([asking(talk, 1, "slow"), asking(talk, 2, "stuck"), asking(talk, 3, "stuck")])
        await until(lambda: sorted(line.begun) == ["slow", "stuck"])
        began = time.monotonic()
    assert time.monotonic() - began < CLEAN_STOP
    assert [row.state for row in await rows(talk, Outbox)] == [State.DONE, State.SENDING, State.NEW]
    line.takes.clear()

    async def all_done() -> bool:
        return await states(talk, Outbox) == [State.DONE] * 3

    async with in_service(talk, line):
        await until(all_done)
    assert [one.in_reply_to for one in line.taken] == ["m1", "m2", "m3"]


async def test_it_stops_before_all_is_answered(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    """However much waits: what was answered was answered whole."""

    async def slowly(ask: Ask) -> Reply:
        await asyncio.sleep(0.02)
        ask.session.add(Room(platform="test", address=ask.message.id))
        return say("stop-nothing")

    instead(talk, monkeypatch, "stop", slowly)
    line = SlowLine({})
    async with in_service(talk, line):
        await talk.carrier.take([asking(talk, number, f"r{number % 9}") for number in range(1500)])
        await until(lambda: bool(line.taken))
        began = time.monotonic()
    assert time.monotonic() - began < CLEAN_STOP
    answered = [row.event_id for row in await rows(talk, Inbox) if row.state == State.DONE]
    assert 0 < len(answered) < 1500
    async with talk.database.read() as session:
        effects = (await session.scalars(select(Room.address).where(Room.platform == "test"))).all()
    assert sorted(effects) == sorted(answered)
    assert len(await rows(talk, Outbox)) == len(answered)


async def test_a_place_that_is_slow_holds_up_no_other(talk: Talk) -> None:
    """Its own next message waits for it."""
    line = SlowLine({"stuck": 3600.0})
    async with in_service(talk, line):
        said = [asking(talk, number, "stuck" if number % 2 else f"r{number}") for number in range(10)]
        await talk.carrier.take(said)
        await until(lambda: len(line.begun) == 6)
        assert sorted(line.begun) == ["r0", "r2", "r4", "r6", "r8", "stuck"]
