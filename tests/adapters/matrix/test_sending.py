"""What the bot's messages look like to a client."""

import pytest

from concertbot.chat.message import Kind
from concertbot.chat.reply import Attachment, Card, Choice, Line, Reply
from concertbot.domain.port import LostError, Mention, MovedError, Outgoing
from peers.matrix_bot import Bot, People
from peers.matrix_person import Json, MatrixPerson


@pytest.fixture
async def anna(people: People) -> MatrixPerson:
    """Return somebody."""
    return await people.plain("anna")


@pytest.fixture
async def room(bot: Bot, anna: MatrixPerson) -> str:
    """Return a room in which the bot is."""
    made = await anna.makes_room(bot.user, room_version="10")
    await anna.sees_membership(made, bot.user, "join")
    await anna.asks(made, "!aide")
    return made


async def sent(bot: Bot, anna: MatrixPerson, outgoing: Outgoing) -> Json:
    """Send a message, and return it as somebody's client sees it."""
    event = await bot.adapter.send(outgoing)
    return await anna.hears(lambda one: one["event_id"] == event)


def to(room: str, reply: Reply, key: str = "k1", **more: object) -> Outgoing:
    """Return a message to a room."""
    return Outgoing(key, "matrix", reply, "fr", room=room, **more)  # type: ignore[arg-type]


async def test_what_must_ring(bot: Bot, anna: MatrixPerson, room: str) -> None:
    """A plain message that mentions people, with their names as pills; `@room` in it rings nobody."""
    who = (Mention(anna.user, "Anna <3"),)
    event = await sent(bot, anna, to(room, Reply(parts=("Demain, @room",), notify=True), mentions=who))
    content = event["content"]
    assert content["msgtype"] == "m.text"
    assert content["m.mentions"] == {"user_ids": [anna.user]}
    assert content["body"] == "Anna <3\n\nDemain, @room"
    assert f'<a href="https://matrix.to/#/{anna.user}">Anna &lt;3</a>' in content["formatted_body"]


async def test_a_card_with_a_link(bot: Bot, anna: MatrixPerson, room: str) -> None:
    """Only web addresses become links."""
    cards = (
        Card("Un <lieu>", (Line("1 & 2", "adresse"),), 1, "https://example.org/?a=1&b=2"),
        Card("Deux", link="javascript:alert(1)"),
    )
    html = (await sent(bot, anna, to(room, Reply(parts=cards, language="fr"))))["content"]["formatted_body"]
    assert '<a href="https://example.org/?a=1&amp;b=2">1. Un &lt;lieu&gt;</a>' in html
    assert "<em>adresse : </em>1 &amp; 2" in html
    assert "javascript" not in html


async def test_a_live_card(bot: Bot, anna: MatrixPerson, room: str) -> None:
    """It is edited, and goes."""
    first = await sent(bot, anna, to(room, Reply(parts=("2 présences",))))
    edit = await sent(bot, anna, to(room, Reply(parts=("3 présences",)), "k2", edits=first["event_id"]))
    assert edit["content"]["m.new_content"]["body"] == "3 présences"
    assert edit["content"]["m.relates_to"] == {"rel_type": "m.replace", "event_id": first["event_id"]}
    await bot.adapter.send(to(room, Reply(), "k3", deletes=first["event_id"]))
    gone = await anna.ask("GET", "rooms", room, "event", first["event_id"])
    assert gone["content"] == {}
    with pytest.raises(LostError):
        await bot.adapter.send(to(room, Reply(), "k4", deletes="$never"))


async def test_a_reaction_instead_of_words(bot: Bot, anna: MatrixPerson, room: str) -> None:
    """An emoji on what was said, once however often it is sent."""
    asked = await anna.says(room, "#décision on se revoit")
    reply = Reply(reaction="✅")
    event = await sent(bot, anna, to(room, reply, in_reply_to=asked))
    assert event["content"]["m.relates_to"] == {"rel_type": "m.annotation", "event_id": asked, "key": "✅"}
    assert await bot.adapter.send(to(room, reply, in_reply_to=asked)) == event["event_id"]


async def test_choices_in_private(bot: Bot, anna: MatrixPerson, room: str) -> None:
    """What is said in private alone has no reaction; the text tells where to write."""
    choices = (Choice("Mon avis", "!avis", private=True), Choice("Aide", "!aide"))
    event = await sent(bot, anna, to(room, Reply(parts=("Et vous ?",), choices=choices)))
    body = event["content"]["body"]
    assert "1. Mon avis (en privé)\n2. Aide" in body
    assert f"https://matrix.to/#/{bot.user}" in body
    await anna.hears(lambda one: one["type"] == "m.reaction")
    await anna.look(0.3)
    offered = [one["content"]["m.relates_to"] for one in anna.seen if one["type"] == "m.reaction"]
    assert [one["key"] for one in offered if one["event_id"] == event["event_id"]] == ["2️⃣"]


@pytest.mark.parametrize("encrypted", [False, True])
async def test_a_very_long_message(bot: Bot, anna: MatrixPerson, *, encrypted: bool) -> None:
    """It comes whole and in order, in as many events as it needs."""
    room = await anna.makes_room(bot.user, encrypted=encrypted)
    await anna.sees_membership(room, bot.user, "join")
    await anna.says(room, "!aide")
    await anna.hears(lambda one: one["room"] == room and "org.concertbot.key" in one["content"])
    parts = tuple(f"{number} " + "<é&\\>\n" * 700 for number in range(6))
    first = await sent(bot, anna, to(room, Reply(parts=parts)))
    await anna.look(0.5)
    events = [one for one in anna.seen if str(one["content"].get("org.concertbot.key", "")).startswith("k1")]
    assert events[0] == first
    assert len(events) > 3
    if not encrypted:
        body = "".join(one["content"]["body"] for one in events)
        assert [number for number in "012345" if f"{number} <é" in body] == list("012345")
        assert body.count("é") == 6 * 700


async def test_a_message_that_may_have_come_already(bot: Bot, anna: MatrixPerson, room: str) -> None:
    """It says so."""
    event = await sent(bot, anna, to(room, Reply(parts=("Rappel",)), again=True))
    assert event["content"]["body"].startswith("(Vous avez peut-être déjà reçu ce message.)")


async def test_a_file_that_the_homeserver_does_not_take(bot: Bot, anna: MatrixPerson, room: str) -> None:
    """A sentence stands in its place."""
    path = await bot.carrier.keep_file(bytes(22 * 2**20))
    file = Attachment("film.mp4", "video/mp4", path)
    event = await sent(bot, anna, to(room, Reply(files=(file,))))
    assert "film.mp4" in event["content"]["body"]
    assert event["content"]["msgtype"] == "m.notice"


async def test_a_room_that_moved(bot: Bot, anna: MatrixPerson, room: str) -> None:
    """The new address is told to whoever sends."""
    new = (await anna.ask("POST", "rooms", room, "upgrade", body={"new_version": "12"}))["replacement_room"]
    await bot.hears(Kind.MOVE)
    with pytest.raises(MovedError) as caught:
        await bot.adapter.send(to(room, Reply(parts=("Bonjour",))))
    assert caught.value.address == new
