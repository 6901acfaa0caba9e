"""Which entries hold a word, mean a concept, stand at a place, speak a language: what candidates are found with."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from concertbot.features.directory.rules.lexicon import Concept
from concertbot.features.directory.rules.profile import Profile

Weights = Mapping[int, float]  # by the place of the entry in the directory
NONE: Weights = {}
NOBODY: Collection[int] = ()


class Postings:
    """What all entries say of themselves, the other way round."""

    def __init__(self, profiles: Sequence[Profile], concepts: Mapping[str, Concept]) -> None:
        self._words: dict[str, dict[int, float]] = defaultdict(dict)
        self._tags: dict[str, dict[int, float]] = defaultdict(dict)
        self._sets: dict[object, set[int]] = defaultdict(set)
        self.ages: set[tuple[int, int]] = set()
        for at, profile in enumerate(profiles):
            for stem, weight in profile.words.items():
                self._words[stem][at] = weight
            for key, weight in profile.tags.items():
                self._tags[key][at] = weight
            for value in _facts(profile):
                self._sets[value].add(at)
            self.ages.update(profile.ages)
        self._suited = {key: self._suit(concept) for key, concept in concepts.items()}

    def _suit(self, concept: Concept) -> Weights:
        own = self._tags.get(concept.key, {})
        if not concept.suits:
            return own
        weights = dict(own)
        for key, suits in concept.suits.items():
            for at, weight in self._tags.get(key, NONE).items():
                weights[at] = max(weight * suits, weights.get(at, 0))
        return weights

    def word(self, stem: str) -> Weights:
        """Return the entries that hold the word."""
        return self._words.get(stem, NONE)

    def concept(self, key: str) -> Weights:
        """Return the entries that are, or suit, the concept."""
        return self._suited.get(key, NONE)

    def tagged(self, key: str) -> Weights:
        """Return the entries that mention the concept or the place."""
        return self._tags.get(key, NONE)

    def with_fact(self, fact: object) -> Collection[int]:
        """Return the entries of which this is true: a place, a language, a span of ages or a level of care."""
        return self._sets.get(fact, NOBODY)


def _facts(profile: Profile) -> Iterator[object]:
    yield from profile.homes
    yield from profile.languages
    yield from profile.ages
    if profile.entry.care_level is not None:
        yield profile.entry.care_level
