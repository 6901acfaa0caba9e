"""Two bots in one room: neither can make the other talk for ever."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from concertbot.adapters.matrix.opens import adapter
from concertbot.settings import ROOT, MatrixSettings, Settings, load
from conftest import furnish
from databases import Databases, on_files
from outages.in_service import Service, at_work
from outages.rig import until
from peers.bot_api import BotApi
from peers.matrix_bot import House
from peers.matrix_person import MatrixPerson
from peers.synapse import PASSWORD, Synapse

pytestmark = on_files
FOREIGN = ("/aide@concert_test_bot", "@concert_test_bot CPAS Ixelles", "/cherche@concert_test_bot", "1")


async def test_another_bot_in_a_telegram_group(on_telegram: Service, server: BotApi) -> None:
    """It may say our commands, name us and answer us: only people are answered."""
    await server.people.invites("Anna", "Bassin")
    server.world.privacy = False
    asked = await server.people.says("Anna", "/aide", "Bassin")
    await server.taken(asked["update"])

    async def answered() -> bool:
        return bool(server.sent())

    await until(answered, 10)
    ours = server.sent()[-1]["message_id"]
    for text in FOREIGN:
        said = await server.people.bot_says("Robot", text, "Bassin")
        answer = await server.people.bot_says("Robot", text, "Bassin", reply_to=ours)
        assert said["update"]
        await server.taken(answer["update"])
    await on_telegram.carrier.settle()
    await asyncio.sleep(0.5)
    assert len(server.sent()) == 1


@pytest.fixture
async def neighbour(databases: Databases, synapse: Synapse, tmp_path: Path) -> AsyncIterator[Service]:
    """Be another installation in service on the same homeserver."""
    database, folder = databases.filled(furnish), tmp_path / "neighbour"
    matrix = MatrixSettings(
        homeserver=synapse.url,
        user=synapse.register("neighbour").user,
        password=SecretStr(PASSWORD),
        pickle_key=SecretStr("another pickle key of tests"),
        inviters=("*:localhost",),
    )
    folder.mkdir()
    matrix = await House(folder, matrix, database).logged_in()
    settings = load(ROOT / "config", database).model_copy(update={"matrix": matrix})
    async with at_work(settings, adapter) as service:
        yield service


async def test_two_bots_in_a_matrix_room(on_matrix: Service, neighbour: Service, anna: MatrixPerson) -> None:
    """Each answers Anna; what one says, even our own command in so many words, the other leaves alone."""
    users = [one.reach.get(Settings).matrix.user for one in (on_matrix, neighbour)]
    room = await anna.makes_room(*users)
    for user in users:
        await anna.sees_membership(room, user, "join")
    await anna.says(room, "!aide")
    for user in users:
        await anna.hears(lambda one, user=user: one["sender"] == user and one["type"] == "m.room.message")  # type: ignore[misc]
    await on_matrix.writes(room, "!aide", f"{users[1]} CPAS Ixelles", lasts=timedelta(hours=1))
    await anna.hears(lambda one: "CPAS Ixelles" in str(one["content"].get("body", "")))
    await asyncio.sleep(2)
    await anna.look(1.0)
    said = [one["sender"] for one in anna.seen if one["type"] == "m.room.message" and one["sender"] in users]
    assert (said.count(users[0]), said.count(users[1])) == (3, 1)
