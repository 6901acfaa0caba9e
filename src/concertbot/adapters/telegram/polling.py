"""Asking Telegram for news. What is acknowledged is what the post has committed, and nothing else."""

import asyncio

import structlog

from concertbot.adapters.telegram.client import Client
from concertbot.adapters.telegram.errors import ConflictError, asked
from concertbot.adapters.telegram.standing import Standing
from concertbot.adapters.telegram.taking import Taking
from concertbot.adapters.telegram.waiting import Patience
from concertbot.domain.port import Post

log = structlog.get_logger()


class Polling:
    """The loop of getUpdates."""

    def __init__(self, client: Client, taking: Taking, standing: Standing) -> None:
        self._client, self._taking, self._standing = client, taking, standing
        self._patience = Patience(standing, client.timing)

    async def run(self, post: Post) -> None:
        """Receive for ever."""
        offset: int | None = None
        begun = False
        while True:
            try:
                if not begun:
                    offset, begun = await self._taking.offset(post), True
                offset = await self._once(post, offset)
            except Exception as fault:  # noqa: BLE001 - whatever it is, the same updates come again
                await self._wait_out(fault)

    async def _once(self, post: Post, offset: int | None) -> int | None:
        """Ask once and hand over. After an empty answer all is acknowledged, and no offset is safer than an old one."""
        raw = await self._client.updates(offset)
        self._standing.heard()
        following = await self._taking.take(raw, post) if raw else None
        self._patience.over()
        return following

    async def _wait_out(self, fault: Exception) -> None:
        if isinstance(fault, ConflictError) and fault.webhook:
            await self._take_off_webhook()
        await asyncio.sleep(self._patience.after(fault))

    async def _take_off_webhook(self) -> None:
        """Remove a webhook of earlier days, for the settings want none; what waits there comes here."""
        log.warning("a webhook is set for this bot, but telegram.webhook is empty: it is taken off")
        try:
            await asked(self._client.bot.delete_webhook(drop_pending_updates=False))
        except Exception as error:  # noqa: BLE001 - the next round tries again
            log.warning("the webhook could not be taken off", kind=type(error).__name__)
