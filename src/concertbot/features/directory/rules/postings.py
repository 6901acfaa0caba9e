"""Which entries hold a word, and which a concept: what candidates are found with."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from concertbot.features.directory.rules.lexicon import Concept
from concertbot.features.directory.rules.profile import Profile

Weights = Mapping[int, float]  # by the place of the entry in the directory
NONE: Weights = {}


class Postings:
    """The words, concepts, places and titles of all entries, the other way round."""

    def __init__(self, profiles: Sequence[Profile], concepts: Mapping[str, Concept]) -> None:
        self._words: dict[str, dict[int, float]] = defaultdict(dict)
        self._tags: dict[str, dict[int, float]] = defaultdict(dict)
        self._homes: dict[str, list[int]] = defaultdict(list)
        self._titles: dict[str, list[int]] = defaultdict(list)
        for at, profile in enumerate(profiles):
            for stem, weight in profile.words.items():
                self._words[stem][at] = weight
            for key, weight in profile.tags.items():
                self._tags[key][at] = weight
            for key in profile.homes:
                self._homes[key].append(at)
            for title in profile.titles:
                self._titles[title].append(at)
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

    def at(self, place: str) -> Sequence[int]:
        """Return the entries that are at the place."""
        return self._homes.get(place, ())

    def titled(self, title: str) -> Sequence[int]:
        """Return the entries that are called exactly so."""
        return self._titles.get(title, ())
