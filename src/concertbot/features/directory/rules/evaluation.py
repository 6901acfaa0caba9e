"""How good lookups are: figures over questions whose right answers are known."""

import math
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from concertbot.domain.lookup import Outcome

Expect = Literal["results", "none", "crisis", "none_soft", "results_or_crisis"]
FIRST, PAGE, DEPTH = 1, 5, 10


@dataclass(frozen=True, slots=True)
class Row:
    """A question with its right answers. `none_soft` should abstain, and may answer."""

    query: str
    lang: str
    kind: str
    expect: Expect
    relevant: tuple[str, ...] = ()
    best: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Given:
    """What was answered: the ids in order, and how long it took."""

    outcome: Outcome
    ids: tuple[str, ...] = ()
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares from 0 to 1, or None where no question counts."""

    questions: int
    hit_1: float | None  # a relevant service comes first
    hit_5: float | None  # one is among the first five
    mrr_10: float | None  # 1 / the place of the first, or 0 after ten
    best_1: float | None  # one of the best comes first
    abstention_right: float | None  # of the questions without an answer
    abstention_wrong: float | None  # of the questions with one
    crisis_recall: float | None
    crisis_precision: float | None


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of all questions, by kind and by language, with the median and the slow end of the times in ms."""

    total: Figures
    by_kind: Mapping[str, Figures]
    by_language: Mapping[str, Figures]
    p50_ms: float
    p99_ms: float


Pairs = Sequence[tuple[Row, Given]]


def evaluate(rows: Sequence[Row], given: Sequence[Given]) -> Report:
    """Return the figures of what was given for the rows, in the same order."""
    pairs = list(zip(rows, given, strict=True))
    times = sorted(one.seconds * 1000 for one in given)
    return Report(
        total=figures(pairs),
        by_kind=_by(pairs, lambda row: row.kind),
        by_language=_by(pairs, lambda row: row.lang),
        p50_ms=percentile(times, 0.5),
        p99_ms=percentile(times, 0.99),
    )


def figures(pairs: Pairs) -> Figures:
    """Return the figures of some questions."""
    asked = [(row, one) for row, one in pairs if row.expect == "results"]
    hopeless = [one for row, one in pairs if row.expect == "none"]
    danger = [one for row, one in pairs if row.expect == "crisis"]
    alarms = [row for row, one in pairs if one.outcome == "crisis"]
    ranks = [_rank(one.ids, row.relevant) for row, one in asked]
    return Figures(
        questions=len(pairs),
        hit_1=_share([rank <= FIRST for rank in ranks]),
        hit_5=_share([rank <= PAGE for rank in ranks]),
        mrr_10=_share([1 / rank if rank <= DEPTH else 0 for rank in ranks]),
        best_1=_share([_rank(one.ids, row.best) <= FIRST for row, one in asked]),
        abstention_right=_share([one.outcome == "none" for one in hopeless]),
        abstention_wrong=_share([one.outcome == "none" for _, one in asked]),
        crisis_recall=_share([one.outcome == "crisis" for one in danger]),
        crisis_precision=_share([row.expect in {"crisis", "results_or_crisis"} for row in alarms]),
    )


def percentile(times: Sequence[float], part: float) -> float:
    """Return the time that this part of the sorted times does not exceed; 0 for none."""
    return times[max(math.ceil(len(times) * part) - 1, 0)] if times else 0.0


def _by(pairs: Pairs, name: Callable[[Row], str]) -> dict[str, Figures]:
    groups: dict[str, list[tuple[Row, Given]]] = defaultdict(list)
    for row, one in pairs:
        groups[name(row)].append((row, one))
    return {key: figures(groups[key]) for key in sorted(groups)}


def _rank(ids: Sequence[str], right: Collection[str]) -> float:
    return next((float(place) for place, one in enumerate(ids, start=1) if one in right), math.inf)


def _share(marks: Sequence[float]) -> float | None:
    return sum(marks) / len(marks) if marks else None
