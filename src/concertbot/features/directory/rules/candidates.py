"""Which entries are looked at closely: those that explain most of a question, and those that are where it asks for."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from concertbot.features.directory.rules.arrays import NO_INTS, Floats, Ints
from concertbot.features.directory.rules.conditions import Conditions
from concertbot.features.directory.rules.grounds import without_topic
from concertbot.features.directory.rules.lookups import Lookups, Weighed, at
from concertbot.features.directory.rules.reading import Reading, Unit
from concertbot.features.directory.rules.segment import Segment

SHORTLIST, NAMED = 300, 120  # candidates that are held against conditions, and where a question is but words
BUDGET = 12_000  # postings of words that are added up, the rarest first
THERE = np.float32(0.1)  # what being at a place adds: little, so that it alone makes no candidate of many
HOPELESS = 0.4  # what explains less, beside the best, is no candidate
FEW = 4_000  # entries that are asked about the commoner words too
WORDS_OF_CONCEPT, WORD_OF_CONCEPT = 0.9, 0.75  # what the bare words of a concept explain
PLACED = 0.5  # how much less the name of a place tells in a name
BOTH = 0.1  # what the words of a concept add where they stand beside it


class Candidates:
    """Finds candidates in a segment."""

    def __init__(self, segment: Segment, lookups: Lookups, conditions: Conditions) -> None:
        self._lookups = lookups
        self._conditions = conditions
        self._sums = np.zeros(len(segment), np.float32)  # what is added up for a question; nothing between two

    def of(self, reading: Reading, units: Sequence[Unit], titled: Weighed) -> Ints:
        """Return the candidates, in order, for topics and for entries whose name was said."""
        most = SHORTLIST if reading.conditions or any(unit.choices for unit in units) else NAMED
        places = [self._conditions.around(asked.place) for asked in reading.places]
        found = self._likeliest(
            [titled, *self._meant(units)], self._said(units, reading), places if units else [], most
        )
        if without_topic(reading):
            found = np.union1d(found, self._conditions.candidates(reading)).astype(np.int32)
        found.sort()
        return found

    def _likeliest(self, meant: Sequence[Weighed], said: Iterable[Weighed], places: Sequence[Ints], most: int) -> Ints:
        """Return the entries that explain most, and those that do at the places; common words count beside others."""
        rare, common, left = [part for part in meant if len(part[0])], list[Weighed](), BUDGET
        for part in sorted((part for part in said if len(part[0])), key=lambda part: len(part[0])):
            left -= len(part[0])
            (rare if left >= 0 or not rare else common).append(part)
        found = self._added([*rare, *((docs, THERE) for docs in places)])
        explains, local = self._sums[found], [self._best(docs, common, most) for docs in places if len(found) > most]
        self._sums[found] = 0
        if len(found) <= most:
            return found
        likely = (explains >= explains.max() * HOPELESS).nonzero()[0]
        found, explains = found[likely], explains[likely]
        found = _most(found, _more(explains, found, common), most)
        return np.unique(np.concatenate([found, *local])) if local else found

    def _best(self, docs: Ints, common: Sequence[Weighed], most: int) -> Ints:
        """Return those of the entries at a place that explain most."""
        sums = _more(self._sums[docs], docs, common)
        topical = sums > THERE
        return _most(docs[topical], sums[topical], most)

    def _added(self, parts: Sequence[tuple[Ints, Floats | np.float32]]) -> Ints:
        """Add the parts up, and return the entries that have a sum."""
        found = [NO_INTS]
        for docs, weights in parts:
            sums = self._sums[docs]
            found.append(docs[sums == 0])
            self._sums[docs] = sums + weights
        return np.concatenate(found)

    def _meant(self, units: Sequence[Unit]) -> Iterator[Weighed]:
        """Yield the entries that the concepts of a question lead to."""
        for unit in units:
            for key, surety in unit.choices.items():
                docs, weights = self._lookups.concept(key)
                yield docs, weights * np.float32(surety * unit.weight)

    def _said(self, units: Sequence[Unit], reading: Reading) -> Iterator[Weighed]:
        """Yield the entries that its words lead to."""
        for asked in reading.places:
            for readings in asked.words:
                for stem, surety in readings.items():
                    docs, weights = self._lookups.word(stem)
                    yield docs, weights * np.float32(surety * PLACED / len(asked.words))
        for unit in units:
            for readings in unit.words:
                for stem, surety in readings.items():
                    docs, weights = self._lookups.word(stem)
                    yield docs, weights * np.float32(surety * unit.weight / len(unit.words))


def _more(sums: Floats, docs: Ints, common: Sequence[Weighed]) -> Floats:
    """Return the sums with what common words add; of very many entries they tell nothing."""
    return sum((at(part, docs) for part in common), sums) if len(docs) <= FEW else sums


def _most(docs: Ints, explains: Floats, most: int) -> Ints:
    return docs if len(docs) <= most else docs[(-explains).argpartition(most)[:most]]


def explain(lookups: Lookups, unit: Unit, docs: Ints) -> Floats:
    """Return how well each entry explains a topic: by concept, or by words of its own."""
    if not unit.choices and len(unit.words) == 1:
        return _worded(lookups, unit.words[0], docs)
    known = np.zeros(len(docs), np.float32)
    for key, surety in unit.choices.items():
        np.maximum(known, at(lookups.concept(key), docs) * np.float32(surety), out=known)
    if not unit.words:
        return known
    worded = [_worded(lookups, readings, docs) for readings in unit.words]
    part = (WORDS_OF_CONCEPT if len(worded) > 1 else WORD_OF_CONCEPT) if unit.choices else 1.0
    said = np.add.reduce(worded) * np.float32(part / len(worded))
    said[np.minimum.reduce(worded) == 0] = 0
    return np.maximum(known, said) + np.float32(BOTH) * np.minimum(known, said)


def _worded(lookups: Lookups, readings: Mapping[str, float], docs: Ints) -> Floats:
    """Return how plainly each entry says one of these words."""
    weighed = ((lookups.word(stem), surety) for stem, surety in readings.items())
    found = [at(word, docs) * np.float32(surety) for word, surety in weighed if len(word[0])]
    return np.maximum.reduce(found) if found else np.zeros(len(docs), np.float32)
