"""What the entries of a segment say of words and concepts, for those that are asked about."""

from collections.abc import Mapping

import numpy as np

from concertbot.features.directory.rules.arrays import NO_FLOATS, NO_INTS, Floats, Ints
from concertbot.features.directory.rules.lexicon import Concept
from concertbot.features.directory.rules.segment import Segment

JUST, FEW = 0.85, 12  # how well a special service suits, and how many of its kind there are at most

Weighed = tuple[Ints, Floats]  # entries in order, with a weight from 0 to 1


class Lookups:
    """Which entries hold a word, are a concept, or suit it."""

    def __init__(self, segment: Segment, concepts: Mapping[str, Concept]) -> None:
        self._segment = segment
        self._concepts = concepts
        self._suited: dict[str, Weighed] = {}
        self._just: dict[str, Weighed | None] = {}

    def word(self, stem: str) -> Weighed:
        """Return the entries that hold the word."""
        return self._segment.words.of(self._segment.terms.get(stem, -1))

    def tagged(self, key: str) -> Weighed:
        """Return the entries that mention the concept or the place."""
        return self._segment.tags.of(self._segment.keys.get(key, -1))

    def concept(self, key: str) -> Weighed:
        """Return the entries that are, or suit, the concept."""
        found = self._suited.get(key)
        if found is None:
            found = self._suited[key] = self._suit(key)
        return found

    def just(self, key: str) -> Weighed | None:
        """Return the few entries that are just this concept; None where there are more."""
        if key not in self._just:
            docs, weights = self.concept(key)
            best = weights >= JUST
            self._just[key] = (docs[best], weights[best]) if best.sum() <= FEW else None
        return self._just[key]

    def _suit(self, key: str) -> Weighed:
        concept = self._concepts.get(key)
        if concept is None or not concept.suits:
            return self.tagged(key)
        best = np.zeros(len(self._segment), np.float32)
        for other, suits in ((key, 1.0), *concept.suits.items()):
            docs, weights = self.tagged(other)
            best[docs] = np.maximum(best[docs], weights * np.float32(suits))
        docs = np.flatnonzero(best).astype(np.int32)
        return docs, best[docs]


def at(weighed: Weighed, docs: Ints) -> Floats:
    """Return the weights of these entries, 0 for those that are not among the weighed."""
    own, weights = weighed
    if not len(own):
        return np.zeros(len(docs), np.float32)
    where = own.searchsorted(docs)
    return weights.take(where, mode="clip") * (own.take(where, mode="clip") == docs)


NOBODY: Weighed = (NO_INTS, NO_FLOATS)
