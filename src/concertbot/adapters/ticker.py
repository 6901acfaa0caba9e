"""The ticker: lets due things happen while nobody says anything. APScheduler ticks; our table knows what is due."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from concertbot.domain.port import Post

EVERY_SECONDS = 5


@asynccontextmanager
async def ticking(carrier: Post) -> AsyncIterator[None]:
    """Tick until this is left; what a tick has begun is ended first, for the scheduler would cancel it."""
    at_work = asyncio.Lock()

    async def tick() -> None:
        async with at_work:
            await carrier.settle()

    scheduler = AsyncIOScheduler(timezone="UTC")
    scheduler.add_job(tick, "interval", seconds=EVERY_SECONDS, coalesce=True, max_instances=1)
    scheduler.start()
    try:
        yield
    finally:
        await at_work.acquire()  # and never released: a tick that comes now begins nothing
        scheduler.shutdown(wait=False)
