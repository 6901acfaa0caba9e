"""One bot account on Telegram."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from concertbot.adapters.telegram.checking import MISSING, findings
from concertbot.adapters.telegram.errors import DeniedError
from concertbot.adapters.telegram.limits import Limits, Pace
from concertbot.adapters.telegram.line import Line
from concertbot.adapters.telegram.reading import PLATFORM
from concertbot.adapters.telegram.standing import DENIED, Standing
from concertbot.adapters.telegram.timing import Timing
from concertbot.adapters.telegram.webhook import PATH
from concertbot.chat.clock import Clock
from concertbot.domain.port import Called, Finding, InDoubtError, Link, Outgoing, Post, SendError, Status
from concertbot.domain.reach import Reach
from concertbot.settings import Settings, SettingsError

SOON = 1.0


class Telegram:
    """Receives by getUpdates or by a webhook, and sends."""

    name = PLATFORM
    path = PATH

    def __init__(self, reach: Reach, timing: Timing | None = None, limits: Limits | None = None) -> None:
        self._reach, self._timing = reach, timing or Timing()
        self._standing = Standing(reach.get(Clock))
        self.status: Status = self._standing.status
        self._pace = Pace(limits or Limits())
        self._post: Post | None = None
        self._line: Line | None = None

    @asynccontextmanager
    async def connected(self) -> AsyncIterator[None]:
        """Be connected; whatever is wrong is waited out."""
        if not self._reach.get(Settings).telegram.token.get_secret_value():
            raise SettingsError(f"telegram.token: {MISSING}")
        line = Line(self._reach, self._timing, self._pace, self._standing, self._open_file)
        try:
            await line.open()
            self._line = line
            yield
        finally:
            self._line = None
            await line.close()
            self._standing.change(Link.CLOSED)

    async def receive(self, post: Post) -> None:
        """Hand what comes in to the post, for ever."""
        self._post = post
        await self._connected_line().receive(post)

    async def called(self, request: Called, post: Post) -> int:
        """Take a request of Telegram, and return the HTTP status."""
        self._post = post
        return await self._line.called(request, post) if self._line else 503

    async def send(self, outgoing: Outgoing) -> str:
        """Send, and return the id of the message, of the last one when it takes several."""
        if self._standing.denied:
            raise DeniedError
        try:
            return await self._connected_line().send(outgoing)
        except DeniedError:
            self._standing.change(Link.DENIED, DENIED)
            raise

    async def find(self, outgoing: Outgoing) -> str | None:  # noqa: ARG002 - as every platform is asked
        """Telegram shows no bot what it sent."""
        raise InDoubtError

    async def check(self) -> list[Finding]:
        """Look whether the settings and the account are fine."""
        return await findings(self._reach.get(Settings), self._timing)

    def _connected_line(self) -> Line:
        if self._line is None:
            raise SendError("not connected", SOON)
        return self._line

    async def _open_file(self, path: str) -> bytes:
        """Return what a file holds, by the post for which the bot receives."""
        if self._post is None:
            raise SendError("not receiving yet", SOON)
        return await self._post.open_file(path)
