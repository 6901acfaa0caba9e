"""What happens to what is sent: every refusal of Telegram, and every way in which a request can be lost."""

import asyncio
import time
from dataclasses import replace

import pytest

from concertbot.chat.reply import Choice, Part, Reply
from concertbot.domain.port import (
    InDoubtError,
    Link,
    LostError,
    Mention,
    MovedError,
    Outgoing,
    SendError,
    UnreachableError,
)
from peers.bot_api import BotApi
from peers.telegram_bot import WIDE, Bot, Open

numbers = iter(range(1, 10_000))


async def anna_of(bot: Bot) -> str:
    """Return the address of somebody who has started the bot."""
    done = await bot.server.people.starts("Anna")
    await bot.server.taken(done["update"])
    await bot.idle()
    bot.server.world.sent.clear()
    return str(done["message"]["chat"]["id"])


def saying(person: str, *parts: Part, **more: object) -> Outgoing:
    """Return something to say directly."""
    reply = Reply(parts=parts or ("Bonjour <b>",), language="fr")
    return Outgoing(f"b{next(numbers)}", "telegram", reply, "fr", person=person, **more)  # type: ignore[arg-type]


def in_group(room: int | str, *parts: Part, **more: object) -> Outgoing:
    """Return something to say in a group."""
    return replace(saying("", *parts, **more), person=None, room=str(room))


async def test_it_returns_where_it_went(bot: Bot) -> None:
    """The id is of the chat and of the message, and never another's."""
    anna = await anna_of(bot)
    first, second = [await bot.telegram.send(saying(anna)) for _ in range(2)]
    assert first == f"{anna}/{bot.server.sent()[0]['message_id']}"
    assert first != second
    assert bot.server.sent()[0]["text"] == "Bonjour <b>"


FAULTS: list[tuple[str, type[Exception], float | None]] = [
    ("403:bot was blocked by the user", UnreachableError, None),
    ("403:user is deactivated", UnreachableError, None),
    ("403:bot was kicked from the supergroup chat", UnreachableError, None),
    ("400:chat not found", UnreachableError, None),
    ("400:some other thing", SendError, None),
    ("502", InDoubtError, None),
    ("500", InDoubtError, None),
    ("garbage", InDoubtError, None),
    ("cut", InDoubtError, None),
    ("flood", SendError, 7.0),
]


async def test_each_fault_has_its_meaning(bot: Bot) -> None:
    """What surely did not go out is told from what may have; nothing is tried again here."""
    anna = await anna_of(bot)
    before = bot.server.faults.requests["sendMessage"]
    for count, (fault, error, seconds) in enumerate(FAULTS, 1):
        bot.server.faults.plan(fault, "sendMessage", retry_after=7)
        with pytest.raises((SendError, InDoubtError)) as told:
            await bot.telegram.send(saying(anna))
        assert isinstance(told.value, error), fault
        assert getattr(told.value, "retry_after", None) == seconds, fault
        assert bot.server.faults.requests["sendMessage"] - before == count, fault
    assert bot.server.sent() == []


async def test_what_went_out_unseen_is_in_doubt(bot: Bot) -> None:
    """It arrived, but nobody here can know; Telegram cannot be asked either."""
    anna = await anna_of(bot)
    for count, fault in enumerate(("cut_after", "502_after", "lost"), 1):
        bot.server.faults.plan(fault, "sendMessage")
        outgoing = saying(anna)
        with pytest.raises(InDoubtError):
            await bot.telegram.send(outgoing)
        assert len(bot.server.sent()) == count, fault
        with pytest.raises(InDoubtError):
            await bot.telegram.find(outgoing)


async def test_a_server_that_is_down_got_nothing(bot: Bot) -> None:
    """It is worth another try soon."""
    anna = await anna_of(bot)
    await bot.server.stop()
    with pytest.raises(SendError) as told:
        await bot.telegram.send(saying(anna))
    assert told.value.retry_after


async def test_who_never_wrote_cannot_be_written_to(bot: Bot) -> None:
    """A bot cannot begin a conversation."""
    person = bot.server.world.person("Never")
    with pytest.raises(UnreachableError):
        await bot.telegram.send(saying(str(person.id)))
    with pytest.raises(UnreachableError):
        await bot.telegram.send(saying("123"))


async def test_a_group_that_moved(bot: Bot) -> None:
    """The new address is told."""
    await bot.server.people.invites("Anna", "Petit", "group")
    moved = await bot.server.people.migrates("Anna", "Petit")
    with pytest.raises(MovedError) as told:
        await bot.telegram.send(in_group(moved["old"]))
    assert told.value.address == str(moved["new"])


