"""A drill: people talk, things go wrong, the bot is killed again and again; in the end everything is counted."""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from sqlalchemy import func
from sqlmodel import col, select

from concertbot.bootstrap import declare_tables
from concertbot.delivery.tables import Inbox, Outbox, State
from concertbot.domain.database import Database
from concertbot.domain.migrate import migrate
from faults.effects import Counted, Effect, rings
from faults.processes import Bot, Killer

PATIENCE = 180.0  # seconds for all that is left in the end
CALM = 2.0  # seconds in which nothing more may come
OPEN = (State.NEW, State.UNSURE, State.SENDING)


class Side(Protocol):
    """The people's side of a platform."""

    name: str
    tells: bool  # whether the platform can tell which messages arrived

    def environment(self, machine: int) -> dict[str, str]:
        """Return the settings of a bot on one machine."""

    async def say(self, number: int) -> str:
        """Have somebody say a number, and return the message's id as the inbox knows it."""

    async def heard(self) -> Counter[int]:
        """Return how often each number was answered."""

    def disturb(self, chance: random.Random) -> None:
        """Let one or the other request go wrong from now on."""

    def calm(self) -> None:
        """Let nothing go wrong any more."""

    @property
    def struck(self) -> Counter[str]:
        """What went wrong so far."""


@dataclass
class Plan:
    """How long and how hard a drill is."""

    messages: int
    kills: int
    seed: int
    longest: float = 5.0  # seconds that a bot lives at most
    machines: int = 1


@dataclass
class Result:
    """What came of a drill."""

    platform: str
    tells: bool  # whether the platform can tell which messages arrived
    plan: Plan
    seconds: float
    struck: Counter[str]
    ids: dict[int, str]
    effects: Counter[int]
    answers: Counter[int]
    doubtful: set[str]  # ids of the messages whose answers nobody knows to have arrived
    states: Counter[str]
    lives: list[float] = field(default_factory=list)

    @property
    def faults(self) -> dict[str, list[int]]:
        """What must not be: by its name, the numbers of messages; empty lists where all is well."""
        numbers = range(self.plan.messages)
        silent = [one for one in numbers if not self.answers[one]]
        return {
            "lost": [one for one in numbers if not self.effects[one]],
            "effect twice": [one for one in numbers if self.effects[one] > 1],
            "answered twice": [one for one in numbers if self.answers[one] > 1 and not (rings(one) and not self.tells)],
            "unanswered, and nobody knows": [one for one in silent if self.ids[one] not in self.doubtful],
            "did not ring": [one for one in silent if rings(one)],
        }


async def drill(side: Side, url: str, folder: Path, plan: Plan) -> Result:
    """Do a drill on a database."""
    database = await _prepared(url)
    try:
        return await _drilled(side, database, folder, plan)
    finally:
        await database.close()


async def _drilled(side: Side, database: Database, folder: Path, plan: Plan) -> Result:
    chance, began = random.Random(plan.seed), time.monotonic()  # noqa: S311 - a drill is done again by its seed
    address = {
        "CONCERTBOT_DATABASE": database.url.set(drivername=database.url.get_backend_name()).render_as_string(
            hide_password=False
        )
    }
    bots = [
        Bot({**side.environment(machine), **address}, folder / f"bot{machine}.log") for machine in range(plan.machines)
    ]
    ids: dict[int, str] = {}
    try:
        for bot in bots:
            await bot.start()
        killer = Killer(bots, chance)
        killing = asyncio.create_task(killer.kill(plan.kills, plan.longest))
        await _talk(side, plan, chance, ids, lambda: killer.kills)
        await killing
        side.calm()
        await _settled(side, database, plan)
        return await _counted(side, database, plan, ids, time.monotonic() - began)
    finally:
        for bot in bots:
            if bot.process:
                await bot.kill()


async def _prepared(url: str) -> Database:
    declare_tables()
    database = Database(url)
    await migrate(database)
    async with database.writing() as connection:
        await connection.run_sync(Counted.metadata.create_all)
    return database


async def _talk(side: Side, plan: Plan, chance: random.Random, ids: dict[int, str], kills: Callable[[], int]) -> None:
    """Say everything, some of it with every kill, in gushes."""
    for number in range(plan.messages):
        while number / plan.messages > (kills() + 1) / (plan.kills or 1):
            await asyncio.sleep(0.05)
        ids[number] = await side.say(number)
        if chance.random() < 0.2:
            side.disturb(chance)
        await asyncio.sleep(chance.choice((0.0, 0.0, 0.01, 0.05)))


async def _settled(side: Side, database: Database, plan: Plan) -> None:
    """Wait until nothing waits any more, and nothing more comes."""
    until, before = time.monotonic() + PATIENCE, Counter[int]()
    while True:
        heard = await side.heard()
        if heard == before and await _taken(database) >= plan.messages and not await _open(database):
            return
        before = heard
        assert time.monotonic() < until, (await _taken(database), await _open(database))
        await asyncio.sleep(CALM)


async def _taken(database: Database) -> int:
    async with database.read() as session:
        return await session.scalar(select(func.count()).select_from(Inbox)) or 0


async def _open(database: Database) -> int:
    async with database.read() as session:
        found = 0
        for table in (Inbox, Outbox):
            query = select(func.count()).select_from(table).where(col(table.state).in_(OPEN))
            found += await session.scalar(query) or 0
        return found


async def _counted(side: Side, database: Database, plan: Plan, ids: dict[int, str], seconds: float) -> Result:
    async with database.read() as session:
        effects = Counter((await session.scalars(select(Effect.number))).all())
        doubtful = select(Outbox.in_reply_to).where(col(Outbox.state) == State.DOUBTFUL)
        return Result(
            side.name,
            side.tells,
            plan,
            seconds,
            side.struck,
            ids,
            effects,
            await side.heard(),
            set((await session.scalars(doubtful)).all()),
            Counter((await session.scalars(select(Outbox.state))).all()),
        )
