"""Letting a restored copy speak: first what waits is told, and sent or dropped."""

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from concertbot.chat.clock import Clock
from concertbot.delivery.health import WAITING, numbers
from concertbot.delivery.tables import Inbox, Outbox, State
from concertbot.domain.database import Database
from concertbot.domain.health import Numbers
from concertbot.domain.installation import set_quiet


async def look(database: Database) -> Numbers:
    """Return what waits, and whether the installation keeps quiet."""
    async with database.read() as session:
        return await numbers(session, Clock().now())


async def resume(database: Database, *, drop: bool) -> None:
    """Speak again, after what waits was dropped, or with it."""
    async with database.write() as session:
        if drop:
            await _drop(session)
        await set_quiet(session, quiet=False)


async def _drop(session: AsyncSession) -> None:
    """Drop what waits: to be answered, to be sent, or held for somebody who could not be written to."""
    to_answer = update(Inbox).where(col(Inbox.state).in_(WAITING))
    await session.execute(to_answer.values(state=State.CANCELLED, body=""))
    to_send = update(Outbox).where(col(Outbox.state).in_([*WAITING, State.HELD]))
    await session.execute(to_send.values(state=State.CANCELLED, body=""))