async def test_after_a_refused_token_nothing_is_asked(bot: Bot) -> None:
    """Until the token is accepted again, which is looked for slowly."""
    anna = await anna_of(bot)
    bot.server.faults.plan("401", "sendMessage")
    with pytest.raises(SendError) as told:
        await bot.telegram.send(saying(anna))
    assert told.value.retry_after == 300
    count = bot.server.faults.requests["sendMessage"]
    assert bot.telegram.status.link is Link.DENIED
    with pytest.raises(SendError):
        await bot.telegram.send(saying(anna))
    assert bot.server.faults.requests["sendMessage"] == count
    await bot.direct("Anna").says("/aide")  # an answer to getUpdates says that it is accepted
    assert await bot.telegram.send(saying(anna))


async def test_refused_markup_goes_as_plain_text(bot: Bot) -> None:
    """Once; it never happens with what the bot draws, but an answer must not be lost over it."""
    anna = await anna_of(bot)
    bot.server.faults.plan("400:can't parse entities: whatever", "sendMessage")
    await bot.telegram.send(saying(anna, "a < b & c"))
    assert bot.server.sent()[0]["text"] == "a < b & c"
    bot.server.faults.plan("400:can't parse entities: whatever", "sendMessage", times=2)
    with pytest.raises(SendError):
        await bot.telegram.send(saying(anna))


async def test_a_lost_question_is_answered_all_the_same(bot: Bot) -> None:
    """An answer points to its question, when that is still there and of this chat."""
    anna = await anna_of(bot)
    for question in (f"{anna}/11", f"{anna}/999", "-100/11", "callback-1", ""):
        await bot.telegram.send(saying(anna, in_reply_to=question))
    assert ["reply_to_message" in one for one in bot.server.sent()] == [True, False, False, False, False]


async def test_it_rings_only_when_it_must(bot: Bot) -> None:
    """In a group answers are quiet, what must ring rings and names people; directly every answer rings."""
    await bot.server.people.invites("Anna", "Bassin")
    room, anna = bot.server.world.group("Bassin").id, await anna_of(bot)
    loud = replace(in_group(room), mentions=(Mention(anna, "Anna <&>"), Mention("x", "Karim")))
    await bot.telegram.send(in_group(room))
    await bot.telegram.send(replace(loud, reply=replace(loud.reply, notify=True)))
    await bot.telegram.send(saying(anna))
    assert [one["_quiet"] for one in bot.server.sent()] == [True, False, False]
    called = bot.server.sent()[1]
    assert called["text"].startswith("Anna <&>, Karim\n\n")
    assert [one["user"]["first_name"] for one in called["entities"] if one["type"] == "text_mention"] == ["Anna"]


async def test_a_repetition_says_so(bot: Bot) -> None:
    """In the reader's language."""
    anna = await anna_of(bot)
    await bot.telegram.send(replace(saying(anna, "Demain"), again=True, language="nl"))
    assert bot.server.sent()[0]["text"] == "Misschien al ontvangen:\n\nDemain"


async def test_a_long_answer_is_several_messages(bot: Bot) -> None:
    """The first points to the question, the last has the buttons; a try that broke goes on where it stopped."""
    anna = await anna_of(bot)
    reply = Reply(parts=tuple(letter * 4000 for letter in "abc"), choices=(Choice("Oui", "!x", id="abcdefgh"),))
    outgoing = replace(saying(anna, in_reply_to=f"{anna}/11"), reply=reply)
    bot.server.faults.plan("flood", "sendMessage", retry_after=1, skip=1)
    with pytest.raises(SendError):
        await bot.telegram.send(outgoing)
    assert [one["text"][0] for one in bot.server.sent()] == ["a"]
    await asyncio.sleep(1.1)
    last = await bot.telegram.send(outgoing)
    sent = bot.server.sent()
    assert [one["text"][0] for one in sent] == ["a", "b", "c"]
    assert ["reply_to_message" in one for one in sent] == [True, False, False]
    assert ["reply_markup" in one for one in sent] == [False, False, True]
    assert last == f"{anna}/{sent[-1]['message_id']}"


async def test_a_repetition_goes_on_too(bot: Bot) -> None:
    """The line that says so stands before what is repeated; where there is no room, as a message of its own."""
    anna = await anna_of(bot)
    outgoing = replace(saying(anna), reply=Reply(parts=("a" * 4096, "b" * 4096, "c")))
    bot.server.faults.plan("502_after", "sendMessage", skip=1)
    with pytest.raises(InDoubtError):
        await bot.telegram.send(outgoing)
    bot.server.faults.plan("502", "sendMessage", skip=1)
    with pytest.raises(InDoubtError):
        await bot.telegram.send(replace(outgoing, again=True))
    await bot.telegram.send(replace(outgoing, again=True))
    assert [one["text"][:4] for one in bot.server.sent()] == ["aaaa", "bbbb", "Peut", "Peut", "bbbb", "c"]


