"""Coming into rooms and out of them, and what was said meanwhile."""

from typing import Any

import pytest
from sqlalchemy import text

from concertbot.adapters.matrix.rooms import HIGHEST
from concertbot.chat.clock import Clock
from concertbot.chat.message import Kind
from concertbot.domain.database import Database
from concertbot.domain.invitations import issue_code
from conftest import furnish
from databases import Databases
from peers.matrix_bot import Bot, House, People
from peers.matrix_person import MatrixPerson

FOUND = "participant"
MISSED = 70


@pytest.fixture
async def anna(people: People) -> MatrixPerson:
    """Return somebody."""
    return await people.plain("anna")


@pytest.fixture
async def strict(house: House, anna: MatrixPerson) -> House:
    """Return a house whose bot only Anna may invite."""
    house.settings = house.settings.model_copy(update={"inviters": (anna.user,)})
    return house


async def came_in(anna: MatrixPerson, bot: Bot, **more: Any) -> str:
    """Return a new room in which the bot is."""
    room = await anna.makes_room(bot.user, **more)
    await anna.sees_membership(room, bot.user, "join")
    return room


async def test_the_first_start_replays_nothing(house: House, databases: Databases, anna: MatrixPerson) -> None:
    """What was said before the bot came, or before its first start, is not for it."""
    user = house.settings.user
    room = await anna.makes_room()
    await anna.says(room, "!aide")
    await anna.invites_to(room, user)
    async with house.bot():
        await anna.sees_membership(room, user, "join")
        await anna.hears_nothing(room, user)
        assert FOUND in (await anna.asks(room, "!aide"))["content"]["body"]
    house.database = databases.filled(furnish)
    await anna.says(room, "!aide")
    async with house.bot() as bot:
        await anna.hears_nothing(room, user)
        assert bot.heard == []
        assert FOUND in (await anna.asks(await came_in(anna, bot), "!aide"))["content"]["body"]


async def test_missed_messages_are_fetched(house: House, anna: MatrixPerson) -> None:
    """All that was said while the bot was away comes once and in order, however much it is."""
    async with house.bot() as bot:
        room = await came_in(anna, bot)
        await anna.asks(room, "!aide")
    said = [await anna.says(room, f"message {number}") for number in range(MISSED)]
    async with house.bot() as bot:
        await anna.asks(room, "!aide")
        heard = [message.id for message in bot.heard if message.text.startswith("message")]
    assert heard == said


async def test_who_may_invite(strict: House, anna: MatrixPerson, people: People) -> None:
    """Those in the settings; others are declined, unless they want to talk directly."""
    boris = await people.plain("boris")
    async with strict.bot() as bot:
        room = await came_in(anna, bot)
        entered = await bot.hears(Kind.ENTER)
        assert (entered.room, entered.sender) == (room, anna.user)
        declined = await boris.makes_room(bot.user)
        await boris.sees_membership(declined, bot.user, "leave")
        direct = await boris.makes_room(bot.user, is_direct=True)
        await boris.sees_membership(direct, bot.user, "join")
        assert FOUND in (await boris.asks(direct, "aide"))["content"]["body"]


async def test_a_room_that_only_seems_direct_is_left(strict: House, anna: MatrixPerson, people: People) -> None:
    """Nobody brings the bot into a room of several people by calling it direct."""
    boris = await people.plain("boris")
    async with strict.bot() as bot:
        room = await boris.makes_room(anna.user)
        await anna.joins(room)
        content = {"membership": "invite", "is_direct": True}
        await boris.ask("PUT", "rooms", room, "state", "m.room.member", bot.user, body=content)
        await bot.hears(Kind.ENTER)
        await boris.sees_membership(room, bot.user, "leave")
        grows = await boris.makes_room(bot.user, is_direct=True)
        await boris.sees_membership(grows, bot.user, "join")
        await boris.invites_to(grows, anna.user)
        await boris.sees_membership(grows, bot.user, "leave")


async def test_an_invitation_with_a_code(strict: House, people: People) -> None:
    """A code serves once."""
    boris = await people.plain("boris")
    async with strict.bot() as bot:
        async with bot.reach.get(Database).write() as session:
            code = await issue_code(session, bot.reach.get(Clock).now())
        for expected in ("join", "leave"):
            room = await boris.makes_room()
            await boris.invites_to(room, bot.user, reason=code.upper())
            await boris.sees_membership(room, bot.user, expected)


async def test_a_broken_database_of_codes_stops_nothing(
    strict: House, anna: MatrixPerson, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The invitation waits; the others are answered meanwhile."""
    monkeypatch.setattr("concertbot.adapters.matrix.invitations.TRY_AGAIN_AFTER", 1.0)
    boris = await people.plain("boris")
    async with strict.bot() as bot:
        database = bot.reach.get(Database)
        async with database.write() as session:
            code = await issue_code(session, bot.reach.get(Clock).now())
            await session.execute(text("ALTER TABLE invitation_code RENAME TO away"))
        room = await boris.makes_room()
        await boris.invites_to(room, bot.user, reason=code)
        await anna.asks(await came_in(anna, bot), "!aide")
        assert await boris.membership(room, bot.user) == "invite"
        async with database.write() as session:
            await session.execute(text("ALTER TABLE away RENAME TO invitation_code"))
        await boris.sees_membership(room, bot.user, "join")


async def test_an_invitation_from_while_the_bot_was_away(house: House, anna: MatrixPerson) -> None:
    """It waits."""
    async with house.bot() as bot:
        await came_in(anna, bot)
    room = await anna.makes_room(house.settings.user)
    async with house.bot() as bot:
        await anna.sees_membership(room, bot.user, "join")


async def test_put_out_and_invited_again(bot: Bot, anna: MatrixPerson) -> None:
    """Each is known; between them nothing is heard."""
    room = await came_in(anna, bot)
    await anna.asks(room, "!aide")
    await anna.kicks(room, bot.user)
    left = await bot.hears(Kind.LEAVE)
    assert (left.room, left.sender) == (room, anna.user)
    await anna.says(room, "!aide")
    await anna.invites_to(room, bot.user)
    await anna.sees_membership(room, bot.user, "join")
    assert FOUND in (await anna.asks(room, "!aide"))["content"]["body"]
    assert len([one for one in bot.heard if one.kind is Kind.ENTER]) == 2
    assert len([one for one in bot.heard if one.text == "!aide"]) == 2


async def test_a_room_that_moves(strict: House, anna: MatrixPerson) -> None:
    """The bot follows, and says where to."""
    async with strict.bot() as bot:
        room = await came_in(anna, bot, room_version="10")
        upgraded = await anna.ask("POST", "rooms", room, "upgrade", body={"new_version": "12"})
        new = upgraded["replacement_room"]
        moved = await bot.hears(Kind.MOVE)
        assert (moved.room, moved.text) == (room, new)
        await anna.look(0)
        await anna.invites_to(new, bot.user)
        await anna.sees_membership(new, bot.user, "join")
        assert FOUND in (await anna.asks(new, "!aide"))["content"]["body"]


@pytest.mark.parametrize(("version", "power"), [("11", 100), ("12", HIGHEST)])
async def test_who_made_a_room_stands_highest(bot: Bot, anna: MatrixPerson, version: str, power: int) -> None:
    """In newer rooms creators stand in no list of power levels."""
    room = await came_in(anna, bot, room_version=version)
    await anna.asks(room, "!aide")
    assert bot.adapter.power_of(room, anna.user) == power
    assert bot.adapter.power_of(room, bot.user) == 0
