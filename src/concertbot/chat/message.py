"""What somebody said, as every platform tells it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """What somebody did."""

    SAY = "say"
    PRESS = "press"
    REACT = "react"
    EDIT = "edit"
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class File:
    """A file that came with a message, where the adapter put it."""

    name: str
    media_type: str
    path: str


@dataclass(frozen=True, slots=True)
class Message:
    """One thing that somebody said or did, in a room or directly to the bot."""

    id: str  # unique on its platform
    platform: str
    sender: str  # the account's id on its platform
    sender_name: str
    at: datetime
    room: str | None = None  # None: a direct message
    kind: Kind = Kind.SAY
    text: str = ""  # without the mention of the bot; of a reaction, the emoji. The intake cleans it
    choice: str = ""  # the pressed choice's id
    refers_to: str = ""  # the message replied to, reacted to, edited or deleted
    thread: str = ""
    files: tuple[File, ...] = ()
    mentioned: bool = False  # names the bot, or replies to it

    @property
    def direct(self) -> bool:
        """Whether nobody but the bot reads it."""
        return self.room is None
