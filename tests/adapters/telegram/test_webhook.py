"""Telegram calls the bot."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import aiohttp
import pytest
from aiohttp import web

from concertbot.adapters.telegram.webhook import SECRET
from concertbot.domain.port import Called, Hook, Link
from peers.bot_api import BotApi
from peers.telegram_bot import Bot, Open
from peers.waiting import until

WORD = "s3cret_-"


@dataclass
class Front:
    """The web application before the bot, as a small one."""

    url: str = ""
    bot: Bot | None = None
    statuses: list[int] = field(default_factory=list)

    async def called(self, request: web.Request) -> web.Response:
        """Hand a call on."""
        status = 503
        if self.bot:
            headers = {name.lower(): value for name, value in request.headers.items()}
            status = await self.bot.telegram.called(Called(headers, await request.read()), self.bot.ear)
        self.statuses.append(status)
        return web.Response(status=status)


@pytest.fixture
async def front() -> AsyncIterator[Front]:
    """Serve the web application."""
    opened = Front()
    app = web.Application()
    app.router.add_post("/telegram", opened.called)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    opened.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield opened
    await runner.cleanup()


@pytest.fixture
async def bot(server: BotApi, opened: Open, front: Front) -> AsyncIterator[Bot]:
    """Open a bot that is called."""
    async with opened(server, webhook=front.url + "/", webhook_secret=WORD) as at_work:
        front.bot = at_work
        yield at_work


async def test_a_dialogue(bot: Bot, server: BotApi, front: Front) -> None:
    """It is the same as by asking; buttons stop spinning too."""
    anna = bot.direct("Anna")
    answer = await anna.asks("CPAS Ixelles")
    shown = await anna.presses(answer.choice(answer.labels[0]))
    assert "Ixelles" in shown[0].text
    assert len(server.world.answered) == 1
    assert set(front.statuses) == {200}
    assert server.world.webhook["url"] == f"{front.url}/telegram"
    assert server.world.webhook["max"] == 1
    assert server.world.allowed
    assert not server.faults.requests["getUpdates"]
    assert bot.telegram.status.link is Link.WORKING


async def test_only_what_is_kept_is_taken(bot: Bot, front: Front) -> None:
    """While the database is down Telegram is told to come again."""
    bot.ear.fail = 2
    assert len(await bot.direct("Anna").says("CPAS Ixelles")) == 1
    assert front.statuses == [503, 503, 200]


@asynccontextmanager
async def posted(front: Front, body: bytes, **headers: str) -> AsyncIterator[int]:
    """Call as somebody from outside."""
    async with (
        aiohttp.ClientSession() as session,
        session.post(front.url + "/telegram", data=body, headers=headers) as got,
    ):
        yield got.status


async def test_nobody_else_can_call(bot: Bot, front: Front) -> None:
    """Without the secret nothing is read."""
    body = json.dumps({"update_id": 1}).encode()
    for secret in ("", "wrong", "s3cret_", "s3cret_-x", "é"):
        async with posted(front, body, **({SECRET: secret} if secret else {})) as status:
            assert status == 401, secret
    assert bot.heard == []


async def test_nonsense_is_refused(bot: Bot, front: Front) -> None:
    """What is no update is a bad request; an update that cannot be read is set aside, or it would come for ever."""
    for body in (b"", b"{", b"[]", b'{"update_id": "x"}', b"[" * 100_000, b"\xff"):
        async with posted(front, body, **{SECRET: WORD}) as status:
            assert status == 400, body[:20]
    for body in (b'{"update_id": 5}', b'{"update_id": 5, "message": {"chat": 1}}'):
        async with posted(front, body, **{SECRET: WORD}) as status:
            assert status == 200, body
    assert bot.heard == []


async def test_an_account_that_is_taken_is_told(bot: Bot, server: BotApi, front: Front) -> None:
    """Somebody set another address: it is noticed, told and set right."""
    server.world.webhook = {"url": "https://other.example/", "secret": "", "max": 40}
    await until(lambda: server.world.webhook["url"] == f"{front.url}/telegram")
    assert len(await bot.direct("Anna").says("/aide")) == 1
    await until(lambda: bot.telegram.status.link is Link.WORKING)


async def test_a_webhook_that_cannot_be_reached_is_told(bot: Bot, server: BotApi, front: Front) -> None:
    """Telegram says that its calls fail; the bot says where to look."""
    front.bot = None
    await server.people.says("Anna", "/aide")
    await until(lambda: bot.telegram.status.link is Link.WAITING)
    assert "reverse proxy" in bot.telegram.status.why
    front.bot = bot


async def test_a_bot_that_is_not_connected_yet_takes_nothing(server: BotApi, opened: Open, front: Front) -> None:
    """Telegram comes again."""
    async with opened(server, webhook=front.url, webhook_secret=WORD) as bot:
        telegram, ear = bot.telegram, bot.ear
    assert await telegram.called(Called({SECRET: WORD}, b'{"update_id": 5}'), ear) == 503


async def test_a_bot_without_a_webhook_is_not_called(server: BotApi, opened: Open) -> None:
    """There is nothing at its address."""
    async with opened(server) as bot:
        hook: Hook = bot.telegram
        assert hook.path == "/telegram"
        assert await hook.called(Called({SECRET: WORD}, b'{"update_id": 5}'), bot.ear) == 404
