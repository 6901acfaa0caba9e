"""SQLite without a thread: statements take microseconds, and handing each to a thread and back takes four times that.

A driver for SQLAlchemy's async engine on top of Python's own sqlite3. Statements run where they are asked for; only
what may wait for the disk or for another writer lets the rest of the bot go on: the commit and the begin of a write.
"""

import asyncio
import sqlite3
import time
from typing import Any

from sqlalchemy import pool
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine import URL, AdaptedConnection
from sqlalchemy.exc import OperationalError
from sqlalchemy.util import await_only

NAME = "inline"
LOOK_EVERY = 0.005  # seconds between looks whether another writer is done


class Cursor(sqlite3.Cursor):
    """A cursor as SQLAlchemy's async engine wants it."""

    server_side = False

    async def _async_soft_close(self) -> None:
        """Do nothing: there is nobody else to tell."""


class Connection(AdaptedConnection):
    """A connection as SQLAlchemy's async engine wants it."""

    __slots__ = ("_connection",)

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection: Any = connection

    @property
    def isolation_level(self) -> str | None:
        """Return what sqlite3 begins by itself."""
        level: str | None = self._connection.isolation_level
        return level

    @isolation_level.setter
    def isolation_level(self, level: str | None) -> None:
        self._connection.isolation_level = level

    def cursor(self, *_: object, **__: object) -> Any:
        """Return a cursor."""
        return self._connection.cursor(Cursor)

    def execute(self, *statement: Any) -> Any:
        """Run a statement."""
        return self._connection.execute(*statement)

    def create_function(self, *named: Any, **how: Any) -> None:
        """Make a function known to SQL."""
        self._connection.create_function(*named, **how)

    def commit(self) -> None:
        """Commit, and wait for the disk beside the rest of the bot."""
        if self._connection.in_transaction:
            await_only(asyncio.to_thread(self._connection.commit))

    def rollback(self) -> None:
        """Roll back."""
        self._connection.rollback()

    def close(self) -> None:
        """Close."""
        self._connection.close()

    terminate = close


class InlineDialect(SQLiteDialect_pysqlite):
    """SQLite in the thread that asks."""

    driver = NAME
    is_async = True
    supports_statement_cache = True

    @classmethod
    def get_pool_class(cls, url: URL) -> type[pool.Pool]:
        """Return a pool whose waiting lets others go on."""
        del url
        return pool.AsyncAdaptedQueuePool

    def connect(self, *where: Any, **how: Any) -> Any:
        """Connect."""
        return Connection(sqlite3.connect(*where, **{**how, "check_same_thread": False, "timeout": 0.0}))

    def get_driver_connection(self, connection: Any) -> Any:
        """Return sqlite3's own connection."""
        return connection.driver_connection


def begin_immediate(connection: Any, within: float) -> None:
    """Begin a write; while another process writes, let the rest of the bot go on. Raises OperationalError after that.

    `within` are seconds.
    """
    until = time.monotonic() + within
    raw = connection.connection.driver_connection
    while True:
        try:
            raw.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise OperationalError("BEGIN IMMEDIATE", None, error) from None
            await_only(asyncio.sleep(LOOK_EVERY))
        else:
            return


registry.register(f"sqlite.{NAME}", __name__, InlineDialect.__name__)
