"""The token stands in the address of every request; it must stand nowhere else. Nor must what people say."""

import asyncio
import logging
import traceback
from collections.abc import Iterator
from contextlib import suppress

import pytest

from concertbot.adapters.telegram.opens import adapter
from concertbot.chat.clock import Clock
from concertbot.chat.reply import Reply
from concertbot.domain.port import InDoubtError, Outgoing, SendError
from concertbot.domain.reach import Reach
from concertbot.settings import Settings, SettingsError
from peers.bot_api import BotApi
from peers.telegram_bot import Bot, Open, settings_of

SECRET = "AAE-test_test"  # noqa: S105 - the part of the test token that would give it away
WORDS = "parole-de-personne"
FAULTS = ["flood", "401", "403", "404", "409", "400:x", "500", "502", "garbage", "cut", "cut_after", "502_after"]


def chain(error: BaseException | None) -> Iterator[BaseException]:
    """Return an error and all that it came from."""
    while error:
        yield error
        yield from chain(error.__cause__)
        error = error.__context__


def logged(caplog: pytest.LogCaptureFixture) -> str:
    """Return what libraries logged; at this level, the database's own tells every value, whatever the platform."""
    return "\n".join(one.getMessage() for one in caplog.records if one.name != "aiosqlite")


async def test_the_token_is_told_nowhere(
    bot: Bot, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not in a log, an error, a traceback or a repr, however a request fails."""
    caplog.set_level(logging.DEBUG)
    done = await bot.server.people.says("Anna", WORDS)
    await bot.server.taken(done["update"])
    person = str(done["message"]["chat"]["id"])
    found = []
    for fault in FAULTS:
        bot.server.faults.plan(fault, "sendMessage")
        bot.server.faults.plan(fault, "getUpdates")
        bot.server.faults.plan(fault, "answerCallbackQuery")
        outgoing = Outgoing("b", "telegram", Reply(parts=(WORDS,)), "fr", person=person)
        try:
            await bot.telegram.send(outgoing)
        except (SendError, InDoubtError) as error:
            found.append(error)
        await asyncio.sleep(1.05 if fault == "flood" else 0.05)
        with suppress(AssertionError):
            await bot.server.taken(0)
    await bot.server.stop()
    with pytest.raises(SendError) as down:
        await bot.telegram.send(outgoing)
    assert len(found) > 5
    # What the libraries raised has the request in it, and that the address: none of it goes along.
    assert all(type(inner).__module__.startswith("concertbot.") for error in found for inner in chain(error))
    told = [*map(repr, chain(down.value)), *(repr(inner) for error in found for inner in chain(error))]
    told += [line for error in found for line in traceback.format_exception(error)]
    line = bot.telegram._connected_line()  # noqa: SLF001 - whatever holds the token must not show it
    told += [repr(bot.telegram), repr(vars(bot.telegram)), repr(vars(line)), repr(bot.telegram.status)]
    told += [repr(bot.reach.get(Settings)), logged(caplog), "".join(capsys.readouterr())]
    assert not [one for one in told if SECRET in one or WORDS in one]
    assert "telegram" in told[-1]


async def test_a_file_that_fails_tells_nothing(
    bot: Bot, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    """The address of a file holds the token as well."""
    caplog.set_level(logging.DEBUG)
    bot.server.faults.plan("502", "file")
    done = await bot.server.people.uploads("Anna", b"notes", f"{WORDS}.txt")
    await bot.server.taken(done["update"])
    await bot.idle()
    assert bot.heard[-1].files[0].path == ""
    told = logged(caplog) + "".join(capsys.readouterr())
    assert "file not fetched" in told
    assert SECRET not in told
    assert WORDS not in told


async def test_a_missing_token_stops_at_once(server: BotApi, opened: Open) -> None:
    """It is told by its setting's name."""
    with pytest.raises(SettingsError, match=r"telegram\.token"):
        async with opened(server, token=""):
            pass


async def test_the_settings_open_it(server: BotApi, copied: object) -> None:
    """What puts the bot together gets it from the settings; nothing is asked yet."""
    reach = Reach()
    reach.put(Clock, Clock())
    reach.put(Settings, settings_of(copied, server.url, server.world.token))  # type: ignore[arg-type]
    made = adapter(reach)
    assert made.name == "telegram"
    assert not server.faults.requests
    with pytest.raises(SendError):
        await made.send(Outgoing("b", "telegram", Reply(parts=("x",)), "fr", person="1"))
