"""How much words tell: those that few entries have tell most."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from concertbot.features.directory.rules.arrays import Floats, Postings

LEAST = 0.1


@dataclass(frozen=True, slots=True)
class Rarity:
    """How much each stem of a directory tells, from 0 (everywhere) to 1 (once)."""

    terms: Mapping[str, int]
    values: Floats
    new: frozenset[str] = frozenset()  # stems that came later, which tell most

    @classmethod
    def shown(cls, terms: Mapping[str, int], postings: Postings, number: int) -> "Rarity":
        """Return how much each stem tells, by how many of so many entries have it."""
        counts = np.diff(postings.starts)
        tells = 1 - np.log(np.maximum(counts, 1)) / math.log(max(number, 1) + 1)
        return cls(terms, np.where(counts > 0, np.maximum(tells, LEAST), 0).astype(np.float32))

    def __contains__(self, stem: str) -> bool:
        return self.get(stem) is not None

    def get(self, stem: str) -> float | None:
        """Return how much the stem tells; None where the directory does not have it."""
        known = float(self.values[self.terms[stem]]) if stem in self.terms else 0.0
        return known or (1.0 if stem in self.new else None)

    def of(self, stem: str) -> float:
        """Return how much the stem tells; one that nobody has tells most."""
        return self.get(stem) or 1.0

    def extended(self, stems: Iterable[str]) -> "Rarity":
        """Return the same with stems that came later."""
        return replace(self, new=self.new.union(stems))
