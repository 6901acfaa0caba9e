"""The carrier: intake, dispatcher, timekeeper and sender, working until nothing is left to do, or for ever."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import structlog

from concertbot.chat.message import Message
from concertbot.delivery.dispatcher import Dispatcher
from concertbot.delivery.intake import Intake
from concertbot.delivery.lane import Lane, is_down
from concertbot.delivery.pulse import Pulse
from concertbot.delivery.sender import Sender
from concertbot.delivery.tables import StoredCursor
from concertbot.delivery.timekeeper import Timekeeper
from concertbot.domain import files
from concertbot.domain.port import Cursor, NotKeptError

log = structlog.get_logger()


@dataclass
class Carrier:
    """What adapters speak to. While it is working, they need not wait for answers; else each message is settled."""

    lane: Lane
    intake: Intake
    dispatcher: Dispatcher
    timekeeper: Timekeeper
    sender: Sender | None  # None: senders work by themselves, one for each account that this process holds
    prepare: Callable[[], Awaitable[None]]  # makes the database ready; tried again while it is down
    redelivers: bool = True  # whether platforms give again what was not kept
    pulse: Pulse = field(default_factory=Pulse)
    ready: bool = False
    _settling: asyncio.Lock = field(default_factory=asyncio.Lock)
    _preparing: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def take(self, messages: Sequence[Message], cursor: Cursor | None = None) -> None:
        """Take messages from a platform. Screens come before the database. Raises NotKeptError, SendError."""
        kept = await self.intake.screen(messages)
        await self.get_ready()
        try:
            await self.intake.keep(kept, cursor)
        except NotKeptError:
            if self.redelivers:
                raise
            await self.intake.tell_down(kept)
        if self.pulse.working:
            self.pulse.beat()
        else:
            await self.settle()

    async def settle(self) -> None:
        """Answer, fire and send until nothing is left. While the database is down, all of it waits."""
        async with self._settling:
            try:
                while await self._work() or (self.sender and await self.sender.drain()):
                    pass
            except Exception as error:
                if not is_down(error):
                    raise
                log.error("database is down", kind=type(error).__name__)  # noqa: TRY400 - it may hold a body

    @asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        """Answer and fire as long as this lasts."""
        async with self.pulse.keeping(self._work):
            yield

    async def get_ready(self) -> None:
        """Make the database ready, once."""
        if not self.ready:
            async with self._preparing:
                await self._prepare()

    async def _prepare(self) -> None:
        if self.ready:  # somebody else did it in the meantime
            return
        try:
            await self.prepare()
            if self.sender:
                await self.sender.recover()
            self.ready = True
        except Exception as error:
            if not is_down(error):
                raise
            log.error("database is down", kind=type(error).__name__)  # noqa: TRY400 - no traceback for an operator

    async def cursor(self, platform: str) -> str | None:
        """Return how far the platform's account has been read, None before the first time."""
        async with self.lane.database.read() as session:
            stored = await session.get(StoredCursor, platform)
        return stored.value if stored else None

    async def keep_file(self, content: bytes) -> str:
        """Keep what came as a file until its message is done, and return the reference for `File.path`."""
        return await self.lane.write(lambda session: files.keep(session, content, self.intake.clock.now()))

    async def open_file(self, path: str) -> bytes:
        """Return the content of an attachment that goes out, by its `path`. Raises FileNotFoundError."""
        async with self.lane.database.read() as session:
            return await files.content_of(session, path)

    async def _work(self) -> bool:
        await self.get_ready()
        if not self.ready:
            return False
        fired = await self.timekeeper.fire()
        return await self.dispatcher.drain() or fired
