"""The library's bot, with connections that this adapter opens and closes itself."""

import json
import logging
import os
from typing import Any
from urllib.parse import urlencode

from telegram import Bot, User
from telegram.request import HTTPXRequest

from concertbot.adapters.telegram.errors import asked
from concertbot.adapters.telegram.timing import Timing
from concertbot.settings import TelegramSettings

# What the bot wants to hear of: nothing else is sent to it.
WANTED = ("message", "edited_message", "callback_query", "my_chat_member")
MOST_UPDATES = 100
CONNECTIONS = 64
# Below these names the libraries log addresses with the token in them, and what people say.
TALKATIVE = ("httpx", "httpcore", "telegram")

# The library's own switch: spans of time are spans, not numbers. Without it, it warns at each 429.
os.environ.setdefault("PTB_TIMEDELTA", "1")


def hush() -> None:
    """Let the libraries log nothing."""
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)


class Client:
    """Requests to Telegram. Its own `repr` is Python's: it shows no token."""

    def __init__(self, settings: TelegramSettings, timing: Timing) -> None:
        hush()
        self.timing = timing
        self._news = _request(timing, timing.poll + timing.answer, 2)
        self._calls = _request(timing, timing.answer, CONNECTIONS)
        server = settings.server.rstrip("/")
        self.bot = Bot(
            settings.token.get_secret_value(),
            base_url=f"{server}/bot",
            base_file_url=f"{server}/file/bot",
            request=self._calls,
            get_updates_request=self._news,
        )
        self.me: User | None = None

    async def open(self) -> None:
        """Open the connections."""
        await self._news.initialize()
        await self._calls.initialize()

    async def close(self) -> None:
        """Close them."""
        await self._news.shutdown()
        await self._calls.shutdown()

    async def introduce(self) -> User:
        """Ask Telegram who the bot is, which also tells whether the token is accepted."""
        self.me = await asked(self.bot.get_me())
        return self.me

    @property
    def id(self) -> int:
        """The bot's own account."""
        return self.me.id if self.me else 0

    async def updates(self, offset: int | None) -> list[dict[str, Any]]:
        """Wait for news, and return them unread: one that cannot be read must not spoil the others."""
        wanted = {"timeout": self.timing.poll, "limit": MOST_UPDATES, "allowed_updates": json.dumps(WANTED)}
        more = {} if offset is None else {"offset": offset}
        found = await asked(self._news.post(f"{self.bot.base_url}/getUpdates?{urlencode(wanted | more)}"))
        return found if isinstance(found, list) else []


def _request(timing: Timing, answer: float, connections: int) -> HTTPXRequest:
    return HTTPXRequest(
        connection_pool_size=connections,
        connect_timeout=timing.connect,
        pool_timeout=timing.connect,
        read_timeout=answer,
        write_timeout=timing.answer,
        media_write_timeout=timing.upload,
    )
