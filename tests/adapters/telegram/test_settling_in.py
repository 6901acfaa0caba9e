"""The menu of commands, and what `concertbot check` says."""

from pathlib import Path
from typing import Any

import pytest

from concertbot.adapters.telegram.checking import findings
from concertbot.chat.phrasebook import LANGUAGES
from concertbot.domain.port import Finding
from concertbot.settings import WebSettings
from peers.bot_api import BotApi
from peers.telegram_bot import QUICK, Bot, Open, settings_of
from peers.waiting import until

TOKEN = "7001:AAE-test_test_test_test_test_test_te"  # noqa: S105 - of no bot


async def test_the_menu_is_in_each_language(bot: Bot, server: BotApi) -> None:
    """Everywhere the words of one's language, in French for others; groups show what anybody may say there."""
    await until(lambda: len(server.world.commands) == 9)
    commands = server.world.commands
    words = {code: [one["command"] for one in commands["all_private_chats", code]] for code in ("", *LANGUAGES)}
    assert "cherche" in words["fr"]
    assert "zoek" in words["nl"]
    assert "find" in words["en"]
    assert words[""] == words["fr"]
    assert set(commands) == {
        ("default", ""),
        *(("all_private_chats", code) for code in ("", *LANGUAGES)),
        *(("all_group_chats", code) for code in ("", *LANGUAGES)),
    }
    assert all(len(menu) > 3 for menu in commands.values())
    assert bot.telegram.status.why == ""


async def test_a_right_menu_is_left_alone(server: BotApi, opened: Open) -> None:
    """Only what differs is set."""
    asked, told = "getMyCommands", "setMyCommands"
    count = server.faults.requests
    async with opened(server):
        await until(lambda: count[told] == 9)
    async with opened(server):
        await until(lambda: count[asked] == 18)
    server.world.commands["all_private_chats", "nl"] = []
    async with opened(server):
        await until(lambda: count[told] == 10)
        await until(lambda: count[asked] == 27)
    assert count[told] == 10


async def test_a_menu_is_no_reason_not_to_work(server: BotApi, opened: Open) -> None:
    """When it cannot be set, the bot answers all the same."""
    server.faults.plan("500", "getMyCommands")
    async with opened(server) as bot:
        await until(lambda: server.faults.struck["500"])
        assert len(await bot.direct("Anna").says("/aide")) == 1


async def checked(tmp_path: Path, url: str, token: str = TOKEN, listen: str = "", **more: Any) -> list[Finding]:
    """Return what check says."""
    settings = settings_of(f"sqlite:///{tmp_path}/none.sqlite", url, token, **more)
    return await findings(settings.model_copy(update={"web": WebSettings(listen=listen)}), QUICK)


def told(found: list[Finding]) -> dict[str, bool]:
    """Return which settings are fine."""
    return {one.setting: all(other.fine for other in found if other.setting == one.setting) for one in found}


async def test_check_disturbs_nobody(bot: Bot, server: BotApi) -> None:
    """It never asks for news, which would stop a running bot."""
    before = server.faults.requests["getUpdates"]
    found = await bot.telegram.check()
    assert all(one.fine for one in found)
    text = " ".join(one.what for one in found)
    assert "@concert_test_bot" in text
    assert "Privacy mode is on" in text
    assert server.faults.requests["getUpdates"] - before <= 1
    assert not server.faults.requests["setWebhook"]


@pytest.mark.parametrize("token", ["", "nonsense", "7001:AAE-wrong_wrong_wrong_wrong"])
async def test_check_tells_a_wrong_token(server: BotApi, tmp_path: Path, token: str) -> None:
    """And what to do about it, without the token."""
    (found,) = await checked(tmp_path, server.url, token)
    assert (found.setting, found.fine) == ("telegram.token", False)
    assert "@BotFather" in found.what
    assert not token or token not in found.what


async def test_check_tells_what_else_is_wrong(server: BotApi, tmp_path: Path) -> None:
    """A server that does not answer, a webhook without what it needs, an open bot."""
    assert told(await checked(tmp_path, "http://127.0.0.1:9")) == {"telegram.server": False}
    bare = told(await checked(tmp_path, server.url, webhook="http://127.0.0.1:9"))
    assert bare == {
        "telegram.token": True,
        "telegram.webhook": False,
        "telegram.webhook_secret": False,
        "web.listen": False,
    }
    full = {"webhook": "https://bot.example", "webhook_secret": "s3cret_-", "listen": "127.0.0.1:8080"}
    assert all(told(await checked(tmp_path, server.url, **full)).values())
    server.world.webhook = {"url": "https://bot.example/telegram", "secret": "", "max": 1}
    server.receiving.last_error = "Wrong response"
    server.world.updates.append({"update_id": 1})
    assert not told(await checked(tmp_path, server.url, **full))["telegram.webhook"]
    server.world.privacy = False
    assert "/setprivacy" in " ".join(one.what for one in await checked(tmp_path, server.url))
