"""Figures over questions whose answers are known."""

import pytest

from concertbot.features.directory.rules.evaluation import Given, Row, evaluate, percentile

ROWS = [
    Row("a", "fr", "exact_name", "results", ("x", "y"), ("x",)),
    Row("b", "nl", "need", "results", ("z",), ("z",)),
    Row("c", "fr", "need", "results", ("z",), ("z",)),
    Row("d", "fr", "out_of_scope", "none"),
    Row("e", "fr", "near_crisis", "none_soft"),
    Row("f", "fr", "crisis", "crisis"),
    Row("g", "fr", "crisis", "crisis"),
    Row("h", "fr", "near_crisis", "results_or_crisis", ("x",)),
]
GIVEN = [
    Given("results", ("y", "x"), 0.001),
    Given("results", ("p", "q", "r", "s", "t", "z"), 0.002),
    Given("none", (), 0.003),
    Given("none", (), 0.004),
    Given("results", ("x",), 0.005),
    Given("crisis", (), 0.006),
    Given("results", ("x",), 0.007),
    Given("crisis", (), 0.1),
]


def test_figures() -> None:
    """Hits, ranks, abstention and crisis are counted over the questions that they concern."""
    report = evaluate(ROWS, GIVEN)
    total = report.total
    assert total.questions == 8
    assert total.hit_1 == pytest.approx(1 / 3)
    assert total.hit_5 == pytest.approx(1 / 3)
    assert total.best_1 == 0
    assert total.mrr_10 == pytest.approx((1 + 1 / 6) / 3)
    assert total.abstention_right == 1
    assert total.abstention_wrong == pytest.approx(1 / 3)
    assert (total.crisis_recall, total.crisis_precision) == (0.5, 1)


def test_by_kind_and_language() -> None:
    """The same figures are there for each kind and language; None where nothing counts."""
    report = evaluate(ROWS, GIVEN)
    assert report.by_kind["exact_name"].hit_1 == 1
    assert report.by_kind["out_of_scope"].hit_1 is None
    assert report.by_language["nl"].questions == 1
    assert report.p50_ms == pytest.approx(4)
    assert report.p99_ms == pytest.approx(100)


def test_no_times() -> None:
    """Nothing asked took no time."""
    assert percentile([], 0.5) == 0


def test_rows_and_answers_go_together() -> None:
    """A row without an answer is a mistake."""
    with pytest.raises(ValueError, match="shorter"):
        evaluate(ROWS, GIVEN[:1])
