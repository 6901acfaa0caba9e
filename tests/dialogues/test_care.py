"""The crisis answer: first, fixed, and forgotten."""

import pytest

from databases import Databases, everything, path_of
from talking import Talk

WORDS = "je vais me tuer ce soir"


@pytest.mark.parametrize(
    ("said", "number"),
    [("j'ai envie de mourir", "0800 32 123"), ("ik wil dood", "1813"), ("I want to kill myself", "112")],
)
async def test_crisis_wording_gets_help_lines(talk: Talk, said: str, number: str) -> None:
    """In the language of the wording, the number first."""
    answer = await talk.direct("Karim").asks(said)
    assert number in str(answer.cards[0].title)
    assert "112" in answer.text


@pytest.mark.parametrize(
    ("said", "words"), [("!urgence", "programme"), ("/nood", "programma"), ("emergency", "program")]
)
async def test_urgence_gives_them_always(talk: Talk, said: str, words: str) -> None:
    """Asked for by its word, in any language."""
    assert words in (await talk.direct("Karim").asks(said)).text


async def test_urgence_works_in_any_room(talk: Talk) -> None:
    """A room that is tied to nothing, with words behind."""
    assert "0800 32 123" in (await talk.room("nowhere", "Zoé").asks("!urgence s'il vous plaît")).text


async def test_in_a_room_nobody_is_named(talk: Talk) -> None:
    """The answer neither quotes nor names the person."""
    answer = await talk.room("ct2", "Karim").asks(f"!cherche {WORDS}")
    assert "Karim" not in answer.text
    assert "tuer" not in answer.text
    assert answer.outgoing.reply.mentions == ()


@pytest.mark.parametrize("said", ["formation prévention du suicide", "la ligne 107", "je meurs de faim"])
async def test_ordinary_words_are_no_crisis(talk: Talk, said: str) -> None:
    """Professionals say suicide every day."""
    assert "Je suis un programme" not in (await talk.direct("Karim").asks(said)).text


async def test_overheard_talk_is_left_alone(talk: Talk) -> None:
    """What is not addressed to the bot is not looked at."""
    assert await talk.room("ct2", "Karim").says(WORDS) == []


async def test_the_answer_to_a_question_is_looked_at(talk: Talk) -> None:
    """In a room, an open form makes the next words addressed."""
    karim = talk.room("ct2", "Karim")
    await karim.asks("!cherche")
    assert "0800 32 123" in (await karim.asks(WORDS)).text


async def test_an_edit_is_looked_at(talk: Talk) -> None:
    """Changed words count too."""
    karim = talk.direct("Karim")
    await karim.asks("CPAS Ixelles")
    assert "0800 32 123" in (await karim.edits(talk.last_id, WORDS))[0].text


async def test_nothing_of_it_is_kept(talk: Talk, copied: str, capfd: pytest.CaptureFixture[str]) -> None:
    """Neither in the database nor its log, nor in a log line; an ordinary question is, until it is forgotten."""
    await talk.direct("Karim").asks(f"{WORDS} xyzzy")
    await talk.direct("Karim").asks("!langue nl")
    assert "xyzzy" not in await everything(copied)
    assert "Karim" in await everything(copied)
    for file in path_of(copied).parent.glob(path_of(copied).name + "*"):  # a server has none here
        assert b"xyzzy" not in file.read_bytes()
    assert "xyzzy" not in "".join(capfd.readouterr())


async def test_it_works_while_the_database_is_down(talk: Talk, copied: str, databases: Databases) -> None:
    """The crisis answer needs no database; anything else is told to come back later, and later is answered."""
    await talk.database.close()
    databases.lose(copied)
    karim = talk.direct("Karim")
    assert "0800 32 123" in (await karim.asks(WORDS)).text
    assert "0800 32 123" in (await karim.asks("!urgence")).text
    assert "Réessayez" in (await karim.asks("CPAS Ixelles")).text
    databases.give_back(copied)
    assert "CPAS d'Ixelles" in (await karim.asks("CPAS Ixelles")).text
