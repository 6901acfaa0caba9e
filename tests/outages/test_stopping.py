"""Told to stop while sendings go on: within ten seconds, with status 0, and the next start knows what is in doubt."""

import asyncio
from pathlib import Path

import pytest
from pydantic import SecretStr

from concertbot.settings import MatrixSettings
from databases import on_a_server, on_files
from outages.rig import LEAVING, Api, Bot, Bots, until
from peers.gate import Gate
from peers.matrix_bot import House
from peers.matrix_person import MatrixPerson
from peers.postgres import Server, free_port
from peers.synapse import PASSWORD, Synapse

PEOPLE = ("Anna", "Basile", "Chloé", "Dirk", "Elif")


async def asked_slowly(listen: str) -> asyncio.StreamWriter:
    """Ask the web application for something, and never end."""
    host, _, port = listen.rpartition(":")
    _, slow = await asyncio.open_connection(host, int(port))
    slow.write(b"GET /healthz HTTP/1.1\r\n")
    await slow.drain()
    return slow


async def test_while_telegram_does_not_answer(copied: str, api: Api, bots: Bots) -> None:
    """What was being sent is in doubt, what had not begun goes out after the next start; nothing goes out twice."""
    listen = f"127.0.0.1:{free_port()}"
    bot = await bots.on_telegram(copied, api, web_listen=listen)
    await until(api.polled)
    slow = await asked_slowly(listen)
    await api.order("plan", kind="lost", method="sendMessage", times=2)
    for _ in range(3):
        for name in PEOPLE:
            await api.says(name, "/aide")
    await api.answers(6)
    assert await bot.stopped() < LEAVING
    slow.close()
    before = len(await api.sent())
    await bots.on_telegram(copied, api)
    await api.answers(3 * len(PEOPLE))
    await asyncio.sleep(2)
    answered = await api.answered()
    assert before < len(answered)
    assert (len(answered), set(answered.values())) == (3 * len(PEOPLE), {1})


@pytest.mark.parametrize("moment", [0.0, 0.5])
async def test_while_it_begins(copied: str, api: Api, bots: Bots, moment: float) -> None:
    """Also before it reached Telegram, which is away."""
    bot = await bots.on_telegram(copied, api, telegram_server=f"http://127.0.0.1:{free_port()}")
    await bot.logged("in service")
    await asyncio.sleep(moment)
    assert await bot.stopped() < LEAVING


@on_a_server
async def test_while_the_database_is_gone(copied: str, api: Api, bots: Bots, postgres: Server) -> None:
    """Nothing waits for its return."""
    bot = await bots.on_telegram(copied, api)
    await until(api.polled)
    name = copied.rpartition("/")[2]
    await asyncio.to_thread(postgres.say, f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false', "SELECT 1")
    await asyncio.to_thread(postgres.cut, name)
    await api.says("Anna", "/aide")
    await bot.logged("account lost")
    assert await bot.stopped() < LEAVING


async def on_matrix(copied: str, synapse: Synapse, gate: Gate, folder: Path, bots: Bots) -> tuple[Bot, str]:
    """Start a bot behind the gate; return it with its account."""
    user = synapse.register("concertbot").user
    settings = MatrixSettings(
        homeserver=gate.url,
        user=user,
        password=SecretStr(PASSWORD),
        pickle_key=SecretStr("a pickle key of tests"),
        inviters=("*:localhost",),
    )
    settings = await House(folder, settings, copied).logged_in()
    told = {
        "matrix_homeserver": gate.url,
        "matrix_user": user,
        "matrix_pickle_key": "a pickle key of tests",
        "matrix_store": str(settings.store),
        "matrix_inviters": "*:localhost",
    }
    return await bots.start(copied, platforms="matrix", **told), user


@on_files
async def test_while_the_homeserver_does_not_answer(
    copied: str, synapse: Synapse, gate: Gate, anna: MatrixPerson, bots: Bots, tmp_path: Path
) -> None:
    """The next start finds out what arrived: all is said once."""
    bot, user = await on_matrix(copied, synapse, gate, tmp_path, bots)
    await bot.logged("the homeserver link changed", link="working")
    rooms = [await anna.makes_room(user) for _ in range(3)]
    for room in rooms:
        await anna.sees_membership(room, user, "join")
        await anna.asks(room, "!aide")
    gate.pause = lambda request: 20.0 if "/send/" in request.path else 0.0
    number = gate.count("/send/")
    asked = [await anna.says(room, "!aide") for room in rooms for _ in range(2)]

    async def sending() -> bool:
        return gate.count("/send/") >= number + len(rooms)

    await until(sending)
    assert await bot.stopped() < LEAVING
    gate.pause = lambda _: 0.0
    await bots.start_with(bot.settings)
    answers = [await anna.hears_answer(one) for one in asked]
    await anna.look(1.0)
    assert len({one["event_id"] for one in answers}) == len(asked)
    mine = [one for one in anna.seen if one["sender"] == user and one["type"] == "m.room.message"]
    assert len(mine) == len(rooms) + len(asked)
