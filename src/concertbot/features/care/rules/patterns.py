"""Wording patterns: words, named groups of words, and gaps between them.

    <i> want|wish .. <die>

`<i>` is a group; `|` joins alternatives; a word may end in `*`; `?` marks what may be missing; `..` stands for up to
two words, `...` for up to five. Neither gap crosses a comma, which is written as itself and also stands where a
sentence begins and ends.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import NamedTuple

from concertbot.features.care.rules.spelling import COMMA

GAPS = {"..": 2, "...": 5}

# What stands at each place of a sentence: symbols (a pattern's words and groups), and how many words each takes there.
Reading = list[dict[str, set[int]]]
Span = tuple[int, int]


class Step(NamedTuple):
    """A symbol, after a gap of so many words at most."""

    symbol: str
    gap: int


class Pattern(NamedTuple):
    """Steps that follow each other in one sentence."""

    steps: tuple[Step, ...]
    symbols: frozenset[str]

    def spans(self, reading: Reading) -> Iterator[Span]:
        """Return where the pattern stands in a sentence, as first place and place after the last."""
        first, *rest = self.steps
        starts = {at + size: at for at, here in enumerate(reading) for size in here.get(first.symbol, ())}
        for step in rest:
            starts = {
                at + size: start
                for end, start in starts.items()
                for at in _reach(reading, end, step.gap)
                for size in reading[at].get(step.symbol, ())
            }
        return ((start, end) for end, start in starts.items())


class Wordings:
    """Patterns, found again by a symbol that each of them cannot do without."""

    def __init__(self, patterns: Iterable[Pattern], common: Container[str]) -> None:
        """File each pattern under its first symbol that is not common."""
        self._filed: defaultdict[str, list[Pattern]] = defaultdict(list)
        for pattern in patterns:
            symbols = [step.symbol for step in pattern.steps]
            self._filed[next((one for one in symbols if one not in common), symbols[0])].append(pattern)

    @property
    def anchors(self) -> frozenset[str]:
        """The symbols without which nothing is found."""
        return frozenset(self._filed)

    def spans(self, reading: Reading, present: AbstractSet[str]) -> Iterator[Span]:
        """Return where any of the patterns stands, given the symbols that are present."""
        for anchor in self._filed.keys() & present:
            for pattern in self._filed[anchor]:
                if pattern.symbols <= present:
                    yield from pattern.spans(reading)

    def found(self, reading: Reading, present: AbstractSet[str]) -> bool:
        """Tell whether any of the patterns stands in a sentence."""
        return any(True for _ in self.spans(reading, present))


def _reach(reading: Reading, start: int, gap: int) -> Iterator[int]:
    for at in range(start, min(start + gap + 1, len(reading))):
        yield at
        if COMMA in reading[at]:
            return


def uncovered(reading: Reading, covered: AbstractSet[int]) -> Reading:
    """Return the reading without what stands, even in part, on covered places; commas stay."""
    return [{symbol: left for symbol, left in _left(here, at, covered) if left} for at, here in enumerate(reading)]


def _left(here: Mapping[str, set[int]], at: int, covered: AbstractSet[int]) -> Iterator[tuple[str, set[int]]]:
    for symbol, sizes in here.items():
        whole = symbol == COMMA
        yield symbol, sizes if whole else {size for size in sizes if covered.isdisjoint(range(at, at + size))}


def parse(line: str) -> list[Pattern]:
    """Return the patterns that a line stands for: one for each choice of what may be missing."""
    ways: list[list[str]] = [[]]
    for part in line.split():
        without = ways if part[-1] == "?" else []
        ways = [[*way, part.rstrip("?")] for way in ways] + without
    return [_pattern(way) for way in ways if way]


def _pattern(parts: list[str]) -> Pattern:
    steps = [Step(part, GAPS.get(before, 0)) for before, part in pairwise(["", *parts]) if part not in GAPS]
    return Pattern(tuple(steps), frozenset([step.symbol for step in steps]))
