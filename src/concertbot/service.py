"""The bot in service: on the platforms of the settings, until it is told to stop."""

import asyncio
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import structlog

from concertbot.bootstrap import make_sender, open_adapters, open_reach, put_in_service
from concertbot.delivery import accounts
from concertbot.delivery.lock import Lock
from concertbot.domain.database import Database
from concertbot.settings import Settings

SIGNALS = (signal.SIGTERM, signal.SIGINT)
log = structlog.get_logger()


async def serve(settings: Settings) -> None:
    """Serve until a signal says stop. What has begun is ended, or known to be in doubt."""
    async with open_reach(settings) as reach:
        database = reach.get(Database)
        with Lock(database) as lock, stopping() as stop:
            reach.put(Lock, lock)
            adapters = open_adapters(reach)
            carrier = put_in_service(reach, adapters)
            await carrier.get_ready()
            async with carrier.working():
                tasks = [
                    asyncio.create_task(
                        accounts.serve(
                            adapter, carrier, database, lambda one: make_sender(reach, carrier, one, (one.name,))
                        )
                    )
                    for adapter in adapters.values()
                ]
                log.info("in service", platforms=list(adapters))
                await stop.wait()
                log.info("stopping")
                await _ended(tasks)


@contextmanager
def stopping() -> Iterator[asyncio.Event]:
    """Return what is set when a signal says stop."""
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for one in SIGNALS:
        loop.add_signal_handler(one, stop.set)
    try:
        yield stop
    finally:
        for one in SIGNALS:
            loop.remove_signal_handler(one)


async def _ended(tasks: list[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    for task in tasks:
        with suppress(asyncio.CancelledError):
            await task
