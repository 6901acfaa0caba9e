"""Spelling correction for indexes that have none: the words of the vocabulary that are most like an unknown one."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

SHARED = 60  # so many words that share most trigrams are compared letter by letter
KEPT = 3
PART = 3
A_MISTAKE = 3  # a word may have a mistake for every so many letters


class Spelling:
    """Words with how often they occur, and an index of their trigrams."""

    def __init__(self, frequencies: Mapping[str, int]) -> None:
        self._frequencies = dict(frequencies)
        self._words = list(frequencies)
        self._holding: dict[str, list[int]] = defaultdict(list)
        for at, word in enumerate(self._words):
            for part in set(_parts(word)):
                self._holding[part].append(at)

    def known(self, word: str) -> bool:
        """Tell whether the word occurs."""
        return word in self._frequencies

    def near(self, word: str) -> list[str]:
        """Return the known words that are most like an unknown one, the nearest first, or nothing."""
        shared: Counter[int] = Counter()
        for part in set(_parts(word)):
            shared.update(self._holding.get(part, ()))
        candidates = [self._words[at] for at, _ in shared.most_common(SHARED)]
        allowed = max(1, len(word) // A_MISTAKE)
        found = process.extract(word, candidates, scorer=OSA.distance, score_cutoff=allowed, limit=None)
        least = min((distance for _, distance, _ in found), default=0)
        nearest = [near for near, distance, _ in found if distance == least]
        return sorted(nearest, key=lambda near: -self._frequencies[near])[:KEPT]


def _parts(word: str) -> Iterator[str]:
    marked = f"^{word}$"
    return (marked[at : at + PART] for at in range(len(marked) - PART + 1))
