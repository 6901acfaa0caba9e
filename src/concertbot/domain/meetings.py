"""Meetings of a concertation and what is on their agenda."""

from enum import StrEnum

from pydantic import NaiveDatetime
from sqlmodel import Field, SQLModel, UniqueConstraint


class MeetingState(StrEnum):
    """How far a meeting has come."""

    SAVE_THE_DATE = "save_the_date"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"
    HELD = "held"


class Meeting(SQLModel, table=True):
    """One numbered gathering of a concertation. Times are wall times in its zone."""

    __tablename__ = "meeting"
    __table_args__ = (UniqueConstraint("concertation_id", "number"),)
    id: int | None = Field(default=None, primary_key=True)
    concertation_id: int = Field(foreign_key="concertation.id", index=True)
    number: int
    title: str = ""
    starts_at: NaiveDatetime
    ends_at: NaiveDatetime | None = None
    timezone: str = "Europe/Brussels"
    place: str = ""
    state: str = MeetingState.SAVE_THE_DATE


class AgendaItem(SQLModel, table=True):
    """One point of a meeting."""

    __tablename__ = "agenda_item"
    id: int | None = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id", ondelete="CASCADE", index=True)
    position: int
    title: str
    minutes: int | None = None
