"""Who holds an account: of several bots on one database, one at a time receives and sends for it."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import structlog
from sqlalchemy import select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from concertbot.domain.database import Database

LOOK_EVERY = 0.5  # seconds between tries to take over, and between looks whether the lock is still held
ANSWERS_WITHIN = 2.0  # seconds in which the database must say so, else the account is let go
SURELY_GONE = 3.0  # seconds after which whoever held the account before has noticed that they do not any more
STOOD_STILL = "3s"  # of a holder that says nothing for so long, for it is frozen or cut off, the server frees the lock
ENDS_WITHIN = 3.0  # seconds that a question to a database that is gone may take to end
DOWN = (SQLAlchemyError, OSError)
LOCK = text("SELECT pg_try_advisory_lock(hashtextextended(:account, 0))")
# Servers before PostgreSQL 14 know no such thing: there a frozen holder is noticed only when its line breaks.
HASTE = text(
    "SELECT set_config(name, :seconds, false) FROM pg_catalog.pg_settings WHERE name = 'idle_session_timeout'"
).bindparams(seconds=STOOD_STILL)
log = structlog.get_logger()


class NotHeldError(Exception):
    """The lock is gone: another bot may hold the account already."""


class Holding:
    """A lock on an account. On SQLite one bot works on a database (`lock.Lock`): each account is its own.

    On PostgreSQL the lock lives in a connection: the server frees it when this process ends, however it ends, and when
    it stands still.
    """

    def __init__(self, connection: AsyncConnection | None) -> None:
        self._connection = connection
        self._known = time.monotonic()  # when it was last asked, and ours
        self._asking: asyncio.Task[int | None] | None = None
        self._lost = False

    async def sure(self) -> None:
        """Return when the account is ours at this moment, also after this process stood still. Raises NotHeldError."""
        while self._connection and (self._lost or time.monotonic() - self._known > LOOK_EVERY + ANSWERS_WITHIN):
            await self._ask(self._connection)

    async def watch(self, seconds: float = float("inf")) -> None:
        """Watch, for ever or so long. Raises NotHeldError as soon as it is not sure that the account is ours."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if self._connection:
                await self._ask(self._connection)
            await asyncio.sleep(LOOK_EVERY)

    async def _ask(self, connection: AsyncConnection) -> None:
        begun = time.monotonic()
        if self._asking is None:
            self._asking = asyncio.create_task(connection.scalar(select(1)))
        asking = self._asking
        await asyncio.wait({asking}, timeout=ANSWERS_WITHIN)
        self._lost = self._lost or not asking.done() or asking.cancelled() or asking.exception() is not None
        if self._lost:
            raise NotHeldError
        if self._asking is asking:
            self._asking, self._known = None, begun

    async def leave(self) -> None:
        """Let the account go: the lock goes with its connection."""
        self._lost = True
        if self._asking:
            self._asking.cancel()
            await asyncio.wait({self._asking}, timeout=ENDS_WITHIN)
        if self._connection:
            with suppress(*DOWN):
                await self._connection.invalidate()
            with suppress(*DOWN):
                await self._connection.close()


@asynccontextmanager
async def held(database: Database, account: str) -> AsyncIterator[Holding]:
    """Wait until the account is ours, and hold it as long as this lasts. Raises NotHeldError."""
    connection, waited = (None, False) if database.is_sqlite else await _locked(database, account)
    holding = Holding(connection)
    try:
        if waited:
            await holding.watch(SURELY_GONE)
        yield holding
    finally:
        await holding.leave()


async def _locked(database: Database, account: str) -> tuple[AsyncConnection, bool]:
    """Return the connection that has the lock, and whether somebody else may have had it shortly before."""
    waited = False
    while True:
        with suppress(*DOWN):
            connection = await database.engine.connect()
            try:
                await connection.execution_options(isolation_level="AUTOCOMMIT")
                if await connection.scalar(LOCK, {"account": f"concertbot/{account}"}):
                    await connection.execute(HASTE)
                    return connection, waited
            except BaseException:
                await connection.invalidate()
                raise
            await connection.close()
        waited = True
        await asyncio.sleep(LOOK_EVERY)
