"""What holds for the whole installation: whether it keeps quiet, and its heartbeat."""

from datetime import datetime

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, SQLModel, col, select

ONLY = 1


class Installation(SQLModel, table=True):
    """The one row about this installation; without it, the bot speaks."""

    __tablename__ = "installation"
    id: int = Field(default=ONLY, primary_key=True)
    quiet: bool = False  # a restored copy sends nothing until an operator says so
    heartbeat: datetime | None = None  # when it was last proven that the database can be written


async def is_quiet(session: AsyncSession) -> bool:
    """Whether nothing may be sent until an operator says `concertbot resume`."""
    return bool((await session.scalars(select(Installation.quiet).where(col(Installation.id) == ONLY))).first())


async def set_quiet(session: AsyncSession, *, quiet: bool) -> None:
    """Keep quiet from now on, or speak again."""
    await _put(session, quiet=quiet)


async def beat(session: AsyncSession, now: datetime) -> None:
    """Write something small, which proves that the database can be written."""
    await _put(session, heartbeat=now)


async def _put(session: AsyncSession, **values: object) -> None:
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    row = {"id": ONLY, "quiet": False, **values}
    await session.execute(
        insert(Installation).values(row).on_conflict_do_update(index_elements=[col(Installation.id)], set_=values)
    )
