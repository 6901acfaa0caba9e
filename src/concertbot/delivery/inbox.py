"""The inbox: what came in, each message once, with the cursor in the same transaction."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import Table, bindparam, func, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from concertbot.chat.message import Message
from concertbot.delivery.tables import Inbox, State, StoredCursor
from concertbot.delivery.wire import dump_message
from concertbot.domain.ask import place_of
from concertbot.domain.port import Cursor

TOGETHER = 256  # messages that are answered in one transaction
WAITING = col(Inbox.state) == State.NEW


async def keep(session: AsyncSession, messages: Iterable[Message], cursor: Cursor | None, now: datetime) -> None:
    """Keep messages and the cursor. A message that is known already is passed over."""
    await _insert(session, [_row(one, now, dump_message(one), State.NEW) for one in messages])
    if cursor:
        await session.merge(StoredCursor(platform=cursor.platform, value=cursor.value))


async def keep_ids(session: AsyncSession, messages: Iterable[Message], now: datetime) -> None:
    """Keep only the ids of screened messages."""
    await _insert(session, [_row(one, now, "", State.SCREENED) for one in messages])


TABLE = cast("Table", Inbox.__table__)  # type: ignore[attr-defined] # sqlmodel does not tell
FINISHED = update(TABLE).where(TABLE.c.id == bindparam("done")).values(state=State.DONE, body="")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message that waits for its answer."""

    id: int
    lane: str
    body: str
    attempts: int


async def claim(session: AsyncSession) -> list[Waiting]:
    """Return the oldest messages that wait, for this transaction alone.

    Where several processes answer, a place belongs to one of them at a time: what is said there stays in order.
    """
    columns = col(Inbox.id), col(Inbox.lane), col(Inbox.body), col(Inbox.attempts)
    oldest = select(*columns).where(WAITING).order_by(col(Inbox.id)).limit(TOGETHER)
    rows = [Waiting(*row) for row in await session.execute(oldest)]
    if not rows or session.get_bind().dialect.name == "sqlite":
        return rows
    lanes = {row.lane for row in rows}
    ours = [lane for lane in sorted(lanes) if await _hold(session, lane)]
    # What another process answered in the meantime is seen only now that its lock is ours.
    again = oldest.where(col(Inbox.lane).in_(ours)).with_for_update()
    return [Waiting(*row) for row in await session.execute(again)]


async def is_next(session: AsyncSession, row: Waiting) -> bool:
    """Return whether a message is what its place waits for, and hold the place for this transaction.

    Else somebody has answered it in the meantime, or is at work on what was said there before.
    """
    if session.get_bind().dialect.name == "postgresql" and not await _hold(session, row.lane):
        return False
    first = select(Inbox.id).where(WAITING, col(Inbox.lane) == row.lane).order_by(col(Inbox.id)).limit(1)
    return (await session.scalar(first)) == row.id


async def finish(session: AsyncSession, ids: Iterable[int]) -> None:
    """Mark messages as done; their bodies have served."""
    rows = [{"done": one} for one in ids]
    if rows:
        await session.execute(FINISHED, rows)


def _row(message: Message, now: datetime, body: str, state: State) -> dict[str, object]:
    return {
        "platform": message.platform,
        "event_id": message.id,
        "lane": place_of(message),
        "body": body,
        "state": state,
        "attempts": 0,
        "error": "",
        "at": now,
    }


async def _insert(session: AsyncSession, rows: list[dict[str, object]]) -> None:
    """Insert rows, and pass over those that are there; the two dialects say it alike, but each for itself."""
    if rows:
        dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
        await session.execute(dialect.insert(Inbox).on_conflict_do_nothing(), rows)


async def _hold(session: AsyncSession, lane: str) -> bool:
    """Return whether a place is ours for this transaction."""
    return bool(await session.scalar(select(func.pg_try_advisory_xact_lock(func.hashtextextended(lane, 0)))))
