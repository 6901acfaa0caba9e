"""Wording patterns: words, named groups of words, and gaps between them.

    <i> want|wish .. <die>

`<i>` is a group; `|` joins alternatives; a word may end in `*`; `?` marks what may be missing; `..` stands for up to
two words, `...` for up to five. Neither gap crosses a comma, which is written as itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from concertbot.features.care.rules.spelling import COMMA

GAPS = {"..": 2, "...": 5}

# What stands at each place of a sentence: symbols (a pattern's words and groups), and how many words each takes there.
Reading = list[dict[str, set[int]]]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Step:
    """A symbol, after a gap of so many words at most."""

    symbol: str
    gap: int


@dataclass(frozen=True, slots=True)
class Pattern:
    """Steps that follow each other in one sentence."""

    steps: tuple[Step, ...]
    symbols: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "symbols", frozenset(step.symbol for step in self.steps))

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


def _reach(reading: Reading, start: int, gap: int) -> Iterator[int]:
    for at in range(start, min(start + gap + 1, len(reading))):
        yield at
        if COMMA in reading[at]:
            return


def parse(line: str) -> tuple[Pattern, ...]:
    """Return the patterns that a line stands for: one for each choice of what may be missing."""
    ways: list[tuple[Step, ...]] = [()]
    gap = 0
    for part in line.split():
        if part in GAPS:
            gap = GAPS[part]
            continue
        step = Step(part.removesuffix("?"), gap)
        ways = [(*way, step) for way in ways] + (ways if part.endswith("?") else [])
        gap = 0
    return tuple(Pattern(way) for way in ways if way)
