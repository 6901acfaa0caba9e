"""The ticker: lets due things happen while nobody says anything. APScheduler ticks; our table knows what is due."""

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from concertbot.domain.port import Post

EVERY_SECONDS = 5


def start(carrier: Post) -> AsyncIOScheduler:
    """Start ticking; the caller shuts the scheduler down."""
    scheduler = AsyncIOScheduler(timezone="UTC")
    scheduler.add_job(carrier.settle, "interval", seconds=EVERY_SECONDS, coalesce=True, max_instances=1)
    scheduler.start()
    return scheduler
