"""What is for the bot, and what somebody said to it."""

import pytest

from concertbot.adapters.matrix.addressing import unmentioned, unquoted
from concertbot.adapters.matrix.html import blocks, html_of, plain_of
from concertbot.adapters.matrix.known import Relation, relation_of
from concertbot.adapters.matrix.rooms import Room, Rooms
from concertbot.adapters.matrix.splitting import BYTES, split
from concertbot.adapters.matrix.wire import Json
from concertbot.chat.reply import Reply

ME, NAME = "@concertbot:example.org", "Concertbot"
RUNG = {"m.mentions": {"user_ids": [ME]}}


@pytest.mark.parametrize(
    ("body", "content", "expected"),
    [
        ("Concertbot: aide", RUNG, ("aide", True)),
        ("dis, @concertbot, aide", RUNG, ("dis, aide", True)),
        ("aide", RUNG, ("aide", True)),
        ("concertbot, aide", {}, ("aide", True)),
        ("@concertbot: aide", {}, ("aide", True)),
        (f"{ME} aide", {}, ("aide", True)),
        ("concertbot aide", {}, ("concertbot aide", False)),
        ("concertbots: aide", {}, ("concertbots: aide", False)),
        ("hier concertbot: rien", {}, ("hier concertbot: rien", False)),
        ("aide", {"m.mentions": "nonsense"}, ("aide", False)),
        ("aide", {"m.mentions": {"user_ids": ME}}, ("aide", False)),
    ],
)
def test_the_bots_name(body: str, content: Json, expected: tuple[str, bool]) -> None:
    """It goes from the words; alone it counts only as a form of address."""
    assert unmentioned(body, content, ME, NAME) == expected


def test_a_quotation_goes() -> None:
    """Of older clients, and only at the beginning."""
    assert unquoted("> <@a:b> one\n> two\n\nthree\n> four") == "three\n> four"
    assert unquoted("no > quotation") == "no > quotation"


@pytest.mark.parametrize(
    "related", [None, "x", 3, [], {"m.in_reply_to": "x"}, {"rel_type": None, "event_id": None}, {"key": None}]
)
def test_nonsense_relates_to_nothing(related: object) -> None:
    """People's clients send anything."""
    assert relation_of({"m.relates_to": related}) == Relation()


def member(room: Room, user: str, membership: str) -> None:
    """Let somebody come or go."""
    room.apply({"type": "m.room.member", "state_key": user, "content": {"membership": membership}})


def test_which_rooms_are_direct() -> None:
    """Two people without a name for the room, or a room that the account lists; never three."""
    rooms = Rooms(ME)
    room = rooms.get("!a")
    member(room, ME, "join")
    member(room, "@anna:x", "join")
    assert rooms.partner(room) == "@anna:x"
    room.apply({"type": "m.room.name", "state_key": "", "content": {"name": "CT2"}})
    assert rooms.partner(room) is None
    rooms.take_account_data([{"type": "m.direct", "content": {"@anna:x": ["!a"], "@boris:x": "nonsense"}}])
    assert rooms.partner(room) == "@anna:x"
    assert rooms.direct_of("@anna:x") is room
    member(room, "@boris:x", "invite")
    assert rooms.partner(room) is None
    member(room, "@boris:x", "leave")
    member(room, "@anna:x", "leave")
    assert rooms.partner(room) == "@anna:x"
    assert rooms.direct_of("@anna:x") is None


def test_power_levels() -> None:
    """As lists and defaults say, whatever stands there."""
    room = Room("!a")
    room.apply({"type": "m.room.create", "state_key": "", "sender": "@anna:x", "content": {"room_version": "11"}})
    assert (room.power_of("@anna:x"), room.power_of("@boris:x")) == (100, 0)
    levels = {"users": {"@boris:x": "50", "@clara:x": []}, "users_default": 10}
    room.apply({"type": "m.room.power_levels", "state_key": "", "content": levels})
    assert [room.power_of(f"@{name}:x") for name in ("anna", "boris", "clara", "dina")] == [10, 50, 0, 10]


@pytest.mark.parametrize("text", ["x" * 100_000, "é\n" * 40_000, "<&>" * 30_000, "\U0001f600" * 30_000, ""])
def test_nothing_is_lost_in_splitting(text: str) -> None:
    """Each piece fits, and together they are the whole."""
    pieces = split(blocks(Reply(parts=(text,))))
    assert "".join(plain_of(piece) for piece in pieces).replace("\n", "") == text.replace("\n", "")
    assert all(len((plain_of(piece) + html_of(piece)).encode()) <= BYTES + 100 for piece in pieces)
