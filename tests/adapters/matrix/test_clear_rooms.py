"""Talking to the bot in rooms without encryption: by prefix, mention, reply, and in threads."""

from typing import Any

import pytest

from concertbot.chat.message import Kind
from peers.matrix_bot import Bot, People
from peers.matrix_person import MatrixPerson

LOOKUP = "CPAS Ixelles"
FOUND = "CPAS d'Ixelles"


@pytest.fixture
async def anna(people: People) -> MatrixPerson:
    """Return somebody."""
    return await people.plain("anna")


@pytest.fixture
async def room(bot: Bot, anna: MatrixPerson) -> str:
    """Return a room in which the bot is."""
    made = await anna.makes_room(bot.user)
    await anna.sees_membership(made, bot.user, "join")
    return made


def body(event: dict[str, Any]) -> str:
    """Return the words of an event."""
    return str(event["content"]["body"])


async def test_a_lookup_by_prefix(bot: Bot, anna: MatrixPerson, room: str) -> None:
    """The answer is a notice that rings nobody, in words and as HTML, and answers the question."""
    answer = await anna.asks(room, f"!cherche {LOOKUP}")
    content = answer["content"]
    assert answer["sender"] == bot.user
    assert content["msgtype"] == "m.notice"
    assert content["m.mentions"] == {}
    assert FOUND in content["body"]
    assert "<strong>" in content["formatted_body"]
    assert "rel_type" not in content["m.relates_to"]


async def test_a_lookup_by_mention(bot: Bot, anna: MatrixPerson, room: str) -> None:
    """A pill, and the name typed before the question."""
    pill = await anna.asks(room, f"Concertbot {LOOKUP}", **{"m.mentions": {"user_ids": [bot.user]}})
    assert FOUND in body(pill)
    assert FOUND in body(await anna.asks(room, f"concertbot: {LOOKUP}"))
    assert FOUND in body(await anna.asks(room, f"{bot.user} {LOOKUP}"))


async def test_a_lookup_by_reply(anna: MatrixPerson, room: str) -> None:
    """A reply to the bot is for the bot, with or without an older client's quotation; one to a person is not."""
    first = await anna.asks(room, "!aide")
    replied = await anna.answers(room, first["event_id"], f"> <@bot:x> quoted\n> words\n\n{LOOKUP}")
    assert FOUND in body(await anna.hears_answer(replied))


async def test_talk_is_not_answered(bot: Bot, anna: MatrixPerson, room: str) -> None:
    """Neither plain talk, nor a reply to a person, nor a notice, nor the bot's name within a sentence."""
    said = await anna.says(room, LOOKUP)
    await anna.answers(room, said, LOOKUP)
    await anna.says(room, f"!cherche {LOOKUP}", msgtype="m.notice")
    await anna.says(room, f"hier concertbot a trouvé {LOOKUP}")
    await anna.hears_nothing(room, bot.user)


async def test_answers_in_the_thread_of_the_question(anna: MatrixPerson, room: str) -> None:
    """In a thread the answer stays there; a number after the bot's message takes its choice."""
    root = await anna.says(room, "notre cas de ce matin")
    thread = {"rel_type": "m.thread", "event_id": root}
    falling_back = {**thread, "is_falling_back": True, "m.in_reply_to": {"event_id": root}}
    answer = await anna.asks(room, f"!cherche {LOOKUP}", **{"m.relates_to": falling_back})
    related = answer["content"]["m.relates_to"]
    assert (related["rel_type"], related["event_id"], related["is_falling_back"]) == ("m.thread", root, False)
    after = {**falling_back, "m.in_reply_to": {"event_id": answer["event_id"]}}
    shown = await anna.asks(room, "1", **{"m.relates_to": after})
    assert shown["content"]["m.relates_to"]["event_id"] == root
    assert FOUND in body(shown)


async def test_a_form(anna: MatrixPerson, room: str) -> None:
    """What is missing is asked for, and the next words of the same person are the answer."""
    assert "Que cherchez-vous" in body(await anna.asks(room, "!cherche"))
    assert FOUND in body(await anna.asks(room, LOOKUP))


