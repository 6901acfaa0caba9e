"""The Brussels directory and the lexicon, read once for all tests of the lookup."""

import json

import pytest

from asking import Ask, asking, read_entries
from concertbot.features.directory.lexicon import load
from concertbot.features.directory.rules.evaluation import Row
from concertbot.features.directory.rules.index import Index
from concertbot.features.directory.rules.lexicon import Lexicon
from concertbot.settings import ROOT


@pytest.fixture(scope="session")
def held_out() -> list[Row]:
    """Return the questions that the lookup was not tuned on."""
    path = ROOT / "tests" / "data" / "lookup" / "heldout.jsonl"
    found = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [
        Row(one["query"], one["lang"], one["kind"], one["expect"], tuple(one["relevant"]), tuple(one["best"]))
        for one in found
    ]


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    """Return the lexicon that is shipped."""
    return load(ROOT / "config" / "lexicon")


@pytest.fixture(scope="session")
def index(lexicon: Lexicon) -> Index:
    """Return the Brussels directory, ready for questions."""
    return Index.build(read_entries(), lexicon)


@pytest.fixture(scope="session")
def ask(index: Index) -> Ask:
    """Return what answers a question to the Brussels directory, options included."""
    return asking(index, read_entries())
