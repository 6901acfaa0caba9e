"""What delivery remembers. Bodies stay only until they have served."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel, UniqueConstraint


class State(StrEnum):
    """How far a message has come."""

    NEW = "new"
    SENDING = "sending"
    DONE = "done"
    FAILED = "failed"
    DOUBTFUL = "doubtful"  # the process ended between sending and knowing
    SCREENED = "screened"  # answered by a screen; only its id is kept


class Inbox(SQLModel, table=True):
    """A message that came in. Its body is emptied when it is done."""

    __tablename__ = "inbox"
    __table_args__ = (UniqueConstraint("platform", "event_id"),)
    id: int | None = Field(default=None, primary_key=True)
    platform: str
    event_id: str
    body: str = ""
    state: str = Field(default=State.NEW, index=True)
    at: datetime


class StoredCursor(SQLModel, table=True):
    """How far a platform's account has been read; moves in the same transaction as its messages."""

    __tablename__ = "cursor"
    platform: str = Field(primary_key=True)
    value: str


class Outbox(SQLModel, table=True):
    """A message that goes out. Its body is emptied when it is sent."""

    __tablename__ = "outbox"
    id: int | None = Field(default=None, primary_key=True)
    platform: str
    room: str | None = None
    person: str | None = None
    body: str
    language: str
    in_reply_to: str = Field(default="", index=True)
    thread: str = ""
    live: str = ""
    edits_id: int | None = None  # the outbox row of the message that this one edits
    message_id: str = Field(default="", index=True)  # the platform's, once sent
    state: str = Field(default=State.NEW, index=True)
    attempts: int = 0
    not_before: datetime | None = None
    at: datetime


class StoredChoice(SQLModel, table=True):
    """A choice under a short id: a command already written, and who may press it."""

    __tablename__ = "choice"
    id: str = Field(primary_key=True)
    outbox_id: int = Field(foreign_key="outbox.id", ondelete="CASCADE", index=True)
    position: int
    says: str
    only: str = ""
    language: str
