"""Several bots on one PostgreSQL and one account: one receives and sends, and another takes over when it falls."""

import asyncio
import signal
import time
from collections import defaultdict

import pytest

from databases import Databases, name_of, on_a_server
from outages.rig import Api, Bot, Bots, until
from peers.postgres import Server

pytestmark = on_a_server
TAKEOVER = 10.0  # seconds
PEOPLE = ("Anna", "Basile", "Chloé", "Dirk", "Elif")
HOLDERS = """SELECT pg_terminate_backend(pid) FROM pg_locks JOIN pg_database ON pg_locks.database = pg_database.oid
WHERE locktype = 'advisory' AND granted AND datname = '{}' AND pid <> pg_backend_pid() AND
objid::bigint = hashtextextended('concertbot/telegram', 0) & 4294967295"""


async def started(copied: str, api: Api, bots: Bots, number: int = 2) -> None:
    """Start several, and wait until one of them has the account."""
    for _ in range(number):
        await bots.on_telegram(copied, api)
    for one in bots.started:
        await one.logged("in service")
    await until(api.polled)


async def all_say(api: Api, texts: tuple[str, ...] = ("/aide",)) -> int:
    """Let everybody say something, and return how many messages that are."""
    for text in texts:
        for name in PEOPLE:
            await api.says(name, text)
    return len(texts) * len(PEOPLE)


async def taken_over(bots: Bots, fallen: Bot, since: float) -> float:
    """Wait until another bot has the account and reaches Telegram; return how long that took."""

    async def other() -> bool:
        others = (one for one in bots.started if one is not fallen and one.process.returncode is None)
        return any(one.holds and one.count("telegram", link="working") for one in others)

    await until(other)
    return time.monotonic() - since


async def once_each(api: Api, number: int) -> None:
    """Wait until so many messages are answered, and see that each is answered once."""
    await api.answers(number)
    await asyncio.sleep(1)
    answered = await api.answered()
    assert len(answered) == number
    assert set(answered.values()) == {1}


async def test_several_begin_at_once_on_an_empty_database(databases: Databases, api: Api, bots: Bots) -> None:
    """One makes the tables, one gets the account, all stay."""
    await started(databases.bare(), api, bots, 3)
    await once_each(api, await all_say(api))
    assert sum(one.holds for one in bots.started) == 1
    assert bots.conflicts() == 0
    for one in bots.started:
        await one.stopped()


async def test_what_is_said_in_one_room_is_answered_in_order(copied: str, api: Api, bots: Bots) -> None:
    """By the dispatchers of three processes, each message once."""
    await started(copied, api, bots, 3)
    said = defaultdict(list)
    for _ in range(6):
        for name in PEOPLE:
            said[name].append(await api.says(name, "/aide"))
    await once_each(api, 6 * len(PEOPLE))
    order = defaultdict(list)
    for one in await api.sent():
        order[one["chat"]["first_name"]].append(one["reply_to_message"]["message_id"])
    assert order == said
    assert bots.conflicts() == 0


async def test_a_form_that_one_process_opened_is_known_to_all(copied: str, api: Api, bots: Bots) -> None:
    """Whoever asked for what is missing, whoever receives the answer sees that it is for the bot."""
    await started(copied, api, bots, 3)
    for name in PEOPLE:
        await api.says(name, "/cherche", "Bassin")
    await api.answers(len(PEOPLE))
    await api.order("set", privacy=False)
    for name in PEOPLE:
        await api.says(name, "je veux mourir", "Bassin")
    await api.answers(2 * len(PEOPLE))
    told = (await api.sent())[len(PEOPLE) :]
    assert all("0800 32 123" in one["text"] for one in told), told


async def test_one_that_is_killed_is_followed(copied: str, api: Api, bots: Bots) -> None:
    """Within ten seconds; nothing that was said meanwhile is lost or doubled."""
    await started(copied, api, bots)
    number, fallen = await all_say(api), bots.holder()
    await once_each(api, number)
    since = time.monotonic()
    await fallen.killed()
    number += await all_say(api)
    assert await taken_over(bots, fallen, since) < TAKEOVER
    await once_each(api, number)
    assert bots.conflicts() == 0


async def test_one_that_is_frozen_is_followed_and_sends_nothing_when_it_wakes(
    copied: str, api: Api, bots: Bots
) -> None:
    """Within ten seconds; what it was about to do, the other has done."""
    await started(copied, api, bots)
    number, fallen = await all_say(api), bots.holder()
    await once_each(api, number)
    since = time.monotonic()
    fallen.signal(signal.SIGSTOP)
    number += await all_say(api, ("/aide", "/stop"))
    assert await taken_over(bots, fallen, since) < TAKEOVER
    await once_each(api, number)
    fallen.signal(signal.SIGCONT)
    await fallen.logged("account lost", 5)
    number += await all_say(api)
    await once_each(api, number)
    assert bots.holder() is not fallen
    assert await fallen.stopped() < TAKEOVER


@pytest.mark.parametrize("pause", [0.1, 0.25])
async def test_one_that_is_frozen_at_work_doubles_nothing(copied: str, api: Api, bots: Bots, pause: float) -> None:
    """Whatever it was doing; only what was on its way to Telegram at that moment is in doubt."""
    await started(copied, api, bots)
    fallen, since = bots.holder(), time.monotonic()
    number = await all_say(api, ("/aide",) * 6)
    await asyncio.sleep(pause)
    fallen.signal(signal.SIGSTOP)
    await taken_over(bots, fallen, since)
    await asyncio.sleep(3)
    fallen.signal(signal.SIGCONT)
    await fallen.logged("account lost", 5)
    await api.answers(number - len(PEOPLE))
    await asyncio.sleep(6)
    answered = await api.answered()
    assert set(answered.values()) == {1}, answered
    assert len(answered) >= number - len(PEOPLE)


async def test_one_whose_lock_is_taken_away_is_followed(copied: str, api: Api, bots: Bots, postgres: Server) -> None:
    """Within ten seconds, and while it goes on living: it stops receiving before the next begins."""
    await started(copied, api, bots)
    number, fallen = await all_say(api), bots.holder()
    await once_each(api, number)
    since = time.monotonic()
    finished = await asyncio.to_thread(postgres.say, HOLDERS.format(name_of(copied)))
    assert len(finished) == 1
    number += await all_say(api)
    await fallen.logged("account lost", TAKEOVER)

    async def held() -> bool:
        return sum(one.holds for one in bots.started) == 1

    await until(held)
    assert time.monotonic() - since < TAKEOVER
    await once_each(api, number)
    assert bots.conflicts() == 0
