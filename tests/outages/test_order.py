"""Two dispatchers on one PostgreSQL, of which one has trouble with a message: what follows it waits for its turn."""

import asyncio
from dataclasses import dataclass, field, replace

import pytest
from sqlmodel import col, delete, select

from concertbot.chat.message import Message
from concertbot.chat.reply import Reply
from concertbot.delivery import inbox, retention
from concertbot.delivery.tables import Outbox
from concertbot.domain.ask import Ask
from concertbot.domain.due import Due
from conftest import NOW, talking
from databases import on_a_server
from outages.rig import until
from talking import Talk

pytestmark = on_a_server


def said(number: int, text: str) -> Message:
    """Return what Karim said in a room."""
    return Message(f"m{number}", "console", "karim", "Karim", NOW, "ct2", text=text)


@dataclass
class Breaks:
    """A command that fails in one of the processes: with its companions, and then alone."""

    alone: asyncio.Event = field(default_factory=asyncio.Event)
    tried: int = 0

    async def run(self, _: Ask) -> Reply:
        """Fail, the second time slowly."""
        self.tried += 1
        if self.tried > 1:
            self.alone.set()
            await asyncio.sleep(0.3)
        raise RuntimeError("broken")


async def drains(talk: Talk) -> None:
    """Answer for ever."""
    while True:
        await talk.carrier.dispatcher.drain()
        await asyncio.sleep(0.01)


async def test_what_follows_a_failing_message_waits(copied: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever answers it in the end, nobody passes over it."""
    async with talking(copied) as one, talking(copied) as other, asyncio.timeout(30):
        commands = one.carrier.dispatcher.answering.caller.book.commands
        assert isinstance(commands, dict)
        breaks = Breaks()
        monkeypatch.setitem(commands, "stop", replace(commands["stop"], run=breaks.run))
        messages = said(1, "!stop"), said(2, "!aide"), said(3, "!aide")
        async with one.database.write() as session:
            await inbox.keep(session, messages, None, NOW)
        first = asyncio.create_task(one.carrier.dispatcher.drain())
        await breaks.alone.wait()
        second = asyncio.create_task(drains(other))
        await first

        async def all_answered() -> bool:
            return len(await answered(one)) == len(messages)

        await until(all_answered, 20)
        second.cancel()
        await asyncio.wait([second])
        assert await answered(one) == ["m1", "m2", "m3"]


async def answered(talk: Talk) -> list[str]:
    """Return what was answered, in order."""
    async with talk.database.read() as session:
        return list((await session.scalars(select(Outbox.in_reply_to).order_by(col(Outbox.id)))).all())


async def test_several_get_ready_at_once(copied: str) -> None:
    """Each plans the night, which is one."""
    async with talking(copied) as one, talking(copied) as other, asyncio.timeout(30):
        for _ in range(10):
            async with one.database.write() as session:
                await session.execute(delete(Due))
            await asyncio.gather(one.carrier.prepare(), other.carrier.prepare())
            async with one.database.read() as session:
                assert len((await session.scalars(select(Due).where(col(Due.kind) == retention.KIND))).all()) == 1
