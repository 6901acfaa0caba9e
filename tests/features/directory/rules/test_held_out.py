"""How good the lookup is on questions that it was not tuned on."""

import time

import pytest

from concertbot.domain.lookup import Question
from concertbot.features.directory.rules.evaluation import Given, Report, Row, evaluate
from concertbot.features.directory.rules.index import Index

NAMES = ("exact_name", "acronym", "misspelling", "no_accents")


@pytest.fixture(scope="module")
def report(index: Index, held_out: list[Row]) -> Report:
    """Return the figures of the held-out questions."""
    given = []
    for row in held_out:
        began = time.perf_counter()
        ranking = index.rank(Question(row.query, limit=10))
        ids = tuple(place.key[1] for place in ranking.places)
        given.append(Given(ranking.outcome, ids, time.perf_counter() - began))
    return evaluate(held_out, given)


def test_hits(report: Report) -> None:
    """A relevant service is among the first five."""
    assert (report.total.hit_5 or 0) >= 0.95


@pytest.mark.parametrize(
    ("kind", "least"),
    [
        *((kind, 0.99) for kind in NAMES),
        ("need", 0.85),
        ("nl_commune", 0.95),
        ("audience_commune", 0.9),
        ("English", 0.8),
    ],
)
def test_hits_by_kind(report: Report, kind: str, least: float) -> None:
    """Each kind of question reaches its target."""
    assert (report.by_kind[kind].hit_5 or 0) >= least


def test_abstention(report: Report) -> None:
    """What is no question for a directory gets none, and hardly anything else does."""
    assert (report.total.abstention_right or 0) >= 0.9
    assert (report.total.abstention_wrong or 0) <= 0.02
