"""Finds the phrases of the lexicon in all that a directory tells, each in one go over all entries.

Equal to what `PhraseBook.find` finds text by text, and a hundred times as fast.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, combinations

import numpy as np

from concertbot.features.directory.rules.arrays import NO_INTS, Flags, Hashes, Ints, starts_of
from concertbot.features.directory.rules.phrases import Phrase, PhraseBook
from concertbot.features.directory.rules.stream import Stream, Words

MIXER = np.uint64(0x9E3779B97F4A7C15)  # 2^64 / the golden ratio: spreads neighbouring numbers
SHIFT = np.uint64(29)
LONGEST = 6  # telling words of a phrase whose parts are looked for


@dataclass(frozen=True, slots=True)
class Found:
    """Where a phrase stands: the place of its rarest word in the stream, and all its places as one number."""

    at: Ints
    spans: Hashes


class Tagger:
    """Finds phrases in a stream."""

    def __init__(self, stream: Stream, words: Words) -> None:
        self._stream = stream
        self._terms = words.terms
        marks = np.frombuffer(words.marks, np.int32)[stream.forms] if len(stream.forms) else NO_INTS
        self._order = np.argsort(marks, kind="stable").astype(np.int32)
        self._starts = starts_of(np.bincount(marks, minlength=len(words.terms)))

    def tags(self, book: PhraseBook) -> Iterator[tuple[str, Ints]]:
        """Yield each key with the places in the stream where it is meant."""
        phrases = [one for one in book.told if all(len(self._where(stem)) for stem in one.stems)]
        known = {frozenset(one.stems) for one in phrases}
        found = [(one, *self._find(one)) for one in phrases]
        hidden = self._hidden([one for one in found if len(one[1].at)], known, book)
        for phrase, where, _ in found:
            covers = hidden.get((phrase.key, frozenset(phrase.stems)))
            at = where.at[~np.isin(where.spans, np.concatenate(covers))] if covers else where.at
            if len(at):
                yield phrase.key, at

    def _hidden(
        self, found: Iterable[tuple[Phrase, Found, Mapping[str, Ints]]], known: set[frozenset[str]], book: PhraseBook
    ) -> Mapping[tuple[str, frozenset[str]], list[Hashes]]:
        """Return which spans of shorter phrases lie within longer ones, by key and words of the shorter."""
        keys: defaultdict[frozenset[str], set[str]] = defaultdict(set)
        for phrase, _, _ in found:
            keys[frozenset(phrase.stems)].add(phrase.key)
        hidden: defaultdict[tuple[str, frozenset[str]], list[Hashes]] = defaultdict(list)
        for phrase, _, places in found:
            for part in _parts(phrase.stems, known):
                spans = _spans([places[stem] for stem in part])
                for key in keys.get(part, ()):
                    if book.hides(phrase.key, key):
                        hidden[key, part].append(spans)
        return hidden

    def _find(self, phrase: Phrase) -> tuple[Found, Mapping[str, Ints]]:
        """Return where a phrase stands, and the place of each of its words there."""
        at = self._where(phrase.stems[0])
        if phrase.shouted:
            at = at[self._stream.shouted[at] | self._alone(at)]
        columns = {phrase.stems[0]: at}
        for stem in phrase.stems[1:]:
            near, far = self._nearest(stem, columns[phrase.stems[0]], phrase.reach)
            columns = {**{one: where[near] for one, where in columns.items()}, stem: far[near]}
        matrix = self._stream.places[np.stack(list(columns.values()))]
        tight = (matrix.max(axis=0) - matrix.min(axis=0)) <= phrase.reach
        columns = {one: where[tight] for one, where in columns.items()}
        return Found(columns[phrase.stems[0]], _spans(columns.values())), columns

    def _where(self, stem: str) -> Ints:
        term = self._terms.get(stem)
        if term is None:
            return NO_INTS
        return self._order[self._starts[term] : self._starts[term + 1]]

    def _alone(self, at: Ints) -> Flags:
        texts = self._stream.texts[at]
        return self._stream.starts[texts + 1] - self._stream.starts[texts] == 1

    def _nearest(self, stem: str, at: Ints, reach: int) -> tuple[Flags, Ints]:
        """Return which places have the word within reach, and where the nearest stands."""
        own, places = self._where(stem), self._stream.places
        after = np.searchsorted(own, at)
        left, right = own[np.maximum(after - 1, 0)], own[np.minimum(after, len(own) - 1)]
        here = places[at]
        nearest = np.where(np.abs(places[left] - here) <= np.abs(places[right] - here), left, right)
        return np.abs(places[nearest] - here) <= reach, nearest


def _parts(stems: Sequence[str], known: set[frozenset[str]]) -> Iterator[frozenset[str]]:
    """Yield the phrases that stand within a phrase of these words."""
    if 1 < len(stems) <= LONGEST:
        sizes = (combinations(stems, size) for size in range(1, len(stems)))
        yield from (part for part in map(frozenset, chain.from_iterable(sizes)) if part in known)


def _spans(columns: Iterable[Ints]) -> Hashes:
    """Return for each row of places one number that does not depend on their order."""
    mixed = [(column.astype(np.uint64) + np.uint64(1)) * MIXER for column in columns]
    return np.sum([(one ^ (one >> SHIFT)) * MIXER for one in mixed], axis=0, dtype=np.uint64)
