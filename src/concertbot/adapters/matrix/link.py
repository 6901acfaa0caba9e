"""How it stands with the homeserver: kept true, and waited out without haste."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from itertools import count
from typing import TypeVar

import structlog

from concertbot.adapters.matrix.wire import LaterError, NotReachedError, UnsureError
from concertbot.chat.clock import Clock
from concertbot.domain.port import Link, Status

T = TypeVar("T")
FIRST_WAIT = 1.0  # seconds
LONGEST_WAIT = 60.0
PASSING = (LaterError, NotReachedError, UnsureError)  # faults that pass by themselves
log = structlog.get_logger()


@dataclass
class Standing:
    """The status of the account, and how long to wait after each fault in a row."""

    status: Status
    clock: Clock
    faults: int = field(default=0)

    def is_working(self) -> None:
        """Note that the homeserver answers."""
        self.faults = 0
        self.status.last_heard = self.clock.now()
        self._turn(Link.WORKING, "")

    def is_denied(self, why: str) -> None:
        """Note that an operator has to act."""
        self._turn(Link.DENIED, why)

    def is_closed(self) -> None:
        """Note that nobody is connected."""
        self._turn(Link.CLOSED, "")

    async def patiently(self, ask: Callable[[], Awaitable[T]], tries: int | None = None) -> T:
        """Ask until there is an answer, or so many times. Raises RevokedError and RefusedError at once."""
        for tried in count(1):
            try:
                answer = await ask()
            except PASSING as error:
                if tried == tries:
                    raise
                await self.wait(error)
            else:
                self.is_working()
                return answer
        raise AssertionError("counting never ends")

    async def pause(self) -> None:
        """Wait before trying something again that is not the homeserver's fault."""
        self.faults += 1
        await asyncio.sleep(self._seconds(None))

    async def wait(self, error: Exception) -> None:
        """Wait after a fault: as long as the homeserver says, else longer after each fault in a row."""
        self.faults += 1
        self._turn(Link.WAITING, _why(error))
        await asyncio.sleep(self._seconds(error))

    def _seconds(self, error: Exception | None) -> float:
        if isinstance(error, LaterError):
            return error.seconds
        longest = min(FIRST_WAIT * 2.0 ** min(self.faults - 1, 10), LONGEST_WAIT)
        return longest * random.uniform(0.5, 1)  # noqa: S311 - bots must not come back all at once

    def _turn(self, link: Link, why: str) -> None:
        if self.status.link is not link:
            self.status.link, self.status.since = link, self.clock.now()
            log.info("the homeserver link changed", link=str(link), why=why)
        self.status.why = why


def _why(error: Exception) -> str:
    match error:
        case LaterError():
            return f"The homeserver asks for {error.seconds:.1f} seconds of patience."
        case NotReachedError():
            return f"The homeserver cannot be reached ({error}). Is matrix.homeserver right, and is it running?"
        case _:
            return f"The homeserver does not answer as it should ({error}). Look at its log."
