"""Dialogues on Telegram, through the real adapter, delivery and database."""

import pytest

from concertbot.chat.message import Kind
from peers.telegram_bot import Bot


async def test_a_lookup_directly(bot: Bot) -> None:
    """Cards come with a bold title; a button shows the whole entry, and stops spinning."""
    anna = bot.direct("Anna")
    answer = await anna.asks("CPAS Ixelles")
    assert answer.bold[0].startswith("1. Service social du CPAS")
    assert answer.message["reply_to_message"]["text"] == "CPAS Ixelles"
    shown = await anna.presses(answer.choice(answer.labels[0]))
    assert len(shown) == 1
    assert "Ixelles" in shown[0].text
    assert len(bot.server.world.answered) == 1


async def test_start_is_answered(bot: Bot) -> None:
    """Who presses Start is answered."""
    assert await bot.direct("Anna").starts()


async def test_a_command_in_a_group(bot: Bot) -> None:
    """In a group the bot answers commands, mentions and replies; talk among people it does not."""
    await bot.server.people.invites("Anna", "Bassin")
    anna = bot.group("Bassin", "Anna")
    assert "/cherche" in (await anna.asks("/aide")).text
    assert "/cherche" in (await anna.asks("/aide@concert_test_bot")).text
    found = await anna.asks("bonjour @concert_test_bot, CPAS Ixelles")
    assert "CPAS" in found.text
    assert "Ixelles" in (await anna.asks("1", reply_to=found.id)).text
    assert await anna.says("on commence ?") == []
    assert await anna.says("/aide@autre_bot") == []


async def test_a_form(bot: Bot) -> None:
    """What is missing is asked, and can be left by a button."""
    anna = bot.direct("Anna")
    question = await anna.asks("/cherche")
    assert question.labels == ["Arrêter"]
    assert "on arrête" in (await anna.presses(question.choice("Arrêter")))[0].text


async def test_the_crisis_answer(bot: Bot) -> None:
    """It comes on Telegram too, past the outbox."""
    answers = await bot.direct("Anna").says("j'ai envie de mourir")
    assert "0800 32 123" in answers[0].text


@pytest.mark.parametrize(
    ("app", "language", "welcome"),
    [("nl-be", "nl", "Ik ben een programma"), ("en", "en", "I am a program"), ("fil", "fil", "Je suis un programme")],
)
async def test_the_language_of_the_app(bot: Bot, app: str, language: str, welcome: str) -> None:
    """Who presses Start is welcomed in it, where the bot speaks it; it stands in all that they do."""
    anna = bot.direct("Anna")
    bot.server.world.person("Anna").language = app
    (answer,) = await anna.starts()
    assert welcome in answer.text
    question = await anna.asks("/find")
    await anna.presses(question.choice(question.labels[0]))
    await anna.edits(question.id - 1, "/start")
    assert {one.language for one in bot.heard} == {language}
    assert {one.kind for one in bot.heard} == {Kind.SAY, Kind.PRESS, Kind.EDIT}


async def test_a_channel_has_no_language(bot: Bot) -> None:
    """Who posts as one is nobody, and uses nobody's app."""
    await bot.server.people.invites("Anna", "Bassin")
    said = await bot.server.people.as_channel("Bassin", "/aide")
    await bot.server.taken(said["update"])
    assert [(one.anonymous, one.language) for one in bot.heard] == [(False, "fr"), (True, "")]
