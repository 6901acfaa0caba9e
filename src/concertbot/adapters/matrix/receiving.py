"""Receiving: what is new becomes messages, and is handed on together with the position."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TypeVar

import structlog

from concertbot.adapters.matrix.batch import Batch
from concertbot.adapters.matrix.invitations import Invitations
from concertbot.adapters.matrix.link import Standing
from concertbot.adapters.matrix.reading import PLATFORM, Reader
from concertbot.adapters.matrix.rooms import Room
from concertbot.adapters.matrix.session import Session
from concertbot.adapters.matrix.unread import Unread
from concertbot.adapters.matrix.wire import RefusedError
from concertbot.chat.message import Message
from concertbot.domain.port import Cursor, Post

T = TypeVar("T")
POLL_SECONDS = 30.0
SHORT_POLL_SECONDS = 5.0  # while something waits for us
BAD_REQUEST = 400
log = structlog.get_logger()
Tell = Callable[[Room, str], Awaitable[None]]


@dataclass
class Receiving:
    """One login's loop."""

    session: Session
    standing: Standing
    invitations: Invitations
    post: Post
    tell_unreadable: Tell = field(repr=False)

    def __post_init__(self) -> None:
        """Begin with nothing unread."""
        session = self.session
        self._unread = Unread(session.keys)
        reader = Reader(session.rooms, session.known, session.media, self._keep_file)
        self._batch = Batch(session, self.standing, reader, self.invitations, self._unread)

    async def run(self) -> None:
        """Receive for ever. Raises RevokedError, RefusedError."""
        stored = await self._surely(lambda: self.post.cursor(PLATFORM))
        since = _since(stored, self.session.login.user)
        if not since:  # the first time: nothing that was said before is answered
            since = self.session.position
            await self._hand_over([], since)
        while True:
            since = await self._step(since)

    async def _step(self, since: str) -> str:
        await self.invitations.tend()
        seconds = SHORT_POLL_SECONDS if self._unread.due or self.session.invites else POLL_SECONDS
        try:
            response = await self.standing.patiently(lambda: self.session.sync(since, seconds=seconds))
        except RefusedError as error:
            if error.status != BAD_REQUEST:
                raise
            log.error("the homeserver does not know our position: going on from now", code=error.code)  # noqa: TRY400
            return await self._begin_anew()
        self.session.keys.take(response)
        await self._tend_keys()
        messages = await self._batch.messages(response, since)
        await self._hand_over(messages, str(response["next_batch"]))
        await self._afterwards()
        return str(response["next_batch"])

    async def _tend_keys(self) -> None:
        try:
            await self.standing.patiently(self.session.keys.tend)
        except RefusedError as error:
            log.warning("the homeserver refuses what keeps encryption going", code=error.code)

    async def _begin_anew(self) -> str:
        await self.standing.pause()
        await self.standing.patiently(self.session.begin)
        await self._hand_over([], self.session.position)
        return self.session.position

    async def _hand_over(self, messages: list[Message], position: str) -> None:
        login = self.session.login
        cursor = Cursor(PLATFORM, json.dumps({"user": login.user, "device": login.device, "since": position}))
        await self._surely(lambda: self.post.take(messages, cursor))

    async def _keep_file(self, content: bytes) -> str:
        return await self._surely(lambda: self.post.keep_file(content))

    async def _surely(self, ask: Callable[[], Awaitable[T]]) -> T:
        """Ask the post until it could: while it cannot, neither messages nor position are safe."""
        while True:
            try:
                return await ask()
            except Exception as error:  # noqa: BLE001 - whatever keeps it from working, it comes back
                log.error("messages cannot be kept, again soon", kind=type(error).__name__)  # noqa: TRY400 - no bodies
                await self.standing.pause()

    async def _afterwards(self) -> None:
        """Do what may fail without harm: remember where people write directly, and tell who was not understood."""
        try:
            for room, event in self._unread.overdue():
                await self.tell_unreadable(self.session.rooms.get(room), str(event["event_id"]))
            await self.session.tell_direct()
        except Exception as error:  # noqa: BLE001 - the homeserver, or the database that knows languages
            log.info("somebody could not be told", kind=type(error).__name__)


def _since(stored: str | None, user: str) -> str:
    """Return the stored position, when it belongs to this account."""
    try:
        value = json.loads(stored or "{}")
    except ValueError:
        return ""
    mine = isinstance(value, dict) and value.get("user") == user
    return str(value.get("since") or "") if mine else ""
