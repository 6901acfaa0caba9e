"""Between platforms and delivery: what each asks of the other."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol, runtime_checkable

from concertbot.chat.message import Message
from concertbot.chat.reply import Reply


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody whom a message names, so that it rings for them."""

    address: str
    name: str


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message to send: where to, and a reply whose every phrase is already in the reader's words."""

    key: str  # the same at each try, and never another message's, so that a platform can recognise a repetition
    platform: str
    reply: Reply
    language: str
    room: str | None = None
    person: str | None = None
    in_reply_to: str = ""
    thread: str = ""
    edits: str = ""  # the platform's id of the bot's message that takes this form
    deletes: str = ""  # the platform's id of the bot's message that goes
    mentions: tuple[Mention, ...] = ()
    again: bool = False  # an earlier try may have arrived: say so
    first_try: datetime | None = None  # of the same message, when this is not the first


class SendError(Exception):
    """A message that surely did not go out. With `retry_after` (seconds) it may be tried again."""

    def __init__(self, why: str, retry_after: float | None = None) -> None:
        super().__init__(why)
        self.retry_after = retry_after


class UnreachableError(SendError):
    """The person never wrote to the bot or closed the conversation; or the bot is not in the room any more."""


class MovedError(SendError):
    """The room goes on at another address."""

    def __init__(self, address: str) -> None:
        super().__init__("moved")
        self.address = address


class LostError(SendError):
    """What should be edited or deleted is not there any more."""


class InDoubtError(Exception):
    """A message that may or may not have gone out."""


class NotKeptError(Exception):
    """Messages that could not be made safe: the database is down. They have to be given again."""


class Platform(Protocol):
    """Sends to one platform, or to several that it stands for."""

    async def send(self, outgoing: Outgoing) -> str:
        """Send, and return the platform's id of the message. Raises SendError, InDoubtError."""

    async def find(self, outgoing: Outgoing) -> str | None:
        """Return the id of a message whose earlier try is in doubt, or None when that try surely did not arrive.

        Raises InDoubtError when the platform cannot tell, SendError when it can later.
        """


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far a platform's account has been read."""

    platform: str
    value: str


class Post(Protocol):
    """Carries messages: what adapters hand theirs to."""

    async def take(self, messages: Sequence[Message], cursor: Cursor | None = None) -> None:
        """Take messages, and the cursor with them. When this returns both are safe.

        When it raises (NotKeptError, SendError) nothing is: give them again after a while.
        """

    async def settle(self) -> None:
        """Do what waits or falls due."""

    async def cursor(self, platform: str) -> str | None:
        """Return how far the platform's account has been read, None before the first time."""

    async def keep_file(self, content: bytes) -> str:
        """Keep what came as a file until its message is done, and return the reference for `File.path`."""

    async def open_file(self, path: str) -> bytes:
        """Return the content of an attachment that goes out, by its `path`. Raises FileNotFoundError."""


class Link(StrEnum):
    """How it stands with a platform."""

    CLOSED = "closed"  # not begun, or another process holds the account
    WORKING = "working"
    WAITING = "waiting"  # unreachable, or it said "later"; tried again by itself
    DENIED = "denied"  # the token or password is refused; an operator has to act
    REPLACED = "replaced"  # somebody else receives for this account


@dataclass(slots=True)
class Status:
    """How it stands with a platform, for health and metrics. Holds no token and no body."""

    link: Link = Link.CLOSED
    why: str = ""  # in an operator's words: what happened and what to do
    since: datetime | None = None
    last_heard: datetime | None = None  # when the platform last answered a request to receive


@dataclass(frozen=True, slots=True)
class Finding:
    """What `concertbot check` says about one thing."""

    setting: str  # the name of the setting, e.g. `telegram.token`
    fine: bool
    what: str  # in plain words; when it is not fine, also what to do


class Adapter(Platform, Protocol):
    """One account on one platform. Only the process that holds the account's lock connects it."""

    name: str
    status: Status

    def connected(self) -> AbstractAsyncContextManager[None]:
        """Be connected: after this, `send` works. Waits and tries again while the platform is unreachable."""

    async def receive(self, post: Post) -> None:
        """Hand what comes in to the post, for ever. Faults of the platform are waited out; never a hot loop."""

    async def check(self) -> list[Finding]:
        """Look whether the settings and the platform are fine. Changes nothing, disturbs no running bot."""


@dataclass(frozen=True, slots=True)
class Called:
    """A request that a platform made to the bot's own web address."""

    headers: dict[str, str]  # lower-case names
    body: bytes = field(repr=False)


@runtime_checkable
class Hook(Protocol):
    """An adapter that can be called by its platform at a web address."""

    path: str  # e.g. "/telegram"

    async def called(self, request: Called, post: Post) -> int:
        """Take a request, and return the HTTP status. 200 only when everything in it is safe."""
