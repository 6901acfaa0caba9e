"""What delivery remembers. Bodies stay only until they have served."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index
from sqlmodel import Field, SQLModel, UniqueConstraint


class State(StrEnum):
    """How far a message has come."""

    NEW = "new"
    SENDING = "sending"
    UNSURE = "unsure"  # it may have arrived: to be found out
    DONE = "done"
    FAILED = "failed"
    ASIDE = "aside"  # it failed at every try; its body stays until an operator decides, for seven days at most
    DOUBTFUL = "doubtful"  # nobody can know whether it arrived
    EXPIRED = "expired"  # not worth sending any more
    HELD = "held"  # the person cannot be written to; it goes out when they can
    CANCELLED = "cancelled"  # not wanted any more: its room was left, its question deleted, an operator dropped it
    SCREENED = "screened"  # answered by a screen; only its id is kept


UNSENT = (State.NEW, State.UNSURE, State.HELD)


class Inbox(SQLModel, table=True):
    """A message that came in. Its body is emptied when it is done."""

    __tablename__ = "inbox"
    __table_args__ = (
        UniqueConstraint("platform", "event_id"),
        Index("ix_inbox_waiting", "state", "id"),
    )
    id: int | None = Field(default=None, primary_key=True)
    platform: str
    event_id: str
    body: str = ""
    lane: str = ""  # where it was said: what is said there is answered in order
    state: str = Field(default=State.NEW)
    attempts: int = 0
    error: str = ""  # the kind of the last failure
    at: datetime


class StoredCursor(SQLModel, table=True):
    """How far a platform's account has been read; moves in the same transaction as its messages."""

    __tablename__ = "cursor"
    platform: str = Field(primary_key=True)
    value: str


class Outbox(SQLModel, table=True):
    """A message that goes out. Its body is emptied when it is sent."""

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_waiting", "state", "platform", "place", "id"),)
    id: int | None = Field(default=None, primary_key=True)
    platform: str
    room: str | None = None
    person: str | None = None
    place: str = ""  # the room or the person: what goes there goes in order
    body: str
    language: str
    in_reply_to: str = Field(default="", index=True)
    thread: str = ""
    live: str = ""
    edits_id: int | None = None  # the outbox row of the message that this one edits
    deletes_id: int | None = None  # the outbox row of the message that goes
    message_id: str = Field(default="", index=True)  # the platform's, once sent
    notify: bool = False
    again: bool = False  # an earlier try may have arrived
    state: str = Field(default=State.NEW)
    attempts: int = 0
    first_try: datetime | None = None
    not_before: datetime | None = None
    until: datetime | None = None  # not worth sending later
    error: str = ""  # why it was not sent
    at: datetime


class StoredChoice(SQLModel, table=True):
    """A choice under a short id: a command already written, and who may press it."""

    __tablename__ = "choice"
    id: str = Field(primary_key=True)
    outbox_id: int = Field(foreign_key="outbox.id", ondelete="CASCADE", index=True)
    position: int
    says: str
    only: str = ""
    private: bool = False
    discreet: bool = False
    language: str
