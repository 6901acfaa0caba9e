"""Communes that do not exist, half of them with a name in each language."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from benchmarks.made.words import ALIKE, BETWEEN, ENDINGS, PATRONS, STEMS, WATERS

BY_PATRON, BY_WATER = 0.15, 0.3  # how many are called after a saint, and lie on a river
STEP = 7  # postcodes are this far apart


@dataclass(frozen=True, slots=True)
class Place:
    """A commune."""

    fr: str
    nl: str
    postal: str

    def called(self, language: str) -> str:
        """Return its name in a language."""
        return self.nl if language == "nl" else self.fr


def places(number: int, dice: random.Random) -> list[Place]:
    """Return communes, no two of which share a name."""
    found: dict[str, Place] = {}
    codes = count(1003, STEP) if number < (9999 - 1003) // STEP else count(10007, STEP)
    while len(found) < number:
        fr, nl = _name(dice)
        if fr not in found:
            found[fr] = Place(fr, nl, str(next(codes)))
    return list(found.values())


def _name(dice: random.Random) -> tuple[str, str]:
    fr, nl = _root(dice)
    if dice.random() < BY_PATRON:
        patron = dice.choice(PATRONS)
        return f"{patron[0]}-{fr}", f"{patron[1]}-{nl}"
    if dice.random() < BY_WATER:
        water = dice.choice(WATERS)
        return f"{fr}-sur-{water}", f"{nl}-aan-de-{water}"
    return fr, nl


def _root(dice: random.Random) -> tuple[str, str]:
    start = dice.choice(STEMS) + dice.choice(BETWEEN)
    ends = dice.choice([*ENDINGS, *((end, end) for end in ALIKE)])
    return start + ends[0], start + ends[1]


def crowded(found: list[Place], number: int, dice: random.Random) -> Iterator[Place]:
    """Yield this many places, the first ones more often, as towns have more services than villages."""
    yield from dice.choices(found, [1 / (rank + 3) ** 0.5 for rank in range(len(found))], k=number)
