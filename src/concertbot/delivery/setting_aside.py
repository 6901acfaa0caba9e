"""What failed at every try and was set aside: an operator sees it, has it tried again, or lets it go."""

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from pydantic import ValidationError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from concertbot.delivery.failing import ATTEMPTS
from concertbot.delivery.tables import Inbox, Outbox, State
from concertbot.delivery.wire import load_message, load_reply
from concertbot.domain import files
from concertbot.domain.due import Due

KEPT = timedelta(days=7)  # how long the words of a message that was set aside wait for an operator
NAME = re.compile(r"(in|out|due)(\d+)")
Row = Inbox | Outbox | Due


@dataclass(frozen=True, slots=True)
class Aside:
    """Something that was set aside, as an operator may see it: no words, no name, no address."""

    name: str
    platform: str
    since: datetime
    error: str
    attempts: int
    whole: bool  # whether it can still be tried again


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A message of which nobody knows whether it arrived."""

    name: str
    platform: str
    at: datetime
    notifying: bool


async def aside(session: AsyncSession) -> list[Aside]:
    """Return all that was set aside, the oldest of each kind first."""
    found = [(name, row) for name, table in (("in", Inbox), ("out", Outbox)) for row in await _rows(session, table)]
    listed = [
        Aside(f"{name}{row.id}", row.platform, row.at, row.error, row.attempts, bool(row.body)) for name, row in found
    ]
    failed = await session.scalars(select(Due).where(col(Due.attempts) >= ATTEMPTS).order_by(col(Due.id)))
    return [*listed, *(Aside(f"due{one.id}", "", one.at, one.kind, one.attempts, whole=True) for one in failed)]


async def doubtful(session: AsyncSession) -> list[Doubtful]:
    """Return the messages of which nobody knows whether they arrived."""
    query = select(Outbox).where(col(Outbox.state) == State.DOUBTFUL).order_by(col(Outbox.id))
    rows = (await session.scalars(query)).all()
    return [Doubtful(f"out{row.id}", row.platform, row.first_try or row.at, row.notify) for row in rows]


async def retry(session: AsyncSession, names: Sequence[str], now: datetime) -> list[str]:
    """Have something tried again as if it had never failed, and return the names of what is."""
    tried = []
    for name in names:
        row = await _row(session, name)
        if isinstance(row, Due):
            row.attempts, row.at = 0, now
        elif row and row.body:
            row.state, row.attempts = State.NEW, 0
        else:
            continue
        tried.append(name)
    return tried


async def drop(session: AsyncSession, names: Sequence[str], _now: datetime) -> list[str]:
    """Let something go, and return the names of what went."""
    gone = []
    for name in names:
        row = await _row(session, name)
        if row is None:
            continue
        if isinstance(row, Due):
            await session.delete(row)
        else:
            await empty(session, row)
            row.state = State.CANCELLED
        gone.append(name)
    return gone


async def let_lapse(session: AsyncSession, now: datetime) -> None:
    """Empty what no operator decided about in time; that it failed stays to be seen."""
    for table in (Inbox, Outbox):
        for row in await _rows(session, table):
            if row.body and row.at < now - KEPT:
                await empty(session, row)


async def empty(session: AsyncSession, row: Inbox | Outbox) -> None:
    """Forget the words and the files of a message."""
    with suppress(ValidationError):  # what cannot be read may be just what failed
        came = load_message(row.body) if isinstance(row, Inbox) else load_reply(row.body)
        await files.forget(session, *(file.path for file in came.files))
    row.body = ""


async def _rows(session: AsyncSession, table: type[Inbox] | type[Outbox]) -> Sequence[Any]:
    return (await session.scalars(select(table).where(col(table.state) == State.ASIDE).order_by(col(table.id)))).all()


async def _row(session: AsyncSession, name: str) -> Row | None:
    """Return what was set aside under a name."""
    match = NAME.fullmatch(name)
    if match is None:
        return None
    if match[1] == "due":
        due = await session.get(Due, int(match[2]), with_for_update=True)
        return due if due and due.attempts >= ATTEMPTS else None
    table: type[Inbox | Outbox] = Inbox if match[1] == "in" else Outbox
    row: Inbox | Outbox | None = await session.get(table, int(match[2]), with_for_update=True)
    return row if row and row.state == State.ASIDE else None
