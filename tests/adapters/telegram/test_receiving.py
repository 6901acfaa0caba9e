"""Nothing is acknowledged that is not kept, and no fault of Telegram makes the bot ask like mad."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from concertbot.chat.clock import Clock
from concertbot.domain.port import Link
from conftest import NOW
from peers.bot_api import BotApi
from peers.telegram_bot import QUICK, Bot, Open
from peers.waiting import until


def link_of(bot: Bot) -> Link:
    """Return how it stands now."""
    return bot.telegram.status.link


async def test_only_what_is_kept_is_acknowledged(bot: Bot) -> None:
    """While the database is down the same updates come again, and are then answered once."""
    bot.ear.fail = 3
    done = await bot.server.people.says("Anna", "CPAS Ixelles")
    async with asyncio.timeout(5):
        while link_of(bot) is not Link.WAITING:
            await asyncio.sleep(0.001)
    assert bot.server.world.updates
    assert "OSError" in bot.telegram.status.why
    await bot.server.taken(done["update"])
    await bot.idle()
    assert bot.ear.fail == 0
    assert len(bot.server.sent()) == 1
    assert link_of(bot) is Link.WORKING


async def test_a_press_is_answered_even_when_it_is_not_kept(bot: Bot) -> None:
    """A button does not spin for as long as the database is down; it is pressed when the database is back."""
    answer = await bot.direct("Anna").asks("CPAS Ixelles")
    bot.ear.fail = 6
    press = await bot.server.people.presses("Anna", answer.id, answer.choice(answer.labels[0]))
    await until(lambda: press["query"] in bot.server.world.answered)
    await bot.server.taken(press["update"])
    await bot.idle()
    assert len(bot.server.sent()) == 2


async def test_it_goes_on_where_it_was(server: BotApi, opened: Open) -> None:
    """What was said while the bot was away is answered when it is back, and nothing twice."""
    before = await server.people.says("Anna", "CPAS Ixelles")
    async with opened(server) as bot:  # the first time it takes what waits
        await server.taken(before["update"])
        await bot.idle()
        assert len(server.sent()) == 1
        cursor = await bot.carrier.cursor("telegram")
        assert cursor
        assert str(before["update"] + 1) in cursor
    server.world.updates.insert(0, {"update_id": before["update"], "message": before["message"]})
    done = await server.people.says("Anna", "CPAS Uccle")
    async with opened(server) as bot:
        await server.taken(done["update"])
        await bot.idle()
        assert [one.text for one in bot.heard] == ["CPAS Uccle"]
    assert len(server.sent()) == 2


async def test_another_bots_cursor_is_not_ours(server: BotApi, opened: Open) -> None:
    """With a new token the count begins anew; so it does after a week of silence."""
    async with opened(server) as bot:
        done = await server.people.says("Anna", "CPAS Ixelles")
        await server.taken(done["update"])
        await bot.idle()
        taking = bot.telegram._connected_line()._taking  # noqa: SLF001 - where it would go on
        assert await taking.offset(bot.ear) == done["update"] + 1
        bot.reach.get(Clock).freeze(NOW + timedelta(days=7))
        assert await taking.offset(bot.ear) is None
    server.world.bot = replace(server.world.bot, id=7002)
    server.world.token = server.world.token.replace("7001", "7002")
    async with opened(server) as other:
        assert await other.telegram._connected_line()._taking.offset(other.ear) is None  # noqa: SLF001


async def test_an_update_that_nobody_can_read_is_set_aside(bot: Bot, capsys: pytest.CaptureFixture[str]) -> None:
    """It is noted without what it says, and the next one is answered."""
    await bot.server.world.tell("message", {"message_id": "Anna a dit", "chat": {"id": 5}, "text": "secret"})
    await bot.server.world.tell("message", {"chat": "Anna", "date": 0})
    await bot.server.world.tell("callback_query", {"id": 5})
    assert "CPAS" in (await bot.direct("Anna").asks("CPAS Ixelles")).text
    log = "".join(capsys.readouterr())
    assert log.count("update set aside") == 3
    assert "secret" not in log
    assert "Anna" not in log


FAULTS = ["500", "502", "garbage", "cut", "flood", "lost", "403", "404", "401", "400:strange", "cut_after"]


async def test_faults_are_waited_out(bot: Bot) -> None:
    """It is told how it stands; the bot asks seldom, and works again by itself."""
    for fault in FAULTS:
        await bot.direct("Anna").says("/aide")
        count = bot.server.faults.requests["getUpdates"]
        times = 1 if fault in {"lost", "flood"} else 3
        bot.server.faults.plan(fault, "getUpdates", times=times, retry_after=1)
        await until(lambda: link_of(bot) in {Link.WAITING, Link.DENIED})
        assert bot.server.faults.struck[fault], fault
        assert bot.telegram.status.why
        done = await bot.server.people.says("Anna", "CPAS Ixelles")
        await bot.server.taken(done["update"], 15)
        assert link_of(bot) is Link.WORKING, fault
        assert bot.telegram.status.last_heard
        assert bot.server.faults.requests["getUpdates"] - count < 12, fault


async def test_a_server_that_is_down_is_not_stormed(bot: Bot) -> None:
    """And when it is back, all goes on."""
    port = bot.server.port
    await bot.server.stop()
    await until(lambda: bot.telegram.status.link is Link.WAITING)
    await asyncio.sleep(0.5)
    await bot.server.start(port)
    before = bot.server.faults.requests["getUpdates"]
    assert len(await bot.direct("Anna").says("/aide")) == 1
    assert bot.server.faults.requests["getUpdates"] - before < 5


async def test_a_long_outage_is_not_a_storm(bot: Bot) -> None:
    """Whether Telegram fails or what came in cannot be kept: the bot asks now and then."""
    await bot.direct("Anna").says("/aide")
    bot.server.faults.plan("502", "getUpdates", times=10_000)
    await until(lambda: link_of(bot) is Link.WAITING)
    before = bot.server.faults.requests["getUpdates"]
    await asyncio.sleep(1)
    assert bot.server.faults.requests["getUpdates"] - before < 12
    bot.server.faults.planned.clear()
    bot.ear.fail = 10_000
    await bot.server.people.says("Anna", "CPAS Ixelles")
    await until(lambda: bot.ear.fail < 10_000)
    await asyncio.sleep(1)
    assert bot.ear.fail > 10_000 - 12
    bot.ear.fail = 0
    assert await bot.direct("Anna").says("/aide")


async def test_waits_grow(server: BotApi, opened: Open) -> None:
    """A token that is refused for good costs a request now and then."""
    async with opened(server, timing=replace(QUICK, denied=0.4)) as bot:
        server.world.revoked = True
        async with server.world.news:
            server.receiving.poll += 1
            server.world.news.notify_all()
        await until(lambda: bot.telegram.status.link is Link.DENIED)
        assert "@BotFather" in bot.telegram.status.why
        before = sum(server.faults.requests.values())
        await asyncio.sleep(1.2)
        assert sum(server.faults.requests.values()) - before <= 4


async def test_a_second_poller_is_noticed(bot: Bot) -> None:
    """The bot says who is replaced, waits, and takes over when the other one is gone."""
    await until(lambda: bot.server.receiving.waiting)
    other = asyncio.create_task(bot.server.receiving.getupdates({"timeout": "1"}))
    await until(lambda: bot.telegram.status.link is Link.REPLACED)
    assert "Another process" in bot.telegram.status.why
    other.cancel()
    done = await bot.server.people.says("Anna", "/aide")
    await bot.server.taken(done["update"])
    assert bot.telegram.status.link is Link.WORKING


async def test_a_forgotten_webhook_is_taken_off(server: BotApi, opened: Open) -> None:
    """When the settings want none; what waits there is not dropped."""
    done = await server.people.says("Anna", "CPAS Ixelles")
    server.world.webhook = {"url": "https://old.example/", "secret": "", "max": 40}
    server._calling.cancel()  # type: ignore[union-attr]  # noqa: SLF001 - nobody answers at the old address
    async with opened(server) as bot:
        await server.taken(done["update"])
        await bot.idle()
        assert len(server.sent()) == 1
    assert server.world.webhook == {}


async def test_it_connects_when_telegram_is_there(server: BotApi, opened: Open) -> None:
    """A bot that starts while Telegram is unreachable waits for it."""
    for fault in ("502", "cut", "garbage", "flood"):
        server.faults.plan(fault, "getMe")
    async with opened(server) as bot:
        assert link_of(bot) is Link.WORKING
        assert server.faults.requests["getMe"] == 5
    assert link_of(bot) is Link.CLOSED
