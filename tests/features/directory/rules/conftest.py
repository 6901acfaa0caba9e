"""The Brussels directory and the lexicon, read once for all tests of the lookup."""

import csv
import json
from collections.abc import Callable

import pytest

from concertbot.domain.lookup import Answer, Entry, Question
from concertbot.features.directory.lexicon import load
from concertbot.features.directory.rules.evaluation import Row
from concertbot.features.directory.rules.index import Index
from concertbot.features.directory.rules.lexicon import Lexicon, split
from concertbot.settings import ROOT

Ask = Callable[..., Answer]


def read_entries() -> list[Entry]:
    """Return the services of the demo directory, straight from its table."""
    with (ROOT / "config" / "demo" / "directory" / "services.csv").open(encoding="utf-8", newline="") as lines:
        return [_entry(row) for row in csv.DictReader(lines)]


def _entry(row: dict[str, str]) -> Entry:
    return Entry(
        source="brussels",
        id=row["id"],
        name=row["service_name"],
        organisation=row["organization_name"],
        alternate_names=split(row["alternate_name"]),
        description=row["description"],
        kind=row["service_type"],
        care_level=int(row["care_level"]),
        audiences=split(row["audiences"]),
        languages=split(row["languages"]),
        communes=tuple(dict.fromkeys(split(f"{row['commune_fr']}|{row['commune_nl']}"))),
        postcodes=split(row["postal_code"]),
        areas=split(row["area_served"]),
        eligibility=row["eligibility_description"],
    )


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
    return Index(read_entries(), lexicon)


@pytest.fixture(scope="session")
def ask(index: Index) -> Ask:
    """Return what answers a question, options included."""
    return lambda text, **options: index.answer(Question(text, **options))
