"""What the adapter hands over, and what it passes over."""

import pytest

from concertbot.chat.message import Kind
from peers.bot_api_world import Json
from peers.telegram_bot import Bot

BOT = "@concert_test_bot"


async def taken(bot: Bot, done: Json) -> None:
    """Wait until the bot has taken what somebody did."""
    assert done["update"]
    await bot.server.taken(done["update"])


async def test_a_direct_message(bot: Bot) -> None:
    """It has its sender, and no room."""
    await bot.direct("Anna").says("bonjour")
    (heard,) = bot.heard
    assert (heard.kind, heard.room, heard.text, heard.sender_name) == (Kind.SAY, None, "bonjour", "Anna")
    assert heard.id == f"{heard.sender}/11"
    assert heard.at.tzinfo
    assert not heard.anonymous


async def test_the_bots_name_is_taken_out(bot: Bot) -> None:
    """A mention and a command with the bot's name are for the bot; the name is not part of what is said."""
    await bot.server.people.invites("Anna", "Bassin")
    anna = bot.group("Bassin", "Anna")
    for text in [f"{BOT} psy ado", f"salut {BOT.upper()}, ça va", f"/cherche{BOT} psy", f"psy{BOT}"]:
        await anna.says(text)
    said = [(one.text, one.mentioned) for one in bot.heard if one.kind is Kind.SAY]
    assert said == [("psy ado", True), ("salut ça va", True), ("/cherche psy", True), (f"psy{BOT}", False)]
    assert {one.room for one in bot.heard} == {str(anna.chat.id)}


async def test_a_reply_to_the_bot_is_for_the_bot(bot: Bot) -> None:
    """A reply to somebody else is not."""
    bot.server.world.privacy = False
    await bot.server.people.invites("Anna", "Bassin")
    anna = bot.group("Bassin", "Anna")
    answer = await anna.asks("/aide")
    await anna.says("merci", reply_to=answer.id)
    own = bot.heard[-1]
    assert own.mentioned
    assert own.refers_to == f"{anna.chat.id}/{answer.id}"
    await anna.says("moi aussi", reply_to=answer.id - 1)
    assert not bot.heard[-1].mentioned


async def test_a_deep_link_is_a_press(bot: Bot) -> None:
    """`/start` with a payload is the choice that the link was made of; without one it is said."""
    anna = bot.direct("Anna")
    await anna.starts("Ab3_-xyz")
    await anna.starts()
    pressed, started = bot.heard
    assert (pressed.kind, pressed.choice, pressed.text) == (Kind.PRESS, "Ab3_-xyz", "")
    assert (started.kind, started.text) == (Kind.SAY, "/start")


async def test_an_edit_refers_to_what_it_changes(bot: Bot) -> None:
    """It has an id of its own."""
    anna = bot.direct("Anna")
    await anna.says("CPAS Ixelles")
    (answer,) = await anna.edits(11, "CPAS Uccle")
    assert "Uccle" in answer.text
    edit = bot.heard[-1]
    assert (edit.kind, edit.refers_to, edit.text) == (Kind.EDIT, bot.heard[0].id, "CPAS Uccle")
    assert edit.id.startswith("u")


async def test_a_topic_is_answered_in_the_topic(bot: Bot) -> None:
    """What is said in a topic seems to answer its beginning, which is no reply; General has no thread."""
    await bot.server.people.invites("Anna", "Bassin", forum=True)
    topic = await bot.server.people.opens_topic("Anna", "Bassin", "Logement")
    answer = await bot.group("Bassin", "Anna", topic).asks("/aide")
    assert answer.message["message_thread_id"] == topic
    assert (bot.heard[-1].thread, bot.heard[-1].refers_to) == (str(topic), "")
    general = await bot.group("Bassin", "Anna").asks("/aide")
    assert "message_thread_id" not in general.message
    chat = bot.server.world.group("Bassin")
    chat.closed_topics.add(topic)
    elsewhere = await bot.group("Bassin", "Anna", topic).asks("/aide")
    assert "message_thread_id" not in elsewhere.message


async def test_groups_come_go_and_move(bot: Bot) -> None:
    """The bot is told when it enters and leaves, and when a group becomes a supergroup."""
    people = bot.server.people
    await taken(bot, await people.invites("Anna", "Petit", "group"))
    moved = await people.migrates("Anna", "Petit")
    await taken(bot, moved)
    await taken(bot, await people.kicks("Anna", "Petit"))
    old, new = str(moved["old"]), str(moved["new"])
    kinds = [(one.kind, one.room, one.text) for one in bot.heard]
    assert kinds == [
        (Kind.ENTER, old, ""),
        (Kind.MOVE, old, new),
        (Kind.MOVE, old, new),
        (Kind.LEAVE, new, ""),
    ]
    assert bot.heard[0].sender_name == "Anna"
    assert len({one.id for one in bot.heard}) == 4


async def test_a_block_is_heard(bot: Bot) -> None:
    """Whoever blocks the bot cannot be written to, until they unblock it."""
    await bot.direct("Anna").says("bonjour")
    await taken(bot, await bot.server.people.blocks("Anna"))
    await taken(bot, await bot.server.people.unblocks("Anna"))
    assert [one.kind for one in bot.heard[1:]] == [Kind.CLOSE, Kind.OPEN]
    assert all(one.room is None for one in bot.heard)


