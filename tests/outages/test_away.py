"""The platform is away for half an hour: afterwards all is said, in order, but for what nobody needs any more."""

from datetime import timedelta

import pytest
from aiohttp import web

from concertbot.domain.port import Link
from concertbot.settings import Settings
from outages.in_service import Service
from outages.rig import until
from peers.bot_api import BotApi
from peers.gate import Gate
from peers.matrix_person import MatrixPerson

HALF_AN_HOUR = timedelta(minutes=30)
ROOMS = ("Bassin", "Canal")


def texts(server: BotApi, room: str) -> list[str]:
    """Return what was said in a group, the first line of each."""
    return [str(one["text"]).splitlines()[0] for one in server.sent(server.world.group(room).id)]


async def test_telegram_is_away(on_telegram: Service, server: BotApi) -> None:
    """What waited, what was asked meanwhile and what fell due goes out, each once, and each room's in its order."""
    for room in ROOMS:
        await server.people.invites("Anna", room)
    await until_taken(server)
    port = server.port
    await server.stop()
    await on_telegram.stands(Link.WAITING)
    before = {room: texts(server, room) for room in ROOMS}
    for room in ROOMS:
        address = str(server.world.group(room).id)
        await on_telegram.writes(address, "un", "deux")
        await on_telegram.writes(address, "dépassé", lasts=timedelta(minutes=29))
        await on_telegram.writes(address, "trois", lasts=timedelta(minutes=31))
    for _ in range(2):
        on_telegram.pass_time(HALF_AN_HOUR / 2)
        for room in ROOMS:
            await server.people.says("Anna", "/aide", room)
    await on_telegram.stands(Link.WAITING)
    assert {room: texts(server, room) for room in ROOMS} == before
    await server.start(port)
    await on_telegram.stands(Link.WORKING)
    on_telegram.pass_time(timedelta(seconds=6))

    async def said() -> bool:
        return all(len(texts(server, room)) >= len(before[room]) + 5 for room in ROOMS)

    await until(said, 20)
    await until_taken(server)
    for room in ROOMS:
        new = texts(server, room)[len(before[room]) :]
        assert [one for one in new if one in {"un", "deux", "dépassé", "trois"}] == ["un", "deux", "trois"]
        assert len(new) == 5
    asked = [one for one in server.sent() if "reply_to_message" in one]
    assert len({(one["chat"]["id"], one["reply_to_message"]["message_id"]) for one in asked}) == len(asked) == 4


async def until_taken(server: BotApi) -> None:
    """Wait until the bot has taken all."""

    async def taken() -> bool:
        return not server.world.updates

    await until(taken, 20)


@pytest.mark.parametrize("status", [502, 503])
async def test_the_homeserver_is_away(on_matrix: Service, gate: Gate, anna: MatrixPerson, status: int) -> None:
    """The same on Matrix, where the line to the homeserver breaks at its gate."""
    user = on_matrix.reach.get(Settings).matrix.user
    rooms = [await anna.makes_room(user) for _ in ROOMS]
    for room in rooms:
        await anna.sees_membership(room, user, "join")
        await anna.asks(room, "!aide")
    gate.before = lambda _: web.Response(status=status)
    await on_matrix.stands(Link.WAITING, 40)
    for room in rooms:
        await on_matrix.writes(room, "un", "deux")
        await on_matrix.writes(room, "dépassé", lasts=timedelta(minutes=29))
        await on_matrix.writes(room, "trois", lasts=timedelta(minutes=31))
    asked = {room: [await anna.says(room, "!aide") for _ in range(2)] for room in rooms}
    on_matrix.pass_time(HALF_AN_HOUR)
    await anna.look(0.5)
    count = len(anna.seen)
    gate.before = lambda _: None
    await on_matrix.stands(Link.WORKING, 40)
    on_matrix.pass_time(timedelta(seconds=30))

    def new(room: str) -> list[str]:
        mine = [one for one in anna.seen[count:] if one["room"] == room and one["sender"] == user]
        return [str(one["content"].get("body", "")) for one in mine if one["type"] == "m.room.message"]

    async def said() -> bool:
        on_matrix.pass_time(timedelta(seconds=2))
        await anna.look(0.2)
        return all(len(new(room)) >= 5 for room in rooms)

    await until(said, 40)
    await anna.look(1.0)
    for room in rooms:
        assert [one for one in new(room) if one in {"un", "deux", "dépassé", "trois"}] == ["un", "deux", "trois"]
        assert len(new(room)) == 3 + len(asked[room])
