"""The pulse: whether the database can be written and read, found out without ever making a caller wait for long."""

import asyncio
import time

import structlog

from concertbot.domain.health import Health, Numbers

EVERY = 5.0  # seconds between two tries at most
PATIENCE = 3.0  # seconds that a caller waits for one
log = structlog.get_logger()


class Pulse:
    """Feels the database's pulse when somebody asks: one try at a time, whose result serves all for five seconds."""

    def __init__(self, health: Health) -> None:
        self._health = health
        self._begun = 0.0
        self._trying: asyncio.Task[Numbers | None] | None = None

    async def feel(self) -> Numbers | None:
        """Return what the database says, or None when it cannot be written and read."""
        over = self._trying is None or self._trying.done()
        if self._trying is None or (over and time.monotonic() - self._begun >= EVERY):
            self._begun, self._trying = time.monotonic(), asyncio.create_task(self._try())
        await asyncio.wait({self._trying}, timeout=PATIENCE)
        return self._trying.result() if self._trying.done() else None

    async def rest(self) -> None:
        """End a try that is still going on."""
        if self._trying:
            self._trying.cancel()
            await asyncio.wait({self._trying}, timeout=PATIENCE)

    async def _try(self) -> Numbers | None:
        try:
            await self._health.beat()
            return await self._health.look()
        except Exception:
            log.exception("the database cannot be written or read")
            return None
