"""Where the directory's entries come from, and how often they changed."""

from datetime import datetime

from sqlalchemy import func
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, SQLModel, col, select


class DirectorySource(SQLModel, table=True):
    """A directory that was imported, under the name that people see."""

    __tablename__ = "directory_source"
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    format: str
    title: str = ""
    licence: str = ""
    imported_at: datetime
    revision: int = 0  # goes up when an import changes something
    services: int = 0


async def revision(session: AsyncSession) -> int:
    """Return a number that goes up whenever an import changes the directory."""
    return int((await session.scalars(select(func.coalesce(func.sum(DirectorySource.revision), 0)))).one())


async def sources(session: AsyncSession) -> list[DirectorySource]:
    """Return the directories that were imported, by name."""
    return list((await session.scalars(select(DirectorySource).order_by(col(DirectorySource.name)))).all())


async def note(session: AsyncSession, seen: DirectorySource, *, changed: bool) -> None:
    """Keep when a source was last imported, and whether that changed something."""
    query = select(DirectorySource).where(col(DirectorySource.name) == seen.name)
    known = (await session.scalars(query)).one_or_none() or DirectorySource(**seen.model_dump(exclude={"id"}))
    known.sqlmodel_update(seen.model_dump(exclude={"id", "revision"}))
    known.revision += int(changed)
    session.add(known)
