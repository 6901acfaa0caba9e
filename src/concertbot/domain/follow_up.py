"""What has to be followed up: action items and advocacy points, each with a short lasting id such as A12."""

from datetime import date
from enum import StrEnum

from sqlalchemy import func
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, SQLModel, UniqueConstraint, col, select


class State(StrEnum):
    """Whether something still has to be done."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class ActionItem(SQLModel, table=True):
    """Who does what, by when."""

    __tablename__ = "action_item"
    __table_args__ = (UniqueConstraint("concertation_id", "number"),)
    id: int | None = Field(default=None, primary_key=True)
    concertation_id: int = Field(foreign_key="concertation.id", index=True)
    number: int
    what: str
    due_on: date | None = None
    state: str = State.OPEN

    @property
    def short_id(self) -> str:
        """Return the id that people say."""
        return f"A{self.number}"


class AdvocacyPoint(SQLModel, table=True):
    """An observation that is relayed to a federation or an authority."""

    __tablename__ = "advocacy_point"
    __table_args__ = (UniqueConstraint("concertation_id", "number"),)
    id: int | None = Field(default=None, primary_key=True)
    concertation_id: int = Field(foreign_key="concertation.id", index=True)
    number: int
    what: str
    addressee: str = ""
    state: str = State.OPEN

    @property
    def short_id(self) -> str:
        """Return the id that people say."""
        return f"P{self.number}"


async def next_number(
    session: AsyncSession, table: type[ActionItem] | type[AdvocacyPoint], concertation_id: int
) -> int:
    """Return the number after the last one given in a concertation; numbers are never given twice."""
    last = select(func.max(col(table.number))).where(col(table.concertation_id) == concertation_id)
    return ((await session.scalars(last)).one() or 0) + 1
