"""The table of due things: what the clock has to make happen, as wall time and zone, with the instant computed."""

from collections.abc import Sequence
from datetime import datetime

from pydantic import NaiveDatetime
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, SQLModel, UniqueConstraint, col, select

from concertbot.chat.clock import instant


class Due(SQLModel, table=True):
    """Something that falls due. `kind` names the job, `about` the thing."""

    __tablename__ = "due"
    __table_args__ = (UniqueConstraint("kind", "about"),)
    id: int | None = Field(default=None, primary_key=True)
    kind: str
    about: str = ""
    wall: NaiveDatetime
    zone: str
    at: datetime = Field(index=True)
    attempts: int = 0  # how often it failed


async def plan(session: AsyncSession, kind: str, wall: datetime, zone: str, about: str = "") -> Due:
    """Plan a job at a wall time; planned again, it moves."""
    await session.flush()
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    when = {"wall": wall, "zone": zone, "at": instant(wall, zone), "attempts": 0}
    planned = dialect.insert(Due).values(kind=kind, about=about, **when)
    # Two processes may plan the same at the same moment, when both start for instance.
    await session.execute(planned.on_conflict_do_update(index_elements=[col(Due.kind), col(Due.about)], set_=when))
    query = select(Due).where(col(Due.kind) == kind, col(Due.about) == about)
    due: Due = (await session.scalars(query.execution_options(populate_existing=True))).one()
    return due


async def fallen(session: AsyncSession, now: datetime, attempts: int) -> Sequence[Due]:
    """Return what is due, the oldest first, but for what failed so often."""
    query = select(Due).where(col(Due.at) <= now, col(Due.attempts) < attempts)
    return (await session.scalars(query.order_by(col(Due.at), col(Due.id)))).all()


async def hold(session: AsyncSession, due_id: int) -> Due | None:
    """Return a due thing for this transaction alone; None when another process has it or fired it."""
    query = select(Due).where(col(Due.id) == due_id).with_for_update(skip_locked=True)
    return (await session.scalars(query)).one_or_none()
