"""Entries made ready for questions: flat arrays, built once, never changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from concertbot.domain.lookup import Entry
from concertbot.features.directory.rules.arrays import Floats, Hashes, Ints, Postings, Strings, ints
from concertbot.features.directory.rules.facts import UNKNOWN_LEVEL, FactReader, Facts, Spoken, Where, Whom
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


def build(entries: Sequence[Entry], lore: Lore, rarity: Rarity | None = None) -> tuple[Segment, Words]:
    """Return the entries made ready, and their words. Without a rarity given, it is what these entries show."""
    words = Words(lore.book.mark)
    stream = Stream.read(entries, words)
    postings = _postings(stream, words, len(entries))
    tells = Rarity.shown(words.terms, postings, len(entries)) if rarity is None else rarity
    keys, tags = tag_postings(Tagger(stream, words).tags(lore.book), stream, lore.concepts, len(entries))
    facts = FactReader(lore.book, lore.concepts, lore.gazetteer)
    hashes = np.fromiter((hash_of(f"{entry.source}\0{entry.id}") for entry in entries), np.uint64, len(entries))
    order = hashes.argsort(kind="stable")
    own = np.fromiter((tells.of(term) for term in words.terms), np.float32, len(words.terms))
    segment = Segment(
        sources=Strings.pack([entry.source for entry in entries]),
        ids=Strings.pack([entry.id for entry in entries]),
        terms=words.terms,
        words=postings,
        rarity=own,
        keys=keys,
        tags=tags,
        names=Names.read(stream, words, own, len(entries)),
        wheres=Facts.gather(map(facts.where, entries)),
        whoms=Facts.gather(map(facts.whom, entries)),
        spoken=Facts.gather(map(facts.spoken, entries)),
        levels=ints(UNKNOWN_LEVEL if entry.care_level is None else entry.care_level for entry in entries),
        hashes=hashes[order],
        hashed=order.astype(np.int32),
    )
    return segment, words


def _postings(stream: Stream, words: Words, number: int) -> Postings:
    glued, where = pairs(stream, words)
    stems = np.concatenate([np.array(words.stems, np.int32)[stream.forms], glued])
    texts = np.concatenate([stream.texts, where])
    return Postings.gather(stems, stream.docs[texts], WEIGHTS[stream.fields[texts]], (len(words.terms), number))
