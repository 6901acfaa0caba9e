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
    ENTER = "enter"  # the bot came into the room
    LEAVE = "leave"  # the bot was put out of the room
    MOVE = "move"  # the room goes on at another address, the `text`
    OPEN = "open"  # the person can be written to directly
    CLOSE = "close"  # the person cannot be written to directly any more


LARGEST_FILE = 20  # megabytes; what platforms fetch for the bot


@dataclass(frozen=True, slots=True)
class File:
    """A file that came with a message, where the adapter put it."""

    name: str
    media_type: str
    path: str  # of a file here, or a reference that `Post.keep_file` gave; empty: too large, or it could not be had


@dataclass(frozen=True, slots=True)
class Message:
    """One thing that somebody said or did, in a room or directly to the bot."""

    id: str  # unique on its platform
    platform: str
    sender: str  # the account's id on its platform; of an anonymous sender, the room's
    sender_name: str
    at: datetime
    language: str = ""  # that of the person's app, where the platform tells it
    room: str | None = None  # None: a direct message
    kind: Kind = Kind.SAY
    text: str = ""  # without the mention of the bot; of a reaction, the emoji. The intake cleans it
    choice: str = ""  # the pressed choice's id
    refers_to: str = ""  # the message replied to, reacted to, edited or deleted
    thread: str = ""
    files: tuple[File, ...] = ()
    mentioned: bool = False  # names the bot, or replies to it
    anonymous: bool = False  # speaks for a group or a channel: no person, no rights
    exposed: bool = False  # more people than the room can see it, as a reaction in an encrypted room

    @property
    def direct(self) -> bool:
        """Whether nobody but the bot reads it."""
        return self.room is None
