"""What every bot here remembers, and on which settings: the same two tables, one read and one write a message."""

from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.orm import registry
from sqlmodel import Field, Session, SQLModel, col, create_engine, select

PRAGMAS = ("busy_timeout=10000", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON")


class Remembered(SQLModel, registry=registry()):
    """A table that is none of the bot's own."""


class Member(Remembered, table=True):
    """Somebody who talks; read for each message."""

    __tablename__ = "bench_member"
    id: int | None = Field(default=None, primary_key=True)
    address: str = Field(unique=True)


class Note(Remembered, table=True):
    """What a message leaves behind; its number tells whether it is there exactly once."""

    __tablename__ = "bench_note"
    id: int | None = Field(default=None, primary_key=True)
    member_id: int = Field(foreign_key="bench_member.id")
    number: int


Members = list[str]


def open_sync(path: str, members: Members) -> Engine:
    """Return an engine for threads, on a new database with these members."""
    engine = create_engine(f"sqlite:///{path}")
    _settle(engine)
    Remembered.metadata.create_all(engine)
    with Session(engine) as session, session.begin():
        session.add_all(Member(address=address) for address in members)
    return engine


async def open_async(path: str, members: Members) -> AsyncEngine:
    """Return an engine for an event loop, on a new database with these members."""
    engine = create_async_engine(f"sqlite+aiosqlite:///{path}")
    _settle(engine.sync_engine)
    async with engine.begin() as connection:
        await connection.run_sync(Remembered.metadata.create_all)
    async with AsyncSession(engine) as session, session.begin():
        session.add_all(Member(address=address) for address in members)
    return engine


def note(engine: Engine, sender: str, number: int) -> None:
    """Do what a message asks for: one read, one write, committed."""
    with Session(engine) as session, session.begin():
        member = session.scalars(select(Member).where(col(Member.address) == sender)).one()
        session.add(Note(member_id=member.id or 0, number=number))


async def note_async(engine: AsyncEngine, sender: str, number: int) -> None:
    """Do the same in an event loop."""
    async with AsyncSession(engine) as session, session.begin():
        member = (await session.scalars(select(Member).where(col(Member.address) == sender))).one()
        session.add(Note(member_id=member.id or 0, number=number))


def _settle(engine: Engine) -> None:
    """Give an engine the settings of the bot's own database; all that is done here writes."""
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))


def _prepare(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # SQLAlchemy says BEGIN itself
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
