"""The bot in service: on the platforms of the settings, until it is told to stop."""

import asyncio
import importlib
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from functools import partial

import structlog
from sqlalchemy.exc import SQLAlchemyError

from concertbot.bootstrap import make_sender, open_adapters, open_reach, put_in_service
from concertbot.chat.clock import Clock
from concertbot.delivery.accounts import Account
from concertbot.delivery.carrier import Carrier
from concertbot.delivery.health import DeliveryHealth
from concertbot.delivery.lane import Lane
from concertbot.delivery.lock import Lock
from concertbot.domain.database import Database
from concertbot.domain.installation import is_quiet
from concertbot.domain.port import Adapter, Hook
from concertbot.domain.reach import Reach
from concertbot.settings import Settings

SIGNALS = (signal.SIGTERM, signal.SIGINT)
log = structlog.get_logger()


async def serve(settings: Settings) -> None:
    """Serve until a signal says stop. What has begun is ended, or known to be in doubt."""
    async with AsyncExitStack() as stack:
        stop = stack.enter_context(stopping())
        reach = await stack.enter_async_context(open_reach(settings))
        reach.put(Lock, stack.enter_context(Lock(reach.get(Database))))
        adapters = open_adapters(reach)
        await stack.enter_async_context(in_service(reach, adapters))
        log.info("in service", platforms=list(adapters))
        await stop.wait()
        log.info("stopping")


@asynccontextmanager
async def in_service(reach: Reach, adapters: dict[str, Adapter]) -> AsyncIterator[Carrier]:
    """Answer, fire, receive and send as long as this lasts."""
    carrier = put_in_service(reach, adapters)
    await carrier.get_ready()
    await _warn_of_quiet(reach)
    async with carrier.working(), _accounts(reach, carrier, adapters):
        yield carrier


@asynccontextmanager
async def _accounts(reach: Reach, carrier: Carrier, adapters: dict[str, Adapter]) -> AsyncIterator[None]:
    """Serve all accounts, and the web application if there is one, which counts what goes through."""
    async with AsyncExitStack() as stack:
        statuses = {name: one.status for name, one in adapters.items()}
        front = importlib.import_module("concertbot.adapters.web.opens").Front(_health(reach, carrier.lane), statuses)
        post, listen = front.post(carrier), reach.get(Settings).web.listen
        tasks = []
        for name, adapter in adapters.items():
            sender = partial(make_sender, reach, carrier, front.platform(adapter), (name,))
            serving = Account(adapter, post, sender).serve(reach.get(Database), carrier.pulse)
            tasks.append(asyncio.create_task(serving))
        stack.push_async_callback(_ended, tasks)
        if listen:
            hooks = [one for one in adapters.values() if isinstance(one, Hook)]
            await stack.enter_async_context(front.serving(listen, post, hooks))
        yield


async def _warn_of_quiet(reach: Reach) -> None:
    """Tell that this copy keeps quiet; where the database is down, health tells it later."""
    with suppress(SQLAlchemyError, OSError):
        async with reach.get(Database).read() as session:
            if await is_quiet(session):
                log.warning("a restored copy: nothing is sent until `concertbot resume`")


def _health(reach: Reach, lane: Lane) -> DeliveryHealth:
    return DeliveryHealth(reach.get(Database), reach.get(Clock), lane)


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
    await asyncio.gather(*tasks, return_exceptions=True)