async def test_a_choice_by_number_and_by_reaction(bot: Bot, anna: MatrixPerson, room: str) -> None:
    """Choices stand numbered in the text, and the bot's reactions wait to be pressed."""
    found = await anna.asks(room, f"!cherche {LOOKUP}")
    assert "\n1. Détails 1" in body(found)
    assert "réagissez avec le numéro" in body(found)
    seed = await anna.hears(lambda one: one["type"] == "m.reaction" and one["sender"] == bot.user)
    assert seed["content"]["m.relates_to"] == {
        "rel_type": "m.annotation",
        "event_id": found["event_id"],
        "key": "1️⃣",
    }
    by_number = await anna.answers(room, found["event_id"], "1")
    assert FOUND in body(await anna.hears_answer(by_number))
    by_reaction = await anna.reacts(room, found["event_id"], "1️⃣")
    assert FOUND in body(await anna.hears_answer(by_reaction))


async def test_an_edited_question_edits_its_answer(anna: MatrixPerson, room: str) -> None:
    """The bot's message takes the new form; somebody else's edit changes nothing."""
    asked = await anna.says(room, f"!cherche {LOOKUP}")
    answer = await anna.hears_answer(asked)
    await anna.edits(room, asked, "!cherche CPAS Uccle")
    edit = await anna.hears(
        lambda one: one["content"].get("m.relates_to", {}).get("rel_type") == "m.replace" and one["sender"] != anna.user
    )
    assert edit["content"]["m.relates_to"]["event_id"] == answer["event_id"]
    assert "CPAS d'Uccle" in edit["content"]["m.new_content"]["body"]
    assert "m.relates_to" not in edit["content"]["m.new_content"]


async def test_an_edit_by_somebody_else_is_nothing(bot: Bot, anna: MatrixPerson, people: People, room: str) -> None:
    """Only who said it can change it."""
    asked = await anna.says(room, f"!cherche {LOOKUP}")
    await anna.hears_answer(asked)
    boris = await people.plain("boris")
    await anna.invites_to(room, boris.user)
    await boris.joins(room)
    await boris.edits(room, asked, "!cherche CPAS Uccle")
    await anna.hears_nothing(room, bot.user)


async def test_a_redaction_takes_the_answer_back(bot: Bot, anna: MatrixPerson, room: str) -> None:
    """Deleting is passed on; what was answered goes too, and nothing is said about it."""
    asked = await anna.says(room, f"!cherche {LOOKUP}")
    answer = await anna.hears_answer(asked)
    await anna.deletes(room, asked)
    await anna.hears(lambda one: one.get("redacts") == answer["event_id"] and one["sender"] == bot.user)
    await anna.hears_nothing(room, bot.user)
    deleted = await bot.hears(Kind.DELETE)
    assert (deleted.refers_to, deleted.sender, deleted.room) == (asked, anna.user, room)


async def test_the_crisis_answer(anna: MatrixPerson, room: str) -> None:
    """It comes at once, the number first."""
    assert "0800 32 123" in body(await anna.asks(room, "!cherche je vais me tuer ce soir"))


async def test_words_of_people_never_become_markup(anna: MatrixPerson, room: str) -> None:
    """What somebody said comes back as words."""
    content = (await anna.asks(room, "!planter <b>@room</b> <img src=x>"))["content"]
    answer = (await anna.asks(room, "!aide <b>@room</b>"))["content"]
    for one in (content, answer):
        assert "<b>" not in one["formatted_body"]
        assert "<img" not in one["formatted_body"]
        assert one["m.mentions"] == {}


async def test_files_are_taken_where_they_are_for_the_bot(bot: Bot, anna: MatrixPerson, room: str) -> None:
    """A file with a mention in its caption is answered; one among people is let be."""
    named = await anna.sends_file(room, "plan.txt", b"contents", "text/plain", f"{bot.user} voici")
    assert "fichier" in body(await anna.hears_answer(named))
    await anna.sends_file(room, "plan.txt", b"contents", "text/plain")
    await anna.hears_nothing(room, bot.user)


async def test_two_bots_in_a_room_do_not_loop(bot: Bot, anna: MatrixPerson, neighbour: Bot, room: str) -> None:
    """Neither answers the other, whatever it says."""
    await anna.invites_to(room, neighbour.user)
    await anna.sees_membership(room, neighbour.user, "join")
    asked = await anna.says(room, f"!cherche {LOOKUP}")
    await anna.hears(lambda one: one["sender"] == bot.user and one["type"] == "m.room.message")
    await anna.hears(lambda one: one["sender"] == neighbour.user and one["type"] == "m.room.message")
    await anna.hears_nothing(room, bot.user)
    await anna.hears_nothing(room, neighbour.user)
    said = [one for one in anna.seen if one["type"] == "m.room.message" and one["room"] == room]
    assert len([one for one in said if one["sender"] != anna.user]) == 2
    assert said[0]["event_id"] == asked
