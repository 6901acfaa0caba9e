"""Where the directory's entries come from, and how often they changed."""

from datetime import datetime
from typing import Any

from sqlalchemy import func
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import JSON, Field, SQLModel, col, select

from concertbot.domain.alone import Alone, alone


class DirectorySource(SQLModel, table=True):
    """A directory that was imported, under the name that people see."""

    __tablename__ = "directory_source"
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    format: str
    title: str = ""
    licence: str = ""
    imported_at: datetime
    revision: int = 0  # of the whole directory, when this source changed last
    services: int = 0
    import_id: int = 0  # whose objects are the source's now
    layout: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)  # how its files were laid out


async def revision(session: AsyncSession) -> int:
    """Return a number that goes up whenever the directory changes."""
    return int((await session.scalars(select(func.coalesce(func.max(DirectorySource.revision), 0)))).one())


async def coming(session: AsyncSession) -> int:
    """Return the number of the change that this transaction makes; no other can make one before it is over."""
    await alone(session, Alone.CHANGING_THE_DIRECTORY)
    return await revision(session) + 1


async def sources(session: AsyncSession) -> list[DirectorySource]:
    """Return the directories that were imported, by name."""
    return list((await session.scalars(select(DirectorySource).order_by(col(DirectorySource.name)))).all())


async def bare(session: AsyncSession) -> list[str]:
    """Return the sources that an earlier version imported, which kept none of their objects."""
    query = select(DirectorySource.name).where(col(DirectorySource.import_id) == 0).order_by(col(DirectorySource.name))
    return list((await session.scalars(query)).all())


async def layout(session: AsyncSession, source: str) -> dict[str, Any]:
    """Return how the files of a source were laid out; nothing of one that is not there."""
    found = await session.scalars(select(DirectorySource.layout).where(col(DirectorySource.name) == source))
    return found.one_or_none() or {}


async def note(session: AsyncSession, seen: DirectorySource, revision: int | None) -> None:
    """Keep what an import brought, and the directory's revision where it changed something."""
    query = select(DirectorySource).where(col(DirectorySource.name) == seen.name)
    known = (await session.scalars(query)).one_or_none() or DirectorySource(**seen.model_dump(exclude={"id"}))
    known.sqlmodel_update(seen.model_dump(exclude={"id", "revision"}))
    known.revision = known.revision if revision is None else revision
    session.add(known)
