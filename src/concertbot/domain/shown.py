"""What somebody was just shown, so that a number can name it."""

import json
from collections.abc import Sequence

from sqlalchemy import case, delete
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, SQLModel, UniqueConstraint, col, select


class Shown(SQLModel, table=True):
    """A numbered list that an account was shown in a place; the next one replaces it."""

    __tablename__ = "shown"
    __table_args__ = (UniqueConstraint("account_id", "place", "kind"),)
    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="account.id", ondelete="CASCADE")
    place: str
    kind: str
    refs: str  # JSON: the references, in the order of their numbers


async def remember(session: AsyncSession, account_id: int, place: str, kind: str, refs: Sequence[str]) -> None:
    """Keep what the numbers 1, 2, 3… now name for an account in a place. Of nobody nothing is kept."""
    if not account_id:
        return
    mine = (col(Shown.account_id) == account_id, col(Shown.place) == place, col(Shown.kind) == kind)
    await session.execute(delete(Shown).where(*mine))
    session.add(Shown(account_id=account_id, place=place, kind=kind, refs=json.dumps(list(refs))))


async def follow(session: AsyncSession, before: str, after: str) -> None:
    """Let the numbers that were shown in a place name the same in another, where nothing was shown yet."""
    newer = select(Shown.account_id, Shown.kind).where(col(Shown.place) == after)
    taken = {(account_id, kind) for account_id, kind in await session.execute(newer)}
    for one in (await session.scalars(select(Shown).where(col(Shown.place) == before))).all():
        if (one.account_id, one.kind) in taken:
            await session.delete(one)
        else:
            one.place = after


async def recall(session: AsyncSession, account_id: int, place: str, kind: str) -> list[str]:
    """Return what the numbers name, the first for number 1: in one's own last list, else in the place's last."""
    mine = case((col(Shown.account_id) == account_id, 0), else_=1)
    query = select(Shown.refs).where(col(Shown.place) == place, col(Shown.kind) == kind)
    refs = (await session.scalars(query.order_by(mine, col(Shown.id).desc()).limit(1))).one_or_none()
    return list(json.loads(refs)) if refs else []
