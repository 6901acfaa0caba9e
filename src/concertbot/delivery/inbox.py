"""The inbox: what came in, each message once, with the cursor in the same transaction."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from concertbot.chat.message import Message
from concertbot.delivery.tables import Inbox, State, StoredCursor
from concertbot.delivery.wire import dump_message
from concertbot.domain.database import Database
from concertbot.domain.port import Cursor


def _insert_new(backend: str) -> sqlite.Insert | postgresql.Insert:
    """Return an insert that passes over what is there; the two dialects say it alike, but each for itself."""
    return sqlite.insert(Inbox) if backend == "sqlite" else postgresql.insert(Inbox)


async def keep(database: Database, messages: Iterable[Message], cursor: Cursor | None, now: datetime) -> None:
    """Keep messages and the cursor in one transaction. A message that is known already is passed over."""
    rows = [_row(one.platform, one.id, now, dump_message(one), State.NEW) for one in messages]
    await _insert(database, rows, cursor)


async def keep_id(database: Database, platform: str, event_id: str, now: datetime) -> None:
    """Keep only the id of a screened message."""
    await _insert(database, [_row(platform, event_id, now, "", State.SCREENED)], None)


async def next_new(session: AsyncSession) -> Inbox | None:
    """Return the oldest message that waits."""
    query = select(Inbox).where(col(Inbox.state) == State.NEW).order_by(col(Inbox.id)).limit(1)
    return (await session.scalars(query)).one_or_none()


def _row(platform: str, event_id: str, now: datetime, body: str, state: State) -> dict[str, object]:
    return {"platform": platform, "event_id": event_id, "body": body, "state": state, "at": now}


async def _insert(database: Database, rows: list[dict[str, object]], cursor: Cursor | None) -> None:
    async with database.write() as session:
        if rows:
            insert = _insert_new(database.url.get_backend_name())
            await session.execute(insert.on_conflict_do_nothing(), rows)
        if cursor:
            await session.merge(StoredCursor(platform=cursor.platform, value=cursor.value))
