"""Input that must be harmless: nothing crashes, and the next message is answered."""

import pytest

from concertbot.chat.message import File
from talking import Talk

HARMLESS = {
    "100,000 characters": "mot " * 25_000,
    "one long word": "x" * 100_000,
    "bidi": "\u202efdp.emmargorp \u2066psy\u2069",
    "zero width": "p\u200bs\u200by\ufeff ado",
    "html": "<img src=x onerror=alert(1)> <b>psy</b>",
    "markdown": "**psy** [ici](http://exemple.example) `code`",
    "sql": "%_* ' OR 1=1 --",
    "like": "%",
    "emoji": "👨‍👩‍👧‍👦🏳️‍🌈🇧🇪👍🏽",
    "nul": "psy\x00 ado",
    "bells": "\x07\x07\x07",
    "punctuation": "?!… ;;; ---",
    "dots": "。。。",
    "template": "%s%s%n %(token)s {0} ${env}",
    "backticks": "`" * 9_999,
    "entities": "&lt;b&gt; &amp; & &copy; &#x41;",
    "surrogate": "psy \ud83d ado",
    "negative": "-1",
    "formula": "=1+1",
    "mention": "@room réunion",
    "path": "../../etc/passwd",
    "zalgo": "!a" + "\u0300\u0301\u0302" * 20 + "ide",
}
COMMANDS = {
    "no argument": "!fiche",
    "help about a long word": "!aide " + "x" * 3_900,
    "a word for a number": "!fiche \u0661\u0662",
    "a huge number": "!fiche 99999999999999999999",
    "a negative number": "!fiche -3",
    "nothing shown": "!fiche 3",
    "no such service": "!fiche nulle/part",
    "compare nothing": "!compare",
    "compare one": "!compare 1",
    "compare words": "!compare oui non",
    "compare too many": "!compare 1 2 3 4 5 6 7",
    "a wrong level": "!cherche psy niveau:douze",
    "a wrong page": "!cherche psy page:dernière",
    "an unknown option": "!cherche psy comune:Ixelles",
    "an empty option": "!cherche psy commune:",
    "a far page": "!cherche psy page:9999",
    "an unknown language": "!langue klingon",
    "help for nothing": "!aide ?",
    "only the sign": "!",
    "many signs": "!!!!!!",
    "a slash path": "/r/brussels",
    "options only": "!cherche commune:Ixelles",
    "lift nothing": "!cherche psy sans:rien",
    "stop with words": "!stop tout de suite",
    "a quoted option": '!cherche psy commune:"Sint-Joost"',
    "an open quote": '!cherche "psy commune:"Ixelles',
}


@pytest.mark.parametrize("where", ["direct", "room"])
async def test_bad_input_is_harmless(talk: Talk, where: str) -> None:
    """No crash, no apology; nothing half-done stays; the next message is answered."""
    karim = talk.direct("Karim") if where == "direct" else talk.room("ct2", "Karim")
    for name, text in (HARMLESS | COMMANDS).items():
        for answer in await karim.says(text):
            assert "pas marché" not in answer.text, name
            assert "\x00" not in answer.text, name
            assert "\u202e" not in answer.text, name
            assert len(answer.text) < 4096, name
        await karim.says("!stop")
        assert "CPAS d'Ixelles" in (await karim.asks("!cherche CPAS Ixelles")).text, name


@pytest.mark.parametrize("text", [HARMLESS["100,000 characters"], HARMLESS["one long word"]])
async def test_what_is_too_long_is_told(talk: Talk, text: str) -> None:
    """Nothing is cut silently."""
    assert "trop long" in (await talk.direct("Karim").asks(text)).text


@pytest.mark.parametrize("said", ["%", "_", "*", "\\", "%%%", "__"])
async def test_search_signs_are_no_wildcards(talk: Talk, said: str) -> None:
    """A sign that some database reads as anything finds nothing."""
    assert "Détails" not in " ".join((await talk.direct("Karim").asks(f"!cherche {said}")).labels)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("!cherche psy niveau:douze", "de 0 (prévention) à 5"),
        ("!cherche psy comune:Ixelles", "commune:"),
        ("!cherche psy page:dernière", "nombre"),
        ("!langue klingon", "klingon"),
        ("!stop tout de suite", "tout de suite"),
    ],
)
async def test_a_wrong_argument_is_explained(talk: Talk, said: str, told: str) -> None:
    """A wrong argument answers with why, the usage and an example."""
    answer = await talk.direct("Karim").asks(said)
    assert told in answer.text
    assert "Par exemple : !" in answer.text


async def test_a_file_that_could_not_be_had(talk: Talk) -> None:
    """Too large, or gone: the limit is told, and nobody is asked for a smaller one that serves nothing."""
    file = File("film.mp4", "video/mp4", "")
    assert "jusqu'à 20 Mo" in (await talk.direct("Karim").asks("", files=(file,))).text
    assert "tot 20 MB" in (await talk.direct("Lotte").asks("", files=(file,))).text
