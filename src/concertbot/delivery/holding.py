"""Who holds an account: of several bots on one database, one at a time receives and sends for it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import structlog
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from concertbot.domain.database import Database

LOOK_EVERY = 1.0  # seconds between tries to take over, and between looks whether the lock is still held
ANSWERS_WITHIN = 2.5  # seconds in which the database must say so, else the account is let go
SURELY_GONE = 4.0  # seconds after which whoever held the account before has noticed that they do not any more
DOWN = (SQLAlchemyError, OSError)
log = structlog.get_logger()


class NotHeldError(Exception):
    """The lock is gone: another bot may hold the account already."""


class Holding:
    """A lock on an account. On SQLite one bot works on a database (`lock.Lock`): each account is its own.

    On PostgreSQL the lock lives in a connection: the server frees it when this process ends, however it ends.
    """

    def __init__(self, connection: AsyncConnection | None) -> None:
        self._connection = connection

    async def watch(self) -> None:
        """Watch for ever. Raises NotHeldError as soon as it is not sure any more that the account is ours."""
        while True:
            await asyncio.sleep(LOOK_EVERY)
            if self._connection:
                try:
                    await asyncio.wait_for(self._connection.scalar(select(1)), ANSWERS_WITHIN)
                except DOWN:
                    raise NotHeldError from None


@asynccontextmanager
async def held(database: Database, account: str) -> AsyncIterator[Holding]:
    """Wait until the account is ours, and hold it as long as this lasts."""
    connection = None if database.is_sqlite else await _locked(database, account)
    try:
        yield Holding(connection)
    finally:
        if connection:
            with suppress(*DOWN):
                await connection.invalidate()  # the lock goes with its connection
            with suppress(*DOWN):
                await connection.close()


async def _locked(database: Database, account: str) -> AsyncConnection:
    lock = select(func.pg_try_advisory_lock(func.hashtextextended(f"concertbot/{account}", 0)))
    waited = False
    while True:
        with suppress(*DOWN):
            connection = await database.engine.connect()
            try:
                await connection.execution_options(isolation_level="AUTOCOMMIT")
                if await connection.scalar(lock):
                    await asyncio.sleep(SURELY_GONE if waited else 0)
                    return connection
            except BaseException:
                await connection.invalidate()
                raise
            await connection.close()
        waited = True
        await asyncio.sleep(LOOK_EVERY)
