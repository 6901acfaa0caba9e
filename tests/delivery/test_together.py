"""Two bots on one PostgreSQL: each message answered once and in order, each account held by one."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from sqlmodel import col, select

from concertbot.bootstrap import make_sender
from concertbot.chat.clock import Clock
from concertbot.chat.message import Message
from concertbot.chat.reply import Reply, say
from concertbot.delivery.accounts import Account
from concertbot.delivery.tables import Inbox, State
from concertbot.domain.ask import Ask
from concertbot.domain.concertations import Concertation
from concertbot.domain.due import Due, plan
from concertbot.domain.people import Person, arrive
from concertbot.domain.port import Finding, Link, Outgoing, Post, Status
from conftest import talking
from databases import name_of, on_a_server
from delivery.people import instead, states, until
from peers.postgres import Server
from talking import Talk

ROOMS = [f"room {number}" for number in range(6)]
TAKEN_OVER = 10  # seconds


@pytest.fixture
async def pair(copied: str) -> AsyncIterator[tuple[Talk, Talk]]:
    """Open two bots on one database; the first one sends for both."""
    async with talking(copied) as first, talking(copied) as second:
        second.carrier.sender = None
        yield first, second


async def until_done(talk: Talk, number: int) -> None:
    """Wait until so many messages came in and were dealt with."""

    async def done() -> bool:
        found = await states(talk, Inbox)
        return len(found) == number and State.NEW not in found

    await until(done)


@on_a_server
async def test_each_is_answered_once_and_in_order(pair: tuple[Talk, Talk], monkeypatch: pytest.MonkeyPatch) -> None:
    """Both answer; of what is said in one room, one at a time does. What fails in between changes nothing of it."""
    busy: dict[str, set[str]] = {"first": set(), "second": set()}
    for name, talk in zip(busy, pair, strict=True):

        async def works(ask: Ask, name: str = name) -> Reply:
            ask.session.add(Concertation(name=f"done by {ask.message.id}"))
            await asyncio.sleep(0.002)
            busy[name].add(ask.message.id)
            return say("stop-nothing")

        async def breaks(_: Ask) -> Reply:
            raise RuntimeError

        instead(talk, monkeypatch, "start", works)
        instead(talk, monkeypatch, "stop", breaks)
    first, second = pair
    now = first.reach.get(Clock).now()
    said = [
        Message(f"m{number}", "console", f"p{number % 7}", "P", now, room=ROOMS[number % 6], text=text)
        for number in range(300)
        for text in ["!stop" if number in {40, 41, 200} else "!start"]
    ]
    async with AsyncExitStack() as stack:
        for talk in pair:
            await stack.enter_async_context(talk.carrier.working())
        for begin in range(0, 300, 20):
            taker = pair[begin // 20 % 2]
            await taker.carrier.take(said[begin : begin + 20])
        await until_done(first, 300)
    await first.carrier.settle()
    answered: defaultdict[str | None, list[str]] = defaultdict(list)
    for outgoing in first.said:
        answered[outgoing.room].append(outgoing.in_reply_to)
    assert dict(answered) == {room: [one.id for one in said if one.room == room] for room in ROOMS}
    assert second.said == []
    assert all(busy.values())
    async with first.database.read() as session:
        names = (await session.scalars(select(Concertation.name))).all()
        people = (await session.scalars(select(Person.name).where(col(Person.name) == "P"))).all()
    assert len([name for name in names if name.startswith("done by")]) == 297
    assert len(people) == 7


@on_a_server
async def test_two_meet_the_same_person_and_plan_the_same_thing(pair: tuple[Talk, Talk]) -> None:
    """At the same moment: the second one waits for the first, and finds what it wrote."""
    first, second = pair
    wall = datetime(2026, 12, 1, 9, 0)  # noqa: DTZ001 - a wall time

    async def write(
        talk: Talk, days: int, written: asyncio.Event, go_on: asyncio.Event
    ) -> tuple[bool, int, int | None]:
        async with talk.database.write() as session:
            who = await arrive(session, "console", "zoe", "Zoé", talk.reach.get(Clock).now())
            due = await plan(session, "test", wall + timedelta(days=days), "UTC", "x")
            written.set()
            await go_on.wait()
            return who.new, who.person.id or 0, due.id

    done, go_on = asyncio.Event(), asyncio.Event()
    one = asyncio.create_task(write(first, 1, done, go_on))
    await done.wait()
    other = asyncio.create_task(write(second, 2, asyncio.Event(), go_on))
    await asyncio.sleep(0.3)
    assert not other.done()
    go_on.set()
    (new, person, due), (new_too, same_person, same_due) = await asyncio.gather(one, other)
    assert (new, new_too, person, due) == (True, False, same_person, same_due)
    async with first.database.read() as session:
        assert (await session.scalars(select(Person.name).where(col(Person.name) == "Zoé"))).all() == ["Zoé"]
        assert (await session.scalars(select(Due.wall).where(col(Due.kind) == "test"))).all() == [
            wall + timedelta(days=2)
        ]


@dataclass
class Line:
    """An account on a platform that notes who is connected to it."""

    whose: str
    connected_now: list[str]
    name: str = "console"
    status: Status = field(default_factory=Status)

    @asynccontextmanager
    async def connected(self) -> AsyncIterator[None]:
        """Be connected."""
        self.connected_now.append(self.whose)
        self.status.link = Link.WORKING
        try:
            yield
        finally:
            self.connected_now.remove(self.whose)

    async def receive(self, post: Post) -> None:
        """Hear nothing."""
        del post
        await asyncio.Event().wait()

    async def send(self, outgoing: Outgoing) -> str:
        """Send."""
        return outgoing.key

    async def find(self, outgoing: Outgoing) -> str | None:
        """Find."""
        return outgoing.key

    async def check(self) -> list[Finding]:
        """Have nothing to say."""
        return []


@on_a_server
async def test_an_account_is_held_by_one(pair: tuple[Talk, Talk], copied: str, postgres: Server) -> None:
    """When the connection of who holds it is cut, the other one takes over within ten seconds, and never are both."""
    connected: list[str] = []
    most: list[int] = []

    async def look() -> None:
        while True:
            most.append(len(connected))
            await asyncio.sleep(0.01)

    def serve(talk: Talk, whose: str) -> asyncio.Task[None]:
        line = Line(whose, connected)
        account = Account(line, talk.carrier, lambda: make_sender(talk.reach, talk.carrier, line, ("console",)))
        return asyncio.create_task(account.serve(talk.database, talk.carrier.pulse))

    first, second = pair
    tasks = [asyncio.create_task(look()), serve(first, "first")]
    try:
        await until(lambda: connected == ["first"])
        tasks.append(serve(second, "second"))
        await asyncio.sleep(2)
        assert connected == ["first"]
        pid = "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted AND database ="
        (row,) = postgres.say(f"{pid} (SELECT oid FROM pg_database WHERE datname = '{name_of(copied)}')")  # noqa: S608
        postgres.say(f"SELECT pg_terminate_backend({row['pid']})")
        await until(lambda: connected == ["second"], within=TAKEN_OVER)
        assert max(most) == 1
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    assert connected == []
