"""The accounts of the bot: each is received and sent for by whoever holds it, and taken over when they fall."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress

import structlog

from concertbot.delivery.carrier import Carrier
from concertbot.delivery.holding import NotHeldError, held
from concertbot.delivery.sender import Sender
from concertbot.domain.database import Database
from concertbot.domain.port import Adapter, Link, Outgoing, SendError

PAUSE = 2.0  # seconds before an account is tried again after something went wrong
log = structlog.get_logger()


class Switch:
    """Sends each message by the adapter of its platform, as far as this process holds it."""

    def __init__(self, adapters: Mapping[str, Adapter]) -> None:
        self.adapters = adapters

    async def send(self, outgoing: Outgoing) -> str:
        """Send, and return the platform's id of the message. Raises SendError, InDoubtError."""
        return await self._adapter(outgoing).send(outgoing)

    async def find(self, outgoing: Outgoing) -> str | None:
        """Return the id of a message whose earlier try is in doubt."""
        return await self._adapter(outgoing).find(outgoing)

    def _adapter(self, outgoing: Outgoing) -> Adapter:
        adapter = self.adapters.get(outgoing.platform)
        if adapter is None or adapter.status.link is Link.CLOSED:
            raise SendError("another process holds this account", retry_after=PAUSE)
        return adapter


async def serve(adapter: Adapter, carrier: Carrier, database: Database, sender: Callable[[Adapter], Sender]) -> None:
    """Hold an account whenever it is free, and receive and send for it, for ever."""
    while True:
        async with held(database, adapter.name) as holding:
            log.info("account held", platform=adapter.name)
            try:
                async with adapter.connected():
                    await _work(adapter, carrier, sender(adapter), holding.watch)
            except NotHeldError:
                log.warning("account lost", platform=adapter.name)
            except Exception as error:  # noqa: BLE001 - whatever an adapter did wrong, the account is tried again
                log.error("account failed", platform=adapter.name, kind=type(error).__name__)  # noqa: TRY400
            finally:
                adapter.status.link = Link.CLOSED
        await asyncio.sleep(PAUSE)


async def _work(adapter: Adapter, carrier: Carrier, sender: Sender, watch: Callable[[], Awaitable[None]]) -> None:
    """Receive and send until one of them ends or the account is lost."""
    await sender.recover()
    async with carrier.pulse.keeping(sender.go_on) as sending:
        tasks = [asyncio.ensure_future(one) for one in (adapter.receive(carrier), watch())]
        try:
            done, _ = await asyncio.wait([*tasks, sending], return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            for task in tasks:
                task.cancel()
            with suppress(asyncio.CancelledError):
                await asyncio.gather(*tasks, return_exceptions=True)
            await sender.stop()