async def test_who_speaks_as_a_group_is_nobody(bot: Bot) -> None:
    """Anonymous admins and channels have no person: they are the room, without a name."""
    await bot.server.people.invites("Anna", "Bassin")
    await taken(bot, await bot.server.people.anonymous("Bassin", "/aide"))
    await taken(bot, await bot.server.people.as_channel("Bassin", "/aide"))
    room = str(bot.server.world.group("Bassin").id)
    for heard in bot.heard[1:]:
        assert (heard.anonymous, heard.sender, heard.sender_name, heard.room) == (True, room, "", room)


async def test_what_nobody_says_is_passed_over(bot: Bot) -> None:
    """Other bots, forwards, what a channel posts by itself, notices, and commands for others are not handed over."""
    bot.server.world.privacy = False
    people = bot.server.people
    await taken(bot, await people.invites("Anna", "Bassin"))
    before = len(bot.heard)
    anna = bot.server.world.person("Anna").json()
    via = {"id": 99, "is_bot": True, "first_name": "Inline", "username": "inline_bot"}
    chat = bot.server.world.group("Bassin")
    for done in [
        await people.bot_says("Autre", f"/aide{BOT}", "Bassin"),
        await people.bot_says("Autre", f"{BOT} psy", "Bassin"),
        await people.forwards("Anna", f"/aide{BOT}", "Bassin"),
        await people.forwards("Anna", "psy ado", ""),
        await people.as_channel("Bassin", f"{BOT} nouvelles", automatic=True),
        await people.says("Anna", "/aide@autre_bot", "Bassin"),
        await people.says("Anna", "/aide", "Bassin", via_bot=via),
        await people.posts(chat, anna, new_chat_title="Autre nom"),
        await people.posts(chat, anna, left_chat_member=anna),
        await people.posts(chat, anna, pinned_message={"message_id": 1, "chat": chat.json(), "date": 0}),
    ]:
        await taken(bot, done)
    assert len(bot.heard) == before
    assert bot.server.sent() == []


async def test_two_bots_cannot_loop(bot: Bot) -> None:
    """Another bot that answers every word of this one gets no answer."""
    bot.server.world.privacy = False
    await bot.server.people.invites("Anna", "Bassin")
    answer = await bot.group("Bassin", "Anna").asks("/aide")
    for _ in range(3):
        done = await bot.server.people.bot_says("Autre", f"{BOT} CPAS", "Bassin", reply_to=answer.id)
        await taken(bot, done)
    assert len(bot.server.sent()) == 1


@pytest.mark.parametrize("what", [{"sticker": {}}, {"location": {"latitude": 50.8, "longitude": 4.3}}])
async def test_what_is_no_text_is_answered_directly(bot: Bot, what: Json) -> None:
    """Who sends a sticker or a place directly is told that it cannot be read; in a group nobody minds."""
    more = {"file_id": "x", "file_unique_id": "x", "type": "regular", "width": 1, "height": 1}
    flags = {"is_animated": False, "is_video": False}
    what = {"sticker": more | flags} if "sticker" in what else what
    person = bot.server.world.person("Anna")
    person.started = True
    await taken(bot, await bot.server.people.posts(bot.server.world.direct(person), person.json(), **what))
    await bot.idle()
    assert len(bot.server.sent()) == 1


async def test_nobody_can_write_what_cannot_be_kept(bot: Bot) -> None:
    """Half characters, control characters and more, in names, files and presses, stop nothing."""
    nasty = "A\ud83d\x00\u202e\nnna"
    person = bot.server.world.person("Anna")
    person.started, person.name = True, nasty
    chat = bot.server.world.direct(person)
    await bot.server.people.posts(chat, person.json(), text=f"CPAS {nasty}")
    told = bot.server.world.keep_file(b"x", nasty, nasty)
    document = {**told, "file_name": nasty, "mime_type": nasty}
    await bot.server.people.posts(chat, person.json(), caption=nasty, document=document)
    await taken(bot, await bot.server.people.presses(nasty, 11, nasty))
    await bot.idle()
    assert {one.sender_name for one in bot.heard} == {"A nna"}
    assert bot.heard[1].files[0].name == "A\nnna"
    assert bot.heard[2].choice == "-"
    assert "fermé" in bot.server.sent()[-1]["text"]


async def test_a_press_without_its_message(bot: Bot) -> None:
    """Under a message that Telegram does not show any more a button still works; a closed one says so."""
    anna = bot.direct("Anna")
    answer = await anna.asks("CPAS Ixelles")
    old = await bot.server.people.presses("Anna", answer.id, answer.choice(answer.labels[0]), old=True)
    await taken(bot, old)
    closed = await bot.server.people.presses("Anna", answer.id, "nobody-00")
    await taken(bot, closed)
    await bot.idle()
    assert "Ixelles" in bot.server.sent()[1]["text"]
    assert "fermé" in bot.server.sent()[2]["text"]
    assert {old["query"], closed["query"]} == set(bot.server.world.answered)
