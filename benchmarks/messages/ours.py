"""The bot itself: messages to the carrier, its replies to a platform that only counts; inbox and outbox included.

Only this file knows how the bot is put together. Two feeds: `turn` hands over batches, as a platform delivers what has
piled up; `together` has everybody in a room wait for the answer before somebody there says the next thing.
"""

import asyncio
import gc
import sqlite3
import time
from bisect import bisect_left
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from benchmarks.messages.schema import Member, Remembered
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
from concertbot.cli import COLLECTED_AFTER  # noqa: E402

BATCH = 100  # what Telegram delivers at most at once
LAST = 30.0  # seconds for the last replies
LOOK = 0.005  # seconds between looks into the outbox
PLATFORM = "telegram"


class Counting:
    """A platform that only counts."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.waiting: dict[str, asyncio.Future[None]] = {}  # for the reply to a message

    async def send(self, outgoing: Outgoing) -> str:
        """Hear a reply."""
        self.said.append(plain_text(outgoing.reply))
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

    async def measured(self, number: int) -> None:
        """Hand over so many messages, and note when the reply to each was committed."""
        self.trial.begin(number)
        self.platform.said.clear()
        with closing(sqlite3.connect(f"file:{self.trial.path}?mode=ro", uri=True)) as outbox:
            before, looks = _last(outbox), list[tuple[int, float]]()
            looking = asyncio.create_task(_look(outbox, looks))
            if self.trial.feed == "together":
                await self._together()
            else:
                await self._batches()
            await _settled(looks, before + len(self.trial.handed))
            looking.cancel()
        await self._sent()
        seen = [last for last, _ in looks]
        for place, message in enumerate(self.trial.handed, before + 1):
            self.trial.answered[message] = looks[bisect_left(seen, place)][1]

    async def _together(self) -> None:
        sender = self.carrier.sender
        assert sender
        async with self.carrier.pulse.keeping(sender.go_on):
            await feed(self.trial, self._say)

    async def _sent(self) -> None:
        """Send what waits, which is no part of what is measured, and see that nothing is missing."""
        assert self.carrier.sender
        await self.carrier.sender.drain()
        assert len(self.platform.said) == len(self.trial.handed)

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
        platform = Counting()
        carrier = put_together(reach, platform)
        await carrier.get_ready()
        await _settle_in(reach.get(Database), trial)
        ours = Ours(carrier, platform, trial)
        async with carrier.working():
            await ours.measured(number // 10)
            await ours.measured(number)
        return trial.outcome("concertbot")


async def _settle_in(database: Database, trial: Trial) -> None:
    async with database.writing() as connection:
        await connection.run_sync(Remembered.metadata.create_all)
    async with database.write() as session:
        session.add_all(Member(address=address) for address in trial.members())


async def _settled(looks: list[tuple[int, float]], last: int) -> None:
    """Wait until the last reply is seen."""
    patient = time.perf_counter() + LAST
    while not looks or looks[-1][0] < last:
        assert time.perf_counter() < patient, "replies are missing"
        await asyncio.sleep(LOOK)


async def _look(outbox: sqlite3.Connection, looks: list[tuple[int, float]]) -> None:
    """Note again and again which is the last reply in the outbox; as somebody else sees it, so it is committed."""
    while True:
        looks.append((_last(outbox), time.perf_counter()))
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
    gc.set_threshold(COLLECTED_AFTER)  # as every start of the bot does
    tell(asyncio.run(main(asked_for())))
