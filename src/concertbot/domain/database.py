"""The database: one way to read, one way to write, on SQLite or PostgreSQL."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession, create_async_engine

from concertbot.domain import inline, postgres

DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg"}
BUSY_TIMEOUT_MS = 10_000


class Database:
    """Opens sessions on one database.

    SQLite has one writer: writers take the lock at once, so that they wait instead of failing later. On PostgreSQL they
    write side by side. What a session reads is one state of the database on both. One that is down raises
    SQLAlchemyError or OSError soon, and works again when it is back.
    """

    def __init__(self, url: str) -> None:
        given = make_url(url)
        self.url = given.set(drivername=DRIVERS[given.get_backend_name()])
        address, options = (self.url, {}) if self.is_sqlite else postgres.engine_options(self.url)
        self.engine: AsyncEngine = create_async_engine(address, hide_parameters=True, **options)
        if self.is_sqlite:
            event.listen(self.engine.sync_engine, "connect", _prepare)
            event.listen(self.engine.sync_engine, "begin", _begin)
            self._reading, self._writing = self.engine, self.engine.execution_options(write=True)
            self._lane = _inline(self.url) if self.file else self._writing
        else:
            self._reading = self.engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            self._writing = self._lane = self.engine

    def __repr__(self) -> str:
        return f"Database({self.url.render_as_string(hide_password=True)})"

    @property
    def engines(self) -> tuple[AsyncEngine, ...]:
        """What it is spoken to by."""
        return (self.engine,) if self._lane in (self.engine, self._writing) else (self.engine, self._lane)

    @property
    def is_sqlite(self) -> bool:
        """Whether this is the embedded default."""
        return self.url.get_backend_name() == "sqlite"

    @property
    def file(self) -> Path | None:
        """The file of an embedded database; None for a server's, or one in memory."""
        name = self.url.database
        return Path(name) if self.is_sqlite and name and name != ":memory:" else None

    @property
    def shared(self) -> bool:
        """Whether other processes can reach it."""
        return not self.is_sqlite or self.file is not None

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncSession]:
        """Open a session that only reads."""
        async with AsyncSession(self._reading, expire_on_commit=False) as session:
            yield session

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncSession]:
        """Open a session that is committed at the end, or rolled back whole when something fails."""
        async with AsyncSession(self._writing, expire_on_commit=False) as session, session.begin():
            yield session

    @asynccontextmanager
    async def lane(self) -> AsyncIterator[AsyncSession]:
        """Open a session as `write` does, for the one who writes all the time: quicker, but only for short work."""
        async with AsyncSession(self._lane, expire_on_commit=False) as session, session.begin():
            yield session

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """Open a bare connection in a write transaction, for migrations.

        SQLite alters a table by putting another in its place: what refers to it must not go with the old one.
        """
        async with self._writing.connect() as connection:
            await self._heed_references(connection, "OFF")
            try:
                async with connection.begin():
                    yield connection
            finally:
                await self._heed_references(connection, "ON")

    async def _heed_references(self, connection: AsyncConnection, state: str) -> None:
        if self.is_sqlite:  # it heeds this only between transactions, so SQLAlchemy must not begin one
            pooled = await connection.get_raw_connection()
            if pooled.driver_connection:
                await pooled.driver_connection.execute(f"PRAGMA foreign_keys={state}")

    async def close(self) -> None:
        """Close all connections."""
        for engine in self.engines:
            await engine.dispose()


def _inline(url: URL) -> AsyncEngine:
    engine = create_async_engine(url.set(drivername=f"sqlite+{inline.NAME}"), hide_parameters=True, pool_size=1)
    event.listen(engine.sync_engine, "connect", partial(_prepare, busy_timeout=0))
    event.listen(engine.sync_engine, "begin", _begin_inline)
    return engine


def _prepare(connection: Any, _record: object, busy_timeout: int = BUSY_TIMEOUT_MS) -> None:
    connection.isolation_level = None  # SQLAlchemy says BEGIN itself, see _begin
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout={busy_timeout}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Any) -> None:
    writing = connection.get_execution_options().get("write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _begin_inline(connection: Any) -> None:
    inline.begin_immediate(connection, BUSY_TIMEOUT_MS / 1000)
