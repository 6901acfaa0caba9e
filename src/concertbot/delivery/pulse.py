"""The pulse of a worker: at once when there is news, every moment for what other processes bring."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

import structlog

EVERY = 0.25  # seconds between looks at what other processes or the clock may have brought
REST = 2.0  # seconds of rest after something failed, when the database is down for instance
Work = Callable[[], Awaitable[bool]]
log = structlog.get_logger()


@dataclass
class Pulse:
    """Wakes workers, each at its own pace."""

    _bells: list[asyncio.Event] = field(default_factory=list)

    @property
    def working(self) -> bool:
        """Whether somebody works."""
        return bool(self._bells)

    def beat(self) -> None:
        """Wake all workers."""
        for bell in self._bells:
            bell.set()

    @asynccontextmanager
    async def keeping(self, work: Work) -> AsyncIterator[asyncio.Task[None]]:
        """Do the work again and again as long as this lasts. What it has begun when this ends is ended."""
        bell = asyncio.Event()
        self._bells.append(bell)
        ending = asyncio.Event()
        task = asyncio.create_task(self._keep(work, bell, ending))
        try:
            yield task
        finally:
            ending.set()
            bell.set()
            with suppress(asyncio.CancelledError):
                await task
            self._bells.remove(bell)

    async def _keep(self, work: Work, bell: asyncio.Event, ending: asyncio.Event) -> None:
        failing = False
        while not ending.is_set():
            bell.clear()
            try:
                if await work():
                    self.beat()
                failing = False
            except Exception as error:  # noqa: BLE001 - a worker that stops would leave everything lying
                if not failing:
                    log.error("a worker waits", kind=type(error).__name__)  # noqa: TRY400 - it may hold a body
                failing = True
            with suppress(TimeoutError):
                await asyncio.wait_for(bell.wait(), REST if failing else EVERY)
