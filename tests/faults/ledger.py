"""What the database says at the end of a drill."""

import asyncio
import time
from collections import Counter
from dataclasses import dataclass
from typing import Any

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from concertbot.domain.database import Database
from faults.schema import EFFECTS

WAITING = "state IN ('new', 'sending', 'unsure')"


@dataclass(frozen=True, slots=True)
class Row:
    """A message that went out, or did not."""

    in_reply_to: str
    state: str
    place: str
    notify: bool
    again: bool
    live: str
    edits: bool


@dataclass
class Ledger:
    """Reads the bot's database from outside."""

    database: Database

    async def open(self) -> None:
        """Make the table of effects; the bot makes the others."""
        async with self.database.writing() as connection:
            await connection.run_sync(EFFECTS.metadata.create_all)

    async def effects(self) -> Counter[int]:
        """Return how often each number was done."""
        return Counter(dict(await self._ask("SELECT number, count(*) FROM drill_effect GROUP BY number")))

    async def inbox(self) -> dict[str, tuple[str, int]]:
        """Return the state and the failures of each message, by its id."""
        rows = await self._ask("SELECT event_id, state, attempts FROM inbox")
        return {event: (state, attempts) for event, state, attempts in rows}

    async def outbox(self) -> list[Row]:
        """Return what goes out, the oldest first."""
        columns = "in_reply_to, state, place, notify, again, live, edits_id IS NOT NULL"
        return [Row(*row) for row in await self._ask(f"SELECT {columns} FROM outbox ORDER BY id")]  # noqa: S608

    async def waiting(self) -> int:
        """Return how much is still to be answered or sent."""
        counts = f"SELECT count(*) FROM inbox WHERE state = 'new' UNION ALL SELECT count(*) FROM outbox WHERE {WAITING}"  # noqa: S608
        try:
            return sum(count for (count,) in await self._ask(counts))
        except (SQLAlchemyError, OSError):
            return -1

    async def settled(self, said: set[str], seconds: float) -> None:
        """Wait until all these messages are in, answered and sent."""
        until = time.monotonic() + seconds
        while lost := said - (await self.inbox()).keys() or await self.waiting():
            if time.monotonic() > until:
                states = await self._ask("SELECT platform, state, count(*) FROM outbox GROUP BY platform, state")
                raise TimeoutError(f"not settled: {lost}; the outbox: {states}")
            await asyncio.sleep(0.1)

    async def _ask(self, query: str) -> list[tuple[Any, ...]]:
        async with self.database.read() as session:
            return [tuple(row) for row in await session.execute(text(query))]
