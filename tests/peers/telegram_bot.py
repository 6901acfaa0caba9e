"""The bot at work on a Bot API server on loopback, and people who talk to it there."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol

from concertbot.adapters.telegram.adapter import Telegram
from concertbot.adapters.telegram.limits import Limits
from concertbot.adapters.telegram.timing import Timing
from concertbot.bootstrap import open_reach, put_together
from concertbot.chat.clock import Clock
from concertbot.chat.message import Message
from concertbot.delivery.carrier import Carrier
from concertbot.domain.port import Cursor
from concertbot.domain.reach import Reach
from concertbot.settings import ROOT, Settings, TelegramSettings, load
from conftest import NOW
from peers.bot_api import BotApi
from peers.telegram_person import TelegramPerson

QUICK = Timing(
    poll=1, connect=2.0, answer=2.0, press=0.5, first_wait=0.05, longest_wait=0.2, denied=0.3, replaced=0.3, look=0.1
)
WIDE = Limits(direct=((100, 1.0),), group=((100, 1.0),), everywhere=((1000, 1.0),))


@dataclass
class Ear:
    """Hands everything on to the carrier, and remembers it; when told so, it is as if the database were down."""

    carrier: Carrier
    heard: list[Message] = field(default_factory=list, repr=False)
    fail: int = 0

    async def take(self, messages: Sequence[Message], cursor: Cursor | None = None) -> None:
        """Hand on."""
        if self.fail:
            self.fail -= 1
            raise OSError("the disk is full")
        self.heard += messages
        await self.carrier.take(messages, cursor)

    async def settle(self) -> None:
        """Hand on."""
        await self.carrier.settle()

    async def cursor(self, platform: str) -> str | None:
        """Hand on."""
        return await self.carrier.cursor(platform)

    async def keep_file(self, content: bytes) -> str:
        """Hand on."""
        return await self.carrier.keep_file(content)

    async def open_file(self, path: str) -> bytes:
        """Hand on."""
        return await self.carrier.open_file(path)


@dataclass
class Bot:
    """A bot at work, and the server that it talks to."""

    server: BotApi
    telegram: Telegram
    carrier: Carrier
    reach: Reach
    ear: Ear

    @property
    def heard(self) -> list[Message]:
        """What the adapter handed over."""
        return self.ear.heard

    def direct(self, name: str) -> TelegramPerson:
        """Return somebody in a direct conversation."""
        return TelegramPerson(self.server, name, idle=self.idle)

    def group(self, title: str, name: str, topic: int = 0) -> TelegramPerson:
        """Return somebody in a group."""
        return TelegramPerson(self.server, name, title, topic, idle=self.idle)

    async def idle(self) -> None:
        """Wait until the bot asks for news again, and nothing is left to be sent."""
        await self.carrier.settle()
        await asyncio.sleep(0.02)


class Open(Protocol):
    """Opens a bot on a server; `more` are settings of Telegram."""

    def __call__(
        self, server: BotApi, limits: Limits = WIDE, timing: Timing = QUICK, **more: Any
    ) -> AbstractAsyncContextManager[Bot]:
        """Open it."""


def settings_of(database: str, server: str, token: str, **more: Any) -> Settings:
    """Return the settings of a bot on this server."""
    telegram = TelegramSettings(token=token, server=server, **more)
    return load(ROOT / "config", database).model_copy(update={"telegram": telegram})


@asynccontextmanager
async def working(
    database: str, server: BotApi, limits: Limits = WIDE, timing: Timing = QUICK, **more: Any
) -> AsyncIterator[Bot]:
    """Open a bot on a database and a server; `more` are settings of Telegram."""
    settings = settings_of(database, server.url, more.pop("token", server.world.token), **more)
    async with open_reach(settings) as reach:
        reach.get(Clock).freeze(NOW)
        telegram = Telegram(reach, timing, limits)
        carrier = put_together(reach, telegram)
        bot = Bot(server, telegram, carrier, reach, Ear(carrier))
        async with telegram.connected():
            receiving = asyncio.create_task(telegram.receive(bot.ear))
            try:
                yield bot
            finally:
                receiving.cancel()
                await asyncio.wait([receiving])
                assert carrier.sender
                await carrier.sender.stop()
