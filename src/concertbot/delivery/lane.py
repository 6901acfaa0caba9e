"""The lane: one writer at a time, and one commit for all that waits at that moment."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncSession

from concertbot.domain.database import Database

T = TypeVar("T")
Work = Callable[[AsyncSession], Awaitable[T]]
TOGETHER = 256  # pieces of work in one commit
# PostgreSQL's classes of errors that speak of the server, not of what was asked: connection, resources (a full disk),
# an operator's intervention, and a server that may only be read.
UNABLE = ("08", "53", "57", "25006")


def is_down(error: BaseException) -> bool:
    """Return whether an error says that the database cannot be reached or written."""
    if isinstance(error, DBAPIError):
        state = getattr(error.orig, "sqlstate", None) or ""
        if error.connection_invalidated or state.startswith(UNABLE):
            return True
    return isinstance(error, OperationalError | InterfaceError | TimeoutError | PoolTimeoutError | OSError)


def _of_database(error: Exception) -> bool:
    """Return whether an error comes from the database: a command may well not find a file, which says nothing of it."""
    return isinstance(error, SQLAlchemyError)


@dataclass(slots=True)
class Piece:
    """Some work that waits for its commit."""

    work: Work[Any]
    outcome: asyncio.Future[Any]


@dataclass
class Lane:
    """Writes. Commits are what costs: those who write at the same time share one, and nobody waits for a lock.

    Each piece of work is whole or not at all: where one fails, its companions are done again, each alone.
    """

    database: Database
    failing: bool = False  # whether the database could not be written when it was last tried
    _waiting: list[Piece] = field(default_factory=list)
    _running: asyncio.Task[None] | None = None

    async def write(self, work: Work[T]) -> T:
        """Do the work in a transaction, and return its outcome once it is committed. May be done more than once."""
        piece = Piece(work, asyncio.get_running_loop().create_future())
        self._waiting.append(piece)
        if self._running is None or self._running.done():
            self._running = asyncio.create_task(self._run())
        outcome: T = await piece.outcome
        return outcome

    async def _run(self) -> None:
        while self._waiting:
            batch = self._waiting[:TOGETHER]
            del self._waiting[:TOGETHER]
            await self._commit(batch)

    async def _commit(self, batch: list[Piece]) -> None:
        working = False
        try:
            async with self.database.lane() as session:
                await session.connection()  # when this fails it is the database's fault, and no piece's
                working = True
                outcomes = [await piece.work(session) for piece in batch]
                working = False
        except Exception as error:  # noqa: BLE001 - whoever waits for the outcome gets it
            await self._failed(batch, error, together=not working or _of_database(error))
        except BaseException:  # the bot stops
            for piece in batch:
                piece.outcome.cancel()
            raise
        else:
            self.failing = False
            for piece, outcome in zip(batch, outcomes, strict=True):
                if not piece.outcome.done():
                    piece.outcome.set_result(outcome)

    async def _failed(self, batch: list[Piece], error: Exception, *, together: bool) -> None:
        """Tell everybody when the database is down; else one of them is at fault, and its companions are not."""
        self.failing = is_down(error)
        if len(batch) > 1 and not (together and is_down(error)):
            for piece in batch:
                await self._commit([piece])
            return
        for piece in batch:
            if not piece.outcome.done():
                piece.outcome.set_exception(error)
