"""How delivery is doing, in numbers."""

import errno
import os
import shutil
from datetime import datetime

from sqlalchemy import func
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from concertbot.chat.clock import Clock
from concertbot.delivery.failing import ATTEMPTS
from concertbot.delivery.lane import Lane
from concertbot.delivery.tables import Inbox, Outbox, State
from concertbot.domain.database import Database
from concertbot.domain.due import Due
from concertbot.domain.health import Numbers, Queue
from concertbot.domain.installation import beat, is_quiet

LEAST_FREE = 1_000_000  # bytes
WAITING = (State.NEW, State.UNSURE, State.SENDING)


class DeliveryHealth:
    """Counts what the tables hold."""

    def __init__(self, database: Database, clock: Clock, lane: Lane | None = None) -> None:
        self.database, self.clock, self.lane = database, clock, lane

    async def look(self) -> Numbers:
        """Count what waits and what failed."""
        async with self.database.read() as session:
            return await numbers(session, self.clock.now())

    async def beat(self) -> None:
        """Prove that the database can be written. A full disk may still take one small row, but no message."""
        file = self.database.file
        if file and shutil.disk_usage(file.parent).free < LEAST_FREE:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        if self.lane and self.lane.failing:
            raise OSError(errno.EIO, "what was last to be written could not be")
        async with self.database.write() as session:
            await beat(session, self.clock.now())


async def numbers(session: AsyncSession, now: datetime) -> Numbers:
    """Count what waits and what failed."""
    replies = await _replies(session)
    return Numbers(
        to_answer=await _queue(session, Inbox, now),
        to_send=await _queue(session, Outbox, now),
        set_aside=await _set_aside(session),
        in_doubt=await _count(session, Outbox, State.DOUBTFUL),
        quiet=await is_quiet(session),
        replies=replies,
    )


async def _queue(session: AsyncSession, table: type[Inbox] | type[Outbox], now: datetime) -> Queue:
    query = select(func.count(), func.min(table.at)).where(col(table.state).in_(WAITING))
    waiting, oldest = (await session.execute(query)).one()
    return Queue(waiting, now - oldest) if oldest else Queue()


async def _count(session: AsyncSession, table: type[Inbox] | type[Outbox], state: State) -> int:
    return await session.scalar(select(func.count()).select_from(table).where(col(table.state) == state)) or 0


async def _set_aside(session: AsyncSession) -> int:
    due = await session.scalar(select(func.count()).select_from(Due).where(col(Due.attempts) >= ATTEMPTS)) or 0
    return due + await _count(session, Inbox, State.ASIDE) + await _count(session, Outbox, State.ASIDE)


async def _replies(session: AsyncSession) -> dict[tuple[str, str], int]:
    query = select(Outbox.platform, Outbox.state, func.count()).group_by(col(Outbox.platform), col(Outbox.state))
    return {(platform, state): count for platform, state, count in await session.execute(query)}
