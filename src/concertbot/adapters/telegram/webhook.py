"""Being called by Telegram, instead of asking it."""

import asyncio
import hmac
import json
from typing import Any

import structlog

from concertbot.adapters.telegram.client import WANTED, Client
from concertbot.adapters.telegram.errors import asked
from concertbot.adapters.telegram.standing import Standing
from concertbot.adapters.telegram.taking import Taking
from concertbot.adapters.telegram.waiting import Patience
from concertbot.domain.port import Called, Link, Post
from concertbot.settings import TelegramSettings

log = structlog.get_logger()
PATH = "/telegram"
SECRET = "x-telegram-bot-api-secret-token"  # noqa: S105 - a header's name
ONE_AT_A_TIME = 1  # so that what people say comes in the order in which they said it
ELSEWHERE = "Another address is set as this bot's webhook: another process took the account. It is set again."
FAILING = "Telegram cannot call the bot at telegram.webhook. Look at the reverse proxy and at [web]."


class Webhook:
    """The web address at which Telegram calls."""

    def __init__(self, client: Client, taking: Taking, standing: Standing, settings: TelegramSettings) -> None:
        self._client, self._taking, self._standing = client, taking, standing
        self.url = address(settings)
        self._secret = settings.webhook_secret
        self._patience = Patience(standing, client.timing)

    async def set(self) -> None:
        """Tell Telegram where to call."""
        await asked(
            self._client.bot.set_webhook(
                self.url,
                secret_token=self._secret.get_secret_value(),
                allowed_updates=WANTED,
                max_connections=ONE_AT_A_TIME,
            )
        )

    async def run(self) -> None:
        """Keep the webhook set and the status true, for ever."""
        while True:
            try:
                await self._look()
                wait = self._client.timing.look
                self._patience.over()
            except Exception as fault:  # noqa: BLE001 - it is looked again
                wait = self._patience.after(fault)
            await asyncio.sleep(wait)

    async def called(self, request: Called, post: Post) -> int:
        """Take one update. Whatever is not safe yet, Telegram sends again."""
        if not hmac.compare_digest(request.headers.get(SECRET, "").encode(), self._secret.get_secret_value().encode()):
            return 401
        raw = _update(request.body)
        if raw is None:
            return 400
        if self._client.me is None:
            return 503
        try:
            await self._taking.take([raw], post)
        except Exception as error:  # noqa: BLE001 - it comes again
            log.warning("not taken", kind=type(error).__name__)
            return 503
        self._standing.heard()
        return 200

    async def _look(self) -> None:
        info = await asked(self._client.bot.get_webhook_info())
        if info.url != self.url:
            self._standing.change(Link.REPLACED, ELSEWHERE)
            await self.set()
        elif info.pending_update_count and info.last_error_date:
            self._standing.change(Link.WAITING, FAILING)
        else:
            self._standing.heard()


def address(settings: TelegramSettings) -> str:
    """Return the whole address of the webhook, empty when there is to be none."""
    return settings.webhook.rstrip("/") + PATH if settings.webhook else ""


def _update(body: bytes) -> dict[str, Any] | None:
    try:
        raw = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return raw if isinstance(raw, dict) and isinstance(raw.get("update_id"), int) else None
