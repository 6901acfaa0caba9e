"""Between platforms and delivery: what each asks of the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from concertbot.chat.message import Message
from concertbot.chat.reply import Reply


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message to send: where to, and a reply whose every phrase is already in the reader's words."""

    key: str  # the same at each try, so that a platform can recognise a repetition
    platform: str
    reply: Reply
    language: str
    room: str | None = None
    person: str | None = None
    in_reply_to: str = ""
    thread: str = ""
    edits: str = ""


class SendError(Exception):
    """A message that did not go out. With `retry_after` (seconds) it may be tried again."""

    def __init__(self, why: str, retry_after: float | None = None) -> None:
        super().__init__(why)
        self.retry_after = retry_after


class Platform(Protocol):
    """Sends to one platform, or to several that it stands for."""

    async def send(self, outgoing: Outgoing) -> str:
        """Send, and return the platform's id of the message. Raises SendError."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far a platform's account has been read."""

    platform: str
    value: str


class Post(Protocol):
    """Carries messages: what adapters hand theirs to."""

    async def take(self, messages: Sequence[Message], cursor: Cursor | None = None) -> None:
        """Take messages, and the cursor with them, and do all that follows."""

    async def settle(self) -> None:
        """Do what waits or falls due."""
