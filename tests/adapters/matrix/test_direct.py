"""The direct conversation: plain words, forms, files, and who may be written to."""

import pytest

from concertbot.chat.message import Kind
from concertbot.chat.reply import Attachment, Reply
from concertbot.domain.port import Outgoing, UnreachableError
from peers.matrix_bot import Bot, House, People
from peers.matrix_person import MatrixPerson


@pytest.fixture
async def anna(people: People) -> MatrixPerson:
    """Return somebody."""
    return await people.plain("anna")


@pytest.fixture
async def room(bot: Bot, anna: MatrixPerson) -> str:
    """Return a direct conversation."""
    made = await anna.makes_room(bot.user, is_direct=True)
    await anna.sees_membership(made, bot.user, "join")
    return made


async def test_plain_words(bot: Bot, anna: MatrixPerson, room: str) -> None:
    """No command is needed; a number alone takes a choice of the last answer."""
    assert "CPAS d'Ixelles" in (await anna.asks(room, "CPAS Ixelles"))["content"]["body"]
    assert "CPAS d'Ixelles" in (await anna.asks(room, "1"))["content"]["body"]
    opened = [message for message in bot.heard if message.kind is Kind.OPEN]
    assert [message.sender for message in opened] == [anna.user]


async def test_a_room_of_three_is_no_direct_conversation(
    bot: Bot, anna: MatrixPerson, people: People, room: str
) -> None:
    """As soon as somebody else may read, the bot keeps to what is said to it."""
    boris = await people.plain("boris")
    await anna.invites_to(room, boris.user)
    await boris.joins(room)
    await anna.says(room, "CPAS Ixelles")
    await anna.hears_nothing(room, bot.user)


async def test_the_bot_writes_first(bot: Bot, anna: MatrixPerson) -> None:
    """It makes an encrypted conversation, and uses it again."""
    reply = Reply(parts=("Bonjour",), notify=True)
    await bot.adapter.send(Outgoing("k1", "matrix", reply, "fr", person=anna.user))
    await anna.look(1)
    (room,) = anna.invites
    await anna.joins(room)
    event = await anna.hears(lambda one: one["type"] == "m.room.encrypted")
    assert event["content"]["org.concertbot.key"] == "k1"
    assert "Bonjour" not in str(event)
    await bot.adapter.send(Outgoing("k2", "matrix", reply, "fr", person=anna.user))
    again = await anna.hears(lambda one: one["content"].get("org.concertbot.key") == "k2")
    assert again["room"] == room
    assert (await bot.hears(Kind.OPEN)).sender == anna.user


async def test_who_put_the_bot_out_is_not_written_to(house: House, anna: MatrixPerson) -> None:
    """Nor after a restart; until they write again."""
    hello = Outgoing("k1", "matrix", Reply(parts=("Bonjour",)), "fr", person=anna.user)
    async with house.bot() as bot:
        room = await anna.makes_room(bot.user, is_direct=True)
        await anna.sees_membership(room, bot.user, "join")
        await anna.asks(room, "!aide")
        await anna.kicks(room, bot.user)
        await bot.hears(Kind.CLOSE)
        with pytest.raises(UnreachableError):
            await bot.adapter.send(hello)
    async with house.bot() as bot:
        with pytest.raises(UnreachableError):
            await bot.adapter.send(hello)
        again = await anna.makes_room(bot.user, is_direct=True)
        await anna.sees_membership(again, bot.user, "join")
        await anna.asks(again, "!aide")
        await bot.adapter.send(hello)


async def test_who_left_cannot_be_written_to(bot: Bot, anna: MatrixPerson, room: str) -> None:
    """Leaving closes the conversation; the bot does not run after anybody."""
    await anna.asks(room, "!aide")
    await anna.leaves(room)
    await bot.hears(Kind.CLOSE)
    with pytest.raises(UnreachableError):
        await bot.adapter.send(Outgoing("k1", "matrix", Reply(parts=("Bonjour",)), "fr", person=anna.user))


async def test_a_file_in_and_a_picture_out(bot: Bot, anna: MatrixPerson, room: str) -> None:
    """What came is kept for whoever can use it; a picture carries its alternative text."""
    sent = await anna.sends_file(room, "notes.txt", b"some notes", "text/plain")
    assert "fichier" in (await anna.hears_answer(sent))["content"]["body"]
    (file,) = next(message.files for message in bot.heard if message.files)
    assert (file.name, file.media_type) == ("notes.txt", "text/plain")
    picture = await bot.carrier.keep_file(b"a picture")
    reply = Reply(parts=("Voici",), files=(Attachment("courbe.png", "image/png", picture, "Une courbe qui monte"),))
    await bot.adapter.send(Outgoing("k1", "matrix", reply, "fr", person=anna.user))
    event = await anna.hears(lambda one: one["content"].get("msgtype") == "m.image")
    assert (event["content"]["body"], event["content"]["filename"]) == ("Une courbe qui monte", "courbe.png")
    assert await anna.fetches(event["content"]) == b"a picture"


async def test_a_file_that_is_too_large(bot: Bot, anna: MatrixPerson, room: str) -> None:
    """It is not fetched, known as such by its missing path, and told."""
    content = {"msgtype": "m.file", "body": "film.mp4", "url": "mxc://localhost/none", "info": {"size": 21 * 2**20}}
    sent = await anna.sends(room, "m.room.message", content)
    message = await bot.hears(Kind.SAY)
    assert [file.path for file in message.files] == [""]
    assert "jusqu'à 20 Mo" in (await anna.hears_answer(sent))["content"]["body"]
