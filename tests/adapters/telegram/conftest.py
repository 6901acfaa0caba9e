"""A Bot API server on loopback, and a bot on the demo's database that talks to it."""

from collections.abc import AsyncIterator
from functools import partial

import pytest

from peers.bot_api import BotApi, bot_api
from peers.telegram_bot import Bot, Open, working


@pytest.fixture
async def server() -> AsyncIterator[BotApi]:
    """Serve a Bot API."""
    async with bot_api() as started:
        yield started


@pytest.fixture
def opened(copied: str) -> Open:
    """Return what opens a bot on the demo's database."""
    return partial(working, copied)


@pytest.fixture
async def bot(server: BotApi, opened: Open) -> AsyncIterator[Bot]:
    """Open a bot that asks for news."""
    async with opened(server) as at_work:
        yield at_work
