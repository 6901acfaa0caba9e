"""What belongs together while the bot is connected."""

import asyncio

import structlog

from concertbot.adapters.telegram.client import Client
from concertbot.adapters.telegram.commands import publish
from concertbot.adapters.telegram.limits import Pace
from concertbot.adapters.telegram.polling import Polling
from concertbot.adapters.telegram.sending import Opener, Sending
from concertbot.adapters.telegram.standing import Standing
from concertbot.adapters.telegram.taking import Taking
from concertbot.adapters.telegram.timing import Timing
from concertbot.adapters.telegram.waiting import Patience
from concertbot.adapters.telegram.webhook import Webhook
from concertbot.chat.book import Book
from concertbot.chat.clock import Clock
from concertbot.domain.port import Called, Link, Outgoing, Post
from concertbot.domain.reach import Reach
from concertbot.settings import Settings

log = structlog.get_logger()


class Line:
    """A connection to Telegram, both ways."""

    def __init__(self, reach: Reach, timing: Timing, pace: Pace, standing: Standing, open_file: Opener) -> None:
        settings = reach.get(Settings).telegram
        self._book, self._standing = reach.get(Book), standing
        self.client = Client(settings, timing)
        self._taking = Taking(self.client, reach.get(Clock))
        self._sending = Sending(self.client.bot, pace, self._book.texts, open_file)
        self._polling = Polling(self.client, self._taking, standing)
        self._menu: asyncio.Task[None] | None = None
        self._webhook = Webhook(self.client, self._taking, standing, settings) if settings.webhook else None

    async def open(self) -> None:
        """Open it; whatever is wrong is waited out."""
        await self.client.open()
        patience = Patience(self._standing, self.client.timing)
        while True:
            try:
                await self.client.introduce()
                if self._webhook:
                    await self._webhook.set()
                break
            except Exception as fault:  # noqa: BLE001 - it is tried again
                wait = patience.after(fault)
            await asyncio.sleep(wait)
        self._standing.change(Link.WORKING)
        self._menu = asyncio.create_task(self._publish())  # nobody waits for a menu

    async def close(self) -> None:
        """Close it. A webhook stays: Telegram keeps what comes meanwhile."""
        if self._menu:
            self._menu.cancel()
            await asyncio.wait([self._menu])
        await self._taking.presses.close()
        await self.client.close()

    async def receive(self, post: Post) -> None:
        """Receive for ever."""
        await (self._webhook.run() if self._webhook else self._polling.run(post))

    async def called(self, request: Called, post: Post) -> int:
        """Take what Telegram calls with."""
        return await self._webhook.called(request, post) if self._webhook else 404

    async def send(self, outgoing: Outgoing) -> str:
        """Send."""
        me = self.client.me
        return await self._sending.send(outgoing, (me.username or "") if me else "")

    async def _publish(self) -> None:
        try:
            await publish(self.client.bot, self._book)
        except Exception as error:  # noqa: BLE001 - a menu is no reason not to work
            log.warning("the menu of commands could not be set", kind=type(error).__name__)
