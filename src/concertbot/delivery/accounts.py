"""The accounts of the bot: each is received and sent for by whoever holds it, and taken over when they fall."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import structlog

from concertbot.chat.message import Message
from concertbot.delivery.holding import Holding, NotHeldError, held
from concertbot.delivery.pulse import Pulse
from concertbot.delivery.sender import Sender, Sure
from concertbot.domain.database import Database
from concertbot.domain.port import Adapter, Cursor, Link, Outgoing, Post, SendError

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
class HeldPost:
    """The post of an account, as long as this process holds it: who has lost it hands nothing on."""

    post: Post
    sure: Sure

    async def take(self, messages: Sequence[Message], cursor: Cursor | None = None) -> None:
        """Take messages, and the cursor with them. Raises NotHeldError."""
        await self.sure()
        await self.post.take(messages, cursor)

    async def settle(self) -> None:
        """Do what waits or falls due."""
        await self.post.settle()

    async def cursor(self, platform: str) -> str | None:
        """Return how far the platform's account has been read."""
        return await self.post.cursor(platform)

    async def keep_file(self, content: bytes) -> str:
        """Keep what came as a file."""
        return await self.post.keep_file(content)

    async def open_file(self, path: str) -> bytes:
        """Return the content of an attachment that goes out."""
        return await self.post.open_file(path)


@dataclass(frozen=True, slots=True)
class Account:
    """An account: its adapter, where that hands what comes in, and what makes a sender for it."""

    adapter: Adapter
    post: Post
    sender: Callable[[Sure], Sender]

    async def serve(self, database: Database, pulse: Pulse) -> None:
        """Hold the account whenever it is free, and receive and send for it, for ever."""
        name = self.adapter.name
        while True:
            try:
                async with held(database, name) as holding:
                    log.info("account held", platform=name)
                    await self._serve(holding, pulse)
            except NotHeldError:
                log.warning("account lost", platform=name)
            except Exception as error:  # noqa: BLE001 - whatever went wrong, the account is tried again
                log.error("account failed", platform=name, kind=type(error).__name__)  # noqa: TRY400
            await asyncio.sleep(PAUSE)

    async def _serve(self, holding: Holding, pulse: Pulse) -> None:
        """Work until that fails or the account is lost, which may happen long before the platform is reached."""
        tasks = [asyncio.create_task(holding.watch()), asyncio.create_task(self._work(holding, pulse))]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            self.adapter.status.link = Link.CLOSED

    async def _work(self, holding: Holding, pulse: Pulse) -> None:
        """Receive and send until one of them ends. Nobody receives any more while the last sendings end."""
        async with self.adapter.connected():
            sender = self.sender(holding.sure)
            receiving = asyncio.create_task(self.adapter.receive(HeldPost(self.post, holding.sure)))
            try:
                async with pulse.keeping(sender.go_on) as sending:
                    try:
                        done, _ = await asyncio.wait([receiving, sending], return_when=asyncio.FIRST_COMPLETED)
                    finally:
                        receiving.cancel()
                for task in done:
                    task.result()
            finally:
                await asyncio.gather(receiving, return_exceptions=True)
                await sender.stop()