async def test_an_edit_changes_the_message(bot: Bot) -> None:
    """The same again is fine; what is gone, or too long for one message, is lost."""
    anna = await anna_of(bot)
    sent = await bot.telegram.send(saying(anna, "un"))
    change = replace(saying(anna, "deux <&>"), edits=sent)
    assert await bot.telegram.send(change) == sent
    assert await bot.telegram.send(change) == sent
    assert [one["text"] for one in bot.server.sent()] == ["deux <&>"]
    for gone in (f"{anna}/999", "nothing", f"{anna}/11"):
        with pytest.raises(LostError):
            await bot.telegram.send(replace(change, edits=gone))
    with pytest.raises(LostError):
        await bot.telegram.send(replace(saying(anna, "x" * 5000), edits=sent))


async def test_a_deleted_message_is_gone(bot: Bot) -> None:
    """Once; the second time there is nothing to delete."""
    anna = await anna_of(bot)
    sent = await bot.telegram.send(saying(anna, "un"))
    assert await bot.telegram.send(replace(saying(anna), deletes=sent)) == sent
    assert bot.server.sent() == []
    with pytest.raises(LostError):
        await bot.telegram.send(replace(saying(anna), deletes=sent))


async def test_a_reaction_instead_of_words(bot: Bot) -> None:
    """An emoji that Telegram does not take as a reaction is said."""
    anna = await anna_of(bot)
    react = replace(saying(anna, in_reply_to=f"{anna}/11"), reply=Reply(reaction="👍"))
    assert await bot.telegram.send(react) == f"{anna}/11"
    assert bot.server.world.reactions[int(anna), 11] == [{"type": "emoji", "emoji": "👍"}]
    await bot.telegram.send(replace(react, reply=Reply(reaction="🦔")))
    assert [one["text"] for one in bot.server.sent()] == ["🦔"]


async def test_nothing_to_say_is_not_sent(bot: Bot) -> None:
    """A reply without a word that can be read."""
    anna = await anna_of(bot)
    with pytest.raises(SendError, match="nothing"):
        await bot.telegram.send(saying(anna, "\u200b\x00"))


async def test_a_chat_that_waits_holds_up_no_other(bot: Bot) -> None:
    """Telegram's own delay is for the chat that it was said to."""
    anna = await anna_of(bot)
    await bot.server.people.invites("Anna", "Bassin")
    room = bot.server.world.group("Bassin").id
    bot.server.faults.plan("flood", "sendMessage", chat=str(room), retry_after=1)
    with pytest.raises(SendError) as told:
        await bot.telegram.send(in_group(room))
    assert told.value.retry_after == 1
    count = bot.server.faults.requests["sendMessage"]
    with pytest.raises(SendError) as later:
        await bot.telegram.send(in_group(room))
    assert later.value.retry_after
    assert 0 < later.value.retry_after <= 1
    assert bot.server.faults.requests["sendMessage"] == count
    assert await bot.telegram.send(saying(anna))
    await asyncio.sleep(1.05)
    assert await bot.telegram.send(in_group(room))


async def test_a_flood_of_chats_pauses_all(bot: Bot) -> None:
    """When Telegram tells several chats to wait, it means the bot."""
    anna = await anna_of(bot)
    for number in range(3):
        await bot.server.people.invites("Anna", f"Bassin {number}")
        room = bot.server.world.group(f"Bassin {number}").id
        bot.server.faults.plan("flood", "sendMessage", chat=str(room), retry_after=1)
        with pytest.raises(SendError):
            await bot.telegram.send(in_group(room))
    with pytest.raises(SendError):
        await bot.telegram.send(saying(anna))
    await asyncio.sleep(1.05)
    assert await bot.telegram.send(saying(anna))


async def test_a_server_that_counts_is_content(server: BotApi, opened: Open) -> None:
    """With Telegram's limits enforced, a crowd is answered without one refusal; one chat does not wait for another."""
    server.sending.flood, server.sending.everywhere = True, 60  # on a busy machine two seconds may arrive as one
    limits = replace(WIDE, direct=((3, 3.0),), everywhere=((30, 1.0),))
    async with opened(server, limits) as bot:
        people = []
        for number in range(40):
            done = await server.people.starts(f"P{number}")
            people.append(str(done["message"]["chat"]["id"]))
        await server.taken(done["update"], 60)
        await bot.idle()
        await asyncio.sleep(1)
        begun = time.monotonic()
        await asyncio.gather(*(bot.telegram.send(saying(one)) for one in people[:10] for _ in range(2)))
        assert time.monotonic() - begun < 4
        await asyncio.gather(*(bot.telegram.send(saying(one)) for one in people[10:]))
    assert not server.faults.struck
    assert len(server.sent()) == 40 + 20 + 30
