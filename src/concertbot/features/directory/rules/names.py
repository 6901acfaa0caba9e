"""The names of entries: whole, as strings found exactly or nearly, and as sets of words that may be said."""

import zlib
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from concertbot.features.directory.rules.arrays import Floats, Hashes, Ints, Strings, runs, starts_of
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
        texts = np.flatnonzero(stream.fields <= OWNER)
        stems = words.stems.tolist()
        forms = list(words.texts)
        own, titles = [list[Sequence[int]]() for _ in range(number)], [list[str]() for _ in range(number)]
        hashes, bearers = array("Q"), array("i")
        for text in texts.tolist():
            said = stream.forms[stream.starts[text] : stream.starts[text + 1]].tolist()
            if said:
                at = int(stream.docs[text])
                own[at].append(sorted({stems[form] for form in said}))
                parts = [forms[form] for form in said]
                titles[at].extend(_titles(parts))
                hashes.append(hash_of("".join(sorted(parts))))
                bearers.append(at)
        for at, mine in enumerate(titles):
            distinct = set(mine)
            hashes.extend(map(hash_of, distinct))
            bearers.extend([at] * len(distinct))
        known = np.array(hashes, np.uint64)
        order = np.argsort(known, kind="stable")
        flat = np.array([stem for mine in own for name in mine for stem in name], np.int32)
        stem_starts = starts_of(len(name) for mine in own for name in mine)
        packed = Strings.pack([title for mine in titles for title in mine])
        return cls(
            starts=starts_of(map(len, own)),
            stems=flat,
            stem_starts=stem_starts,
            wholes=np.add.reduceat(rarity[flat], stem_starts[:-1]) if len(flat) else np.zeros(0, np.float32),
            titles=packed,
            title_starts=starts_of(map(len, titles)),
            hashes=known[order],
            bearers=np.array(bearers, np.int32)[order],
            grams=Grams.of(packed),
        )

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


def hash_of(title: str) -> int:
    """Return a number of 64 bits for a title, the same in every process."""
    content = title.encode()
    return zlib.crc32(content) << 32 | zlib.crc32(content[::-1], len(content))


def _titles(parts: Sequence[str]) -> Iterator[str]:
    whole = "".join(parts)
    yield whole
    yield "".join(part for part in parts if part not in LINKS) or whole
