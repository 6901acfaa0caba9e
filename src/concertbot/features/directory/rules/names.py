"""The names of entries: whole, as strings found exactly or nearly, and as sets of words that may be said."""

import zlib
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from concertbot.features.directory.rules.arrays import NO_FLOATS, Floats, Hashes, Ints, Strings, runs, starts_of
from concertbot.features.directory.rules.grams import Grams
from concertbot.features.directory.rules.phrases import ARTICLES
from concertbot.features.directory.rules.stream import OWNER, Stream, Words

LINKS = ARTICLES | {"a", "en", "pour"}  # what is left out of names


@dataclass(frozen=True, slots=True)
class Names:
    """What entries are called. An entry has some names, a name has some stems and some titles."""

    starts: Ints  # by entry: its names
    stems: Ints  # by name, see `stem_starts`
    stem_starts: Ints
    wholes: Floats  # by name: what its stems weigh together
    titles: Strings  # each name as one string, twice: as it stands, and without its articles
    title_starts: Ints  # by entry: its titles
    hashes: Hashes  # of all titles, and of names with their words in another order; in order
    bearers: Ints  # the entries that bear them
    grams: Grams  # of the titles

    @classmethod
    def read(cls, stream: Stream, words: Words, rarity: Floats, number: int) -> "Names":
        """Return the names of so many entries."""
        reading = _Reading(words)
        texts = (stream.fields <= OWNER).nonzero()[0]
        for text in texts.tolist():
            said = stream.forms[stream.starts[text] : stream.starts[text + 1]]
            if len(said):
                reading.add(int(stream.docs[text]), said.tolist())
        return reading.names(rarity, number)

    def called(self, titles: Sequence[str]) -> Iterator[tuple[int, Ints]]:
        """Yield each of these titles that is somebody's, by its place here, with those who bear it."""
        asked = np.fromiter(map(hash_of, titles), np.uint64, len(titles))
        begins = self.hashes.searchsorted(asked)
        known = (
            (self.hashes[np.minimum(begins, len(self.hashes) - 1)] == asked).nonzero()[0] if len(self.hashes) else []
        )
        for at, end in zip(known, self.hashes.searchsorted(asked[known], "right"), strict=True):
            yield int(at), self.bearers[begins[at] : end]

    def said(self, docs: Ints, sureties: Floats) -> Floats:
        """Return for these entries how much of one of their names was said, by the sureties of all stems."""
        names, name_begins = runs(self.starts, docs)
        stems, stem_begins = runs(self.stem_starts, names)
        parts = np.add.reduceat(sureties[self.stems[stems]], stem_begins) if len(stems) else np.zeros(0, np.float32)
        shares = np.zeros(len(docs), np.float32)
        named = self.starts[docs + 1] > self.starts[docs]
        if len(parts):
            shares[named] = np.maximum.reduceat(parts / self.wholes[names], name_begins[named])
        return shares

    def likest(self, title: str, most: int) -> Ints:
        """Return those who bear one of so many titles that share most with this one, in order."""
        return np.unique(
            np.searchsorted(self.title_starts, self.grams.likest(title.encode(), most), "right") - 1
        ).astype(np.int32)

    def titles_of(self, docs: Ints) -> tuple[list[str], Ints]:
        """Return the titles of these entries, and to which of them each belongs."""
        places, _ = runs(self.title_starts, docs)
        counts = self.title_starts[docs + 1] - self.title_starts[docs]
        return self.titles.at(places), np.arange(len(docs), dtype=np.int32).repeat(counts)


class _Reading:
    """Names, read one by one, those of an entry after one another."""

    def __init__(self, words: Words) -> None:
        self._forms = list(words.texts)
        self._stem_of = words.stems.tolist()
        self._stems, self._lengths = array("i"), array("i")
        self._titles = list[bytes]()
        self._docs = array("i")  # by name
        self._hashes, self._bearers = array("Q"), array("i")

    def add(self, at: int, said: Sequence[int]) -> None:
        """Add a name of an entry: the words of which it is made."""
        stems = sorted({self._stem_of[form] for form in said})
        self._stems.extend(stems)
        self._lengths.append(len(stems))
        self._docs.append(at)
        parts = [self._forms[form] for form in said]
        titles = list(_titles(parts))
        self._titles.extend(title.encode() for title in titles)
        for title in {*titles, "".join(sorted(parts))}:
            self._hashes.append(hash_of(title))
            self._bearers.append(at)

    def names(self, rarity: Floats, number: int) -> Names:
        """Return the names of so many entries."""
        docs, stems = np.array(self._docs, np.int32), np.array(self._stems, np.int32)
        counts = np.bincount(docs, minlength=number)
        stem_starts, titles = starts_of(self._lengths), Strings.join(self._titles)
        hashes = np.array(self._hashes, np.uint64)
        order = hashes.argsort(kind="stable")
        return Names(
            starts=starts_of(counts.tolist()),
            stems=stems,
            stem_starts=stem_starts,
            wholes=np.add.reduceat(rarity[stems], stem_starts[:-1]) if len(stems) else NO_FLOATS,
            titles=titles,
            title_starts=starts_of((counts * 2).tolist()),
            hashes=hashes[order],
            bearers=np.array(self._bearers, np.int32)[order],
            grams=Grams.of(titles),
        )


def hash_of(title: str) -> int:
    """Return a number of 64 bits for a title, the same in every process."""
    content = title.encode()
    return zlib.crc32(content) << 32 | zlib.crc32(content[::-1], len(content))


def _titles(parts: Sequence[str]) -> Iterator[str]:
    whole = "".join(parts)
    yield whole
    yield "".join(part for part in parts if part not in LINKS) or whole
