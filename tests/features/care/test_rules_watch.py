"""Crisis wording by wordings alone: what is measured, and that no message can hold them up."""

import json
import time
from functools import cache

import pytest

from concertbot.features.care.library import crisis_watch
from concertbot.features.care.rules.watch import CrisisWatch
from concertbot.settings import ROOT

HELD_OUT = ROOT / "tests" / "data" / "crisis" / "held_out.jsonl"


@cache
def watch() -> CrisisWatch:
    """Return the wordings as they are shipped."""
    return crisis_watch(ROOT / "config" / "lexicon" / "crisis").patterns


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
def test_recall_and_precision_of_wordings_alone(language: str) -> None:
    """On sentences that no wording was made with: recall at least 0.97, precision at least 0.90."""
    rows = [
        row for row in map(json.loads, HELD_OUT.read_text(encoding="utf-8").splitlines()) if row["lang"] == language
    ]
    alarmed = [row["label"] for row in rows if watch().language(row["text"])]
    assert alarmed.count("crisis") / sum(row["label"] == "crisis" for row in rows) >= 0.97
    assert alarmed.count("crisis") / len(alarmed) >= 0.90


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("jveux mourir", "fr"),
        ("G ENVIE DE ME TUER", "fr"),
        ("je cherche une formation mais là je veux mourir", "fr"),
        ("tout le monde serait mieux sans moi", "fr"),
        ("ma colocataire a avalé de l'eau de javel", "fr"),
        ("un·e patient·e veut se suicider", "fr"),
        ("kga der een einde aan maken", "nl"),
        ("mijn dochter zegt dat ze dood wil", "nl"),
        ("wanna die", "en"),
        ("my boyfriend hits me and he is outside the door right now", "en"),
        ("help ik wil dood svp", "nl"),
    ],
)
def test_danger(text: str, language: str) -> None:
    """However it is said: oneself or another, misspelt, by ear, obliquely, among other things."""
    assert watch().language(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "formation prévention du suicide",
        "équipe de crise Tandemplus",
        "mon père s'est suicidé il y a dix ans",
        "pas suicidaire mais déprimé",
        "je vais le tuer ce logiciel",
        "ado qui se scarifie",
        "consultation idées suicidaires ados",
        "je ne veux plus vivre chez mes parents",
        "doodlopende straat",
        "heeft geen zelfmoordgedachten meer",
        "killing time before the meeting",
        "die dienst in Sint-Gillis",
        "",
    ],
)
def test_no_danger(text: str) -> None:
    """Topics, names of services, the past, denials, idioms, needs."""
    assert watch().language(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "je ne veux pas mourir " * 4_600,
        "mourir de faim, " * 6_300,
        "j'" * 50_000,
        "," * 100_000,
        "a. " * 33_000,
        "e" * 99_999 + "a",
        "en" * 49_999 + "a",
        "\n" * 100_000,
        " ".join(f"su{number}cide" for number in range(8_000)),
    ],
)
def test_no_message_holds_it_up(text: str) -> None:
    """A hundred thousand characters take less than a second, whatever they are."""
    begin = time.perf_counter()
    watch().language(text)
    assert time.perf_counter() - begin < 1
