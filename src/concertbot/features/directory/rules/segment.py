"""Entries made ready for questions: flat arrays, built once, never changed."""

import sys
from array import array
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from concertbot.domain.lookup import Entry
from concertbot.features.directory.rules.arrays import Floats, Hashes, Ints, Postings, Strings
from concertbot.features.directory.rules.facts import (
    UNKNOWN_LEVEL,
    FactReader,
    Facts,
    Gathering,
    Spoken,
    Where,
    Whom,
)
from concertbot.features.directory.rules.lore import Lore
from concertbot.features.directory.rules.names import Names, hash_of
from concertbot.features.directory.rules.pairs import pairs
from concertbot.features.directory.rules.rarity import Rarity
from concertbot.features.directory.rules.stream import WEIGHTS, Stream, Words
from concertbot.features.directory.rules.tagging import Tagger
from concertbot.features.directory.rules.tags import tag_postings

Key = tuple[str, str]  # source, id


@dataclass(frozen=True, slots=True)
class Segment:
    """Some entries as the lookup sees them."""

    sources: Strings
    ids: Strings
    terms: Mapping[str, int]  # stems
    words: Postings
    rarity: Floats  # by term: how much it tells, from 0 (everywhere) to 1 (once)
    keys: Mapping[str, int]  # of concepts and places
    tags: Postings
    names: Names
    wheres: Facts[Where]
    whoms: Facts[Whom]
    spoken: Facts[Spoken]
    levels: Ints
    hashes: Hashes  # of sources and ids, in order, with the entries they are of
    hashed: Ints

    def __len__(self) -> int:
        return len(self.ids)

    def key(self, at: int) -> Key:
        """Return the source and the id of an entry."""
        return self.sources[at], self.ids[at]

    def find(self, key: Key) -> int | None:
        """Return the place of an entry."""
        asked = np.uint64(hash_of("\0".join(key)))
        begin, end = self.hashes.searchsorted(asked), self.hashes.searchsorted(asked, "right")
        return next((at for at in self.hashed[begin:end].tolist() if self.key(at) == key), None)


def build(entries: Collection[Entry], lore: Lore, rarity: Rarity | None = None) -> tuple[Segment, Words]:
    """Return the entries made ready, and their words. Without a rarity given, it is what these entries show."""
    words, number = Words(lore.book.literal), len(entries)
    plain = _Plain(FactReader(lore.book, lore.concepts, lore.gazetteer))
    stream = Stream.read(map(plain.see, entries), words)
    postings = _postings(stream, words, number)
    tells = Rarity.shown(words.terms, postings, number) if rarity is None else rarity
    own = np.fromiter((tells.of(term) for term in words.terms), np.float32, len(words.terms))
    keys, tags = tag_postings(Tagger(stream, words).tags(lore.book), stream, lore.concepts, number)
    hashes = np.array(plain.hashes, np.uint64)
    order = hashes.argsort(kind="stable")
    segment = Segment(
        sources=Strings.pack(plain.sources),
        ids=Strings.pack(plain.ids),
        terms=words.terms,
        words=postings,
        rarity=own,
        keys=keys,
        tags=tags,
        names=Names.read(stream, words, own, number),
        wheres=plain.wheres.facts,
        whoms=plain.whoms.facts,
        spoken=plain.spoken.facts,
        levels=np.array(plain.levels, np.int32),
        hashes=hashes[order],
        hashed=order.astype(np.int32),
    )
    return segment, words


class _Plain:
    """What is taken from each entry as it goes by, beside its words."""

    def __init__(self, reader: FactReader) -> None:
        self._reader = reader
        self.sources, self.ids = list[str](), list[str]()
        self.hashes, self.levels = array("Q"), array("i")
        self.wheres, self.whoms, self.spoken = Gathering[Where](), Gathering[Whom](), Gathering[Spoken]()

    def see(self, entry: Entry) -> Entry:
        """Take what is needed of an entry, and hand it on."""
        self.sources.append(sys.intern(entry.source))
        self.ids.append(entry.id)
        self.hashes.append(hash_of(f"{entry.source}\0{entry.id}"))
        self.levels.append(UNKNOWN_LEVEL if entry.care_level is None else entry.care_level)
        self.wheres.add(self._reader.where(entry))
        self.whoms.add(self._reader.whom(entry))
        self.spoken.add(self._reader.spoken(entry))
        return entry


def _postings(stream: Stream, words: Words, number: int) -> Postings:
    glued, where = pairs(stream, words)
    stems = np.concatenate([np.array(words.stems, np.int32)[stream.forms], glued])
    texts = np.concatenate([stream.texts, where])
    return Postings.gather(stems, stream.docs[texts], WEIGHTS[stream.fields[texts]], (len(words.terms), number))
