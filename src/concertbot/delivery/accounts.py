"""The accounts of the bot: each is received and sent for by whoever holds it, and taken over when they fall."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass

import structlog

from concertbot.delivery.holding import NotHeldError, held
from concertbot.delivery.pulse import Pulse
from concertbot.delivery.sender import Sender
from concertbot.domain.database import Database
from concertbot.domain.port import Adapter, Link, Outgoing, Post, SendError

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


@dataclass(frozen=True, slots=True)
class Account:
    """An account: its adapter, where that hands what comes in, and what makes a sender for it."""

    adapter: Adapter
    post: Post
    sender: Callable[[], Sender]

    async def serve(self, database: Database, pulse: Pulse) -> None:
        """Hold the account whenever it is free, and receive and send for it, for ever."""
        name, status = self.adapter.name, self.adapter.status
        while True:
            async with held(database, name) as holding:
                log.info("account held", platform=name)
                try:
                    async with self.adapter.connected():
                        await self._work(holding.watch(), pulse)
                except NotHeldError:
                    log.warning("account lost", platform=name)
                except Exception as error:  # noqa: BLE001 - whatever went wrong, the account is tried again
                    log.error("account failed", platform=name, kind=type(error).__name__)  # noqa: TRY400
                finally:
                    status.link = Link.CLOSED
            await asyncio.sleep(PAUSE)

    async def _work(self, watching: Coroutine[None, None, None], pulse: Pulse) -> None:
        """Receive and send until one of them ends or the account is lost."""
        sender = self.sender()
        tasks = [asyncio.create_task(watching), asyncio.create_task(self.adapter.receive(self.post))]
        try:
            await sender.recover()
            async with pulse.keeping(sender.go_on) as sending:
                done, _ = await asyncio.wait([*tasks, sending], return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await sender.stop()
