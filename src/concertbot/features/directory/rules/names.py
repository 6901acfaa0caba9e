"""The names of entries: whole, as strings found exactly or nearly, and as sets of words that may be said."""

import zlib
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from concertbot.features.directory.rules.arrays import Floats, Hashes, Ints, Strings, runs, starts_of
from concertbot.features.directory.rules.grams import Grams
from concertbot.features.directory.rules.phrases import ARTICLES
from concertbot.features.directory.rules.stream import NAME, OWNER, Stream, Words

LINKS = ARTICLES | {"a", "en", "pour"}  # what is left out of names
NOTHING = -1  # the stem of a name that has no words: nobody says it


@dataclass(frozen=True, slots=True)
class Said:
    """The words of a question."""

    sureties: Floats  # by stem: how surely it was said, weighed by how much it tells
    places: Sequence[int]  # stems of the places that were asked for
    whole: float  # what all that was said weighs together


@dataclass(frozen=True, slots=True)
class Names:
    """What entries are called. An entry has one name or more, a name has one stem or more."""

    starts: Ints  # by entry: its names
    stems: Ints  # by name, see `stem_starts`
    stem_starts: Ints
    wholes: Floats  # by name: what its stems weigh together
    titles: Strings  # each name as one string, without its articles
    hashes: Hashes  # of names as they stand, without their articles, and with their words in another order; in order
    bearers: Ints  # the entries that bear them
    grams: Grams  # of the titles

    @classmethod
    def read(cls, stream: Stream, words: Words, rarity: Floats, number: int) -> "Names":
        """Return the names of so many entries."""
        reading = _Reading(words)
        texts = ((stream.fields <= OWNER) & ((np.diff(stream.starts) > 0) | (stream.fields == NAME))).nonzero()[0]
        for text in texts.tolist():
            said = stream.forms[stream.starts[text] : stream.starts[text + 1]]
            reading.add(int(stream.docs[text]), said.tolist())
        return reading.names(rarity, number)

    def called(self, titles: Sequence[int]) -> Iterator[tuple[int, Ints]]:
        """Yield each of these titles, by hash, that is somebody's, by its place here, with those who bear it."""
        asked = np.array(titles, np.uint64)
        begins = self.hashes.searchsorted(asked)
        known = (self.hashes.take(begins, mode="clip") == asked).nonzero()[0] if len(self.hashes) else []
        for at, end in zip(known, self.hashes.searchsorted(asked[known], "right"), strict=True):
            yield int(at), self.bearers[begins[at] : end]

    def of(self, docs: Ints) -> tuple[Ints, Ints]:
        """Return the names of these entries, and where those of each begin."""
        return runs(self.starts, docs)

    def said(self, docs: Ints, said: "Said") -> tuple[Floats, Floats]:
        """Return for each entry how much of a name was said, places apart, and how much of what was said is in one."""
        names, name_begins = runs(self.starts, docs)
        places, begins = runs(self.stem_starts, names)
        stems = self.stems[places]
        both: Floats = np.add.reduceat(said.sureties[stems], begins)
        part: Floats = np.maximum.reduceat(both, name_begins) * np.float32(1 / (said.whole or 1))
        if said.places:
            topical = said.sureties.copy()
            topical[said.places] = 0
            both = np.add.reduceat(topical[stems], begins)
        share: Floats = np.maximum.reduceat(both / self.wholes[names], name_begins)
        return share, part

    def likest(self, title: str, most: int) -> Ints:
        """Return those who bear one of so many titles that share most with this one, in order."""
        likest = self.grams.likest(title.encode(), most)
        return np.unique(self.starts.searchsorted(likest, "right") - 1).astype(np.int32)


class _Reading:
    """Names, read one by one, those of an entry after one another."""

    def __init__(self, words: Words) -> None:
        self._forms = list(words.texts)
        self._stem_of = words.stems.tolist()
        self._stems, self._lengths = array("i"), array("i")
        self._titles, self._ends = bytearray(), array("i", [0])
        self._docs = array("i")  # by name
        self._hashes, self._bearers = array("Q"), array("i")

    def add(self, at: int, said: Sequence[int]) -> None:
        """Add a name of an entry: the words of which it is made."""
        stems = sorted({self._stem_of[form] for form in said}) or [NOTHING]
        self._stems.extend(stems)
        self._lengths.append(len(stems))
        self._docs.append(at)
        parts = [self._forms[form] for form in said]
        whole = "".join(parts)
        bare = "".join(part for part in parts if part not in LINKS) or whole
        self._titles.extend(bare.encode())
        self._ends.append(len(self._titles))
        for title in {whole, bare, "".join(sorted(parts))} if whole else ():
            self._hashes.append(hash_of(title))
            self._bearers.append(at)

    def names(self, rarity: Floats, number: int) -> Names:
        """Return the names of so many entries."""
        docs, stems = np.array(self._docs, np.int32), np.array(self._stems, np.int32)
        counts = np.bincount(docs, minlength=number)
        stem_starts, titles = starts_of(self._lengths), Strings(np.array(self._ends, np.int32), bytes(self._titles))
        hashes = np.array(self._hashes, np.uint64)
        order = hashes.argsort(kind="stable")
        return Names(
            starts=starts_of(counts.tolist()),
            stems=stems,
            stem_starts=stem_starts,
            wholes=np.add.reduceat(np.append(rarity, np.float32(np.inf))[stems], stem_starts[:-1]),
            titles=titles,
            hashes=hashes[order],
            bearers=np.array(self._bearers, np.int32)[order],
            grams=Grams.of(titles),
        )


def hash_of(title: str) -> int:
    """Return a number of 64 bits for a title, the same in every process; see also `hashes_of`."""
    content = title.encode()
    return zlib.crc32(content) << 32 | zlib.adler32(content)


def hashes_of(texts: Sequence[str]) -> Iterator[int]:
    """Yield the hash of the first of some texts, of the first two as one, of the first three, and so on."""
    one, other = 0, 1
    for text in texts:
        content = text.encode()
        one, other = zlib.crc32(content, one), zlib.adler32(content, other)
        yield one << 32 | other
