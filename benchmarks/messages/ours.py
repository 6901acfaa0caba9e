"""The bot itself: messages to the carrier, its replies to a platform that only counts; inbox and outbox included.

Only this file knows how the bot is put together. Two feeds: `turn` hands over batches, as a platform delivers what has
piled up; `together` has everybody in a room wait for the answer before somebody there says the next thing.
"""

import asyncio
import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from sqlmodel import SQLModel

from benchmarks.messages.schema import TABLES, Member
from benchmarks.messages.trial import Outcome, Said, Trial, asked_for, feed, tell
from concertbot import features
from concertbot.chat.message import Message
from concertbot.chat.plain import plain_text
from concertbot.delivery.carrier import Carrier
from concertbot.domain.database import Database
from concertbot.domain.port import Cursor, Outgoing
from concertbot.settings import ROOT, load

features.__path__.append(str(Path(__file__).parent / "features"))
# only now, as it looks for features when it is loaded
from concertbot.bootstrap import open_reach, put_together  # noqa: E402

BATCH = 100  # what Telegram delivers at most at once
LOOK = 0.01  # seconds between looks into the outbox
PLATFORM = "telegram"


class Counting:
    """A platform that only counts."""

    def __init__(self, trial: Trial) -> None:
        self.trial = trial
        self.waiting: dict[str, asyncio.Future[None]] = {}  # for the reply to a message

    async def send(self, outgoing: Outgoing) -> str:
        """Hear a reply."""
        self.trial.hear(plain_text(outgoing.reply))
        waiting = self.waiting.pop(outgoing.in_reply_to, None)
        if waiting and not waiting.done():
            waiting.set_result(None)
        return outgoing.key

    async def find(self, outgoing: Outgoing) -> str | None:
        """Nothing is ever in doubt."""
        return outgoing.key


class Ours:
    """The bot, and the two ways to hand it messages."""

    def __init__(self, carrier: Carrier, platform: Counting, trial: Trial) -> None:
        self.carrier, self.platform, self.trial = carrier, platform, trial

    async def measured(self, number: int) -> float | None:
        """Hand over so many messages, and return when the last reply was committed."""
        self.trial.begin(number)
        with closing(sqlite3.connect(f"file:{self.trial.path}?mode=ro", uri=True)) as outbox:
            before, looks = _last(outbox), list[tuple[float, int]]()
            looking = asyncio.create_task(_look(outbox, looks))
            if self.trial.feed == "together":
                await feed(self.trial, self._say)
            else:
                await self._batches()
            await self.trial.all_answered()
            looking.cancel()
        replies = before + len(self.trial.handed)
        return next((at for at, last in looks if last >= replies), None)

    async def _batches(self) -> None:
        said = self.trial.said()
        while batch := list(islice(said, BATCH)):
            await self._take(batch)

    async def _say(self, said: Said) -> None:
        self.platform.waiting[_id(said)] = reply = asyncio.get_running_loop().create_future()
        await self._take([said])
        await reply

    async def _take(self, batch: Sequence[Said]) -> None:
        await self.carrier.take([_message(said) for said in batch], Cursor(PLATFORM, str(batch[-1].number)))


async def main(trial: Trial) -> Outcome:
    """Do one trial."""
    number = trial.number
    settings = load(ROOT / "config", f"sqlite:///{trial.path}")
    async with open_reach(settings) as reach:
        platform = Counting(trial)
        carrier = put_together(reach, platform)
        await carrier.get_ready()
        await _settle_in(reach.get(Database), trial)
        ours = Ours(carrier, platform, trial)
        await ours.measured(number // 10)
        committed = await ours.measured(number)
        return trial.outcome("concertbot", committed=committed)


async def _settle_in(database: Database, trial: Trial) -> None:
    async with database.writing() as connection:
        await connection.run_sync(SQLModel.metadata.create_all, tables=TABLES)
    async with database.write() as session:
        session.add_all(Member(address=address) for address in trial.members())


async def _look(outbox: sqlite3.Connection, looks: list[tuple[float, int]]) -> None:
    """Note again and again which is the last reply in the outbox; as somebody else sees it, so it is committed."""
    while True:
        looks.append((time.perf_counter(), _last(outbox)))
        await asyncio.sleep(LOOK)


def _last(outbox: sqlite3.Connection) -> int:
    (last,) = outbox.execute("SELECT coalesce(max(id), 0) FROM outbox").fetchone()
    return int(last)


def _message(said: Said) -> Message:
    return Message(
        id=_id(said),
        platform=PLATFORM,
        sender=said.sender,
        sender_name="Nadia",
        at=datetime.now(UTC),
        room=f"room {said.room}",
        text=f"/{said.words}",
    )


def _id(said: Said) -> str:
    return f"m{said.number}"


if __name__ == "__main__":
    tell(asyncio.run(main(asked_for())))
