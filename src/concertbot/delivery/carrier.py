"""The carrier: intake, dispatcher, timekeeper and sender, working until nothing is left to do."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

import structlog

from concertbot.chat.message import Message
from concertbot.delivery.dispatcher import Dispatcher
from concertbot.delivery.intake import DOWN, Intake
from concertbot.delivery.sender import Sender
from concertbot.delivery.tables import StoredCursor
from concertbot.delivery.timekeeper import Timekeeper
from concertbot.domain import files
from concertbot.domain.port import Cursor

log = structlog.get_logger()


@dataclass
class Carrier:
    """What adapters speak to."""

    intake: Intake
    dispatcher: Dispatcher
    timekeeper: Timekeeper
    sender: Sender
    prepare: Callable[[], Awaitable[None]]  # makes the database ready; tried again while it is down
    ready: bool = False
    _working: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def take(self, messages: Sequence[Message], cursor: Cursor | None = None) -> None:
        """Take messages from a platform, and do all that follows from them. Screens come before the database."""
        kept = await self.intake.screen(messages)
        await self.get_ready()
        await self.intake.keep(kept, cursor)
        await self.settle()

    async def cursor(self, platform: str) -> str | None:
        """Return how far the platform's account has been read, None before the first time."""
        async with self.intake.database.read() as session:
            stored = await session.get(StoredCursor, platform)
        return stored.value if stored else None

    async def keep_file(self, content: bytes) -> str:
        """Keep what came as a file until its message is done, and return the reference for `File.path`."""
        async with self.intake.database.write() as session:
            return await files.keep(session, content, self.intake.clock.now())

    async def open_file(self, path: str) -> bytes:
        """Return the content of an attachment that goes out, by its `path`. Raises FileNotFoundError."""
        async with self.intake.database.read() as session:
            return await files.content_of(session, path)

    async def settle(self) -> None:
        """Answer, fire and send until nothing is left. While the database is down, all of it waits."""
        async with self._working:
            try:
                while await self.timekeeper.fire() or await self.dispatcher.drain() or await self.sender.drain():
                    pass
            except DOWN as error:
                log.error("database is down", kind=type(error).__name__)  # noqa: TRY400 - it may hold a body

    async def get_ready(self) -> None:
        """Make the database ready, once."""
        if self.ready:
            return
        try:
            await self.prepare()
            self.ready = True
        except DOWN as error:
            log.error("database is down", kind=type(error).__name__)  # noqa: TRY400 - no traceback for an operator
