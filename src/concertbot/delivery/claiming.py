"""Which messages may be sent now: of each place the first, if its time has come."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from concertbot.delivery.tables import Outbox, State
from concertbot.domain.installation import is_quiet

MOST = 64  # messages on their way at a time: of these a crash leaves in doubt whether they arrived
WAITING = (State.NEW, State.UNSURE)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message that is ours to send, or (unsure) to find out about."""

    row: Outbox
    unsure: bool


async def waits(session: AsyncSession, names: Collection[str], now: datetime) -> bool:
    """Return whether something waits whose time has come. A restored copy keeps quiet."""
    query = select(Outbox.id).where(*_waiting(names), _ready(now)).limit(1)
    return (await session.scalars(query)).first() is not None and not await is_quiet(session)


async def claim(session: AsyncSession, names: Collection[str], busy: Collection[str], now: datetime) -> list[Claimed]:
    """Mark as being sent, and return, what may be sent now. What is not worth it any more expires."""
    claimed: list[Claimed] = []
    if await is_quiet(session):
        return claimed
    looking = True
    while looking:
        looking = False
        taken = {*busy, *(one.row.place for one in claimed)}
        for row in await _first(session, names, taken, now):
            if await _pointless(session, row, now):
                row.body, looking = "", True  # then the next one of this place may be sent
            else:
                claimed.append(Claimed(row, row.state == State.UNSURE))
                row.state, row.first_try = State.SENDING, row.first_try or now
    return claimed


async def _first(session: AsyncSession, names: Collection[str], busy: Collection[str], now: datetime) -> list[Outbox]:
    """Return what each place waits for first; where that has to wait, what comes after it waits too."""
    first = select(func.min(Outbox.id)).where(*_waiting(names)).group_by(col(Outbox.place))
    free = select(Outbox).where(
        col(Outbox.id).in_(first), *_waiting(names), _ready(now), col(Outbox.place).not_in(busy)
    )
    # Whoever has just lost the account may be about to claim too: no two get the same.
    query = free.order_by(col(Outbox.id)).limit(MOST - len(busy)).with_for_update(skip_locked=True)
    return list((await session.scalars(query)).all())


def _waiting(names: Collection[str]) -> tuple[ColumnElement[bool], ...]:
    waiting = col(Outbox.state).in_(WAITING)
    return (waiting, col(Outbox.platform).in_(names)) if names else (waiting,)


def _ready(now: datetime) -> ColumnElement[bool]:
    return or_(col(Outbox.not_before).is_(None), col(Outbox.not_before) <= now)


async def _pointless(session: AsyncSession, row: Outbox, now: datetime) -> bool:
    """Mark what has expired, and an edit that a later one of the same message makes needless."""
    if row.state == State.UNSURE:
        return False
    if row.until and row.until <= now:
        row.state = State.EXPIRED
    elif row.edits_id is not None and await _edited_again(session, row):
        row.state = State.CANCELLED
    return row.state != State.NEW


async def _edited_again(session: AsyncSession, row: Outbox) -> bool:
    later = select(Outbox.id).where(
        col(Outbox.place) == row.place,
        col(Outbox.state) == State.NEW,
        col(Outbox.edits_id) == row.edits_id,
        col(Outbox.id) > row.id,
    )
    return (await session.scalars(later.limit(1))).first() is not None
