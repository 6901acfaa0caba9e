"""Lexicons: what alarms in which context, and mistakes in the files."""

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from concertbot.features.care.rules.compiling import PATTERNS, LexiconError, compiled
from concertbot.features.care.rules.patterns import parse
from concertbot.features.care.rules.watch import CrisisWatch
from concertbot.settings import ROOT

FOLDER = ROOT / "config" / "lexicon" / "crisis"
SMALL: dict[str, Any] = {
    "common": "je tu la",
    "fillers": "tres",
    "elisions": "j d",
    "silent": "",
    "real": "",
    "forgiven": "fire",
    "spellings": {},
    "sounds": {},
    "words": {"fire": "flamme brasier", "place": "maison"},
    "phrases": {"burning": "<fire>\nfeu"},
    "certain": {"now": "je brule"},
    "done": {"now": "a brule"},
    "likely": {"now": "veut bruler"},
    "faint": {"now": "<burning> # bare\nincend*"},
    "hints": {"smoke": "fumee", "heat": "chaleur"},
    "ordinary": {"figures": "brule d envie\ntout <burning> tout flamme"},
    "past": {"ago": "jadis"},
    "topic": {"course": "cours"},
    "seeking": {"service": "service"},
    "urgent": {"now": "vite"},
}


@pytest.mark.parametrize(
    ("text", "alarms"),
    [
        ("je brule", True),
        ("jadis au cours je brule", True),
        ("je brule d'envie", False),
        ("la maison a brule", True),
        ("un cours : la maison a brule", True),
        ("jadis la maison a brule", False),
        ("il veut bruler la maison", True),
        ("un service s'il veut bruler la maison", True),
        ("un cours s'il veut bruler la maison", False),
        ("un cours, vite, il veut bruler la maison", True),
        ("feu", True),
        ("un brazier", True),
        ("incendiaire", True),
        ("tout feu tout flamme", False),
        ("le service du feu", False),
        ("vite, le service du feu", True),
        ("de la fumee", False),
        ("de la fumee et de la chaleur", True),
        ("de la fumee. de la chaleur", True),
        ("de la fumee. je lis la suite. de la chaleur", True),
        ("de la fumee. de la fumee", False),
        ("une maison", False),
    ],
)
def test_what_alarms(text: str, alarms: bool) -> None:
    """From what always does to what does in few contexts; a hint alone does not."""
    assert CrisisWatch((compiled("fr", SMALL),)).language(text) == ("fr" if alarms else None)


def test_only_what_is_certain_counts_in_another_language() -> None:
    """A text in one language is not judged by the false friends of another."""
    other = SMALL | {"common": "il ne sait", "certain": {}, "hints": {}}
    watch = CrisisWatch((compiled("fr", SMALL), compiled("xx", other)))
    assert watch.language("il ne sait rien : feu") == "xx"
    assert watch.language("il ne sait rien, je brule") == "fr"


def test_a_hint_is_heard() -> None:
    """Also where it does not alarm."""
    watch = CrisisWatch((compiled("fr", SMALL),))
    assert watch.hinted("de la fumee")
    assert not watch.hinted("de la neige")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"common": None}, "common: give words"),
        ({"likely": "veut"}, r"likely: add the table \[likely\]"),
        ({"likely": {"now": 3}}, r"likely\.now: give a text"),
        ({"maybe": {}}, "maybe: no such key; known are common"),
        ({"likely": {"now": "<water>"}}, r"likely\.now: <water> is neither in \[words\] nor in \[phrases\]"),
        ({"forgiven": "water"}, r"forgiven: water is not in \[words\]"),
    ],
)
def test_a_mistake_names_its_key(change: dict[str, Any], told: str) -> None:
    """And says what to do."""
    with pytest.raises(LexiconError, match=told):
        compiled("fr", SMALL | change)


def shipped(language: str) -> dict[str, Any]:
    """Return a language's lexicon as it is shipped."""
    data: dict[str, Any] = {}
    for path in (FOLDER / language).glob("*.toml"):
        data |= tomllib.loads(path.read_text(encoding="utf-8"))
    return data


def parts(data: dict[str, Any], table: str) -> Iterator[tuple[str, str]]:
    """Return each word and group that a table's wordings use, with its entry."""
    for key, text in data[table].items():
        for pattern in (pattern for line in text.splitlines() for pattern in parse(line.partition("#")[0])):
            for symbol in pattern.symbols:
                yield from ((key, part) for part in symbol.split("|"))


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
def test_no_shipped_word_is_dead(language: str) -> None:
    """A wording can only use what remains of a message: no accent, no filler, nothing that is spelt otherwise."""
    data = shipped(language)
    gone = {typed for typed, meant in data["spellings"].items() if meant != typed} | set(data["fillers"].split())
    used = {part for table in PATTERNS for _, part in parts(data, table) if part[0] != "<"}
    used |= {word for words in data["words"].values() for word in words.split()}
    assert sorted(word for word in used if word in gone or not word.isascii() or "'" in word) == []


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
def test_phrases_use_those_above_them(language: str) -> None:
    """They are found in order."""
    data = shipped(language)
    order = list(data["phrases"])
    used = [(key, part[1:-1]) for key, part in parts(data, "phrases") if part[0] == "<"]
    assert [pair for pair in used if pair[1] in order and order.index(pair[1]) >= order.index(pair[0])] == []
