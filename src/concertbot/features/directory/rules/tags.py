"""Which entries are, or speak of, each concept and place, and how plainly."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from concertbot.features.directory.rules.arrays import NO_INTS, Flags, Floats, Ints, Postings
from concertbot.features.directory.rules.lexicon import Concept
from concertbot.features.directory.rules.stream import KIND, TOLD, WEIGHTS, Stream

CONCEPT_TOLD = 0.8
BESIDE_KIND = 0.85  # a kind of service in the name of what is declared to be another
ABOUT = 0.6  # and of what is only about it
KIND_TOLD = 0.5  # a kind of service that is only spoken of


def tag_postings(
    tags: Iterable[tuple[str, Ints]], stream: Stream, concepts: Mapping[str, Concept], number: int
) -> tuple[Mapping[str, int], Postings]:
    """Return the numbers of the keys that are found, and their postings."""
    found: defaultdict[str, list[Ints]] = defaultdict(list)
    for key, at in tags:
        found[key].append(stream.texts[at])
    spots = {key: _Spots.of(np.concatenate(texts), stream) for key, texts in found.items()}
    kinds = {key: _declared(one, number) for key, one in spots.items() if _is_service(key, concepts)}
    none = np.zeros(number, np.bool_)
    declared = np.logical_or.reduce([none, *kinds.values()])
    about = np.logical_or.reduce([none, *(own for key, own in kinds.items() if concepts[key].about)])
    weights = [_weights(one, kinds.get(key), declared, about) for key, one in spots.items()]
    lengths = [len(one.docs) for one in spots.values()]
    terms = np.repeat(np.arange(len(spots), dtype=np.int32), lengths)
    docs = np.concatenate([NO_INTS, *(one.docs for one in spots.values())])
    heavy = np.concatenate([np.zeros(0, np.float32), *weights])
    return {key: at for at, key in enumerate(spots)}, Postings.gather(terms, docs, heavy, (len(spots), number))


@dataclass(frozen=True, slots=True)
class _Spots:
    """Where a key is meant: in which entries, and in which of their fields."""

    docs: Ints
    fields: Ints

    @classmethod
    def of(cls, texts: Ints, stream: Stream) -> "_Spots":
        own = np.unique(texts)
        return cls(stream.docs[own], stream.fields[own])


def _is_service(key: str, concepts: Mapping[str, Concept]) -> bool:
    return key in concepts and concepts[key].kind == "service"


def _declared(spots: _Spots, number: int) -> Flags:
    """Return which entries are declared to be of this kind."""
    marks = np.zeros(number, np.bool_)
    marks[spots.docs[spots.fields == KIND]] = True
    return marks


def _weights(spots: _Spots, own: Flags | None, declared: Flags, about: Flags) -> Floats:
    told, plain = spots.fields == TOLD, WEIGHTS[spots.fields]
    if own is None:
        return np.where(told, np.float32(CONCEPT_TOLD), plain)
    other = declared[spots.docs] & ~own[spots.docs]
    beside = np.where(about[spots.docs], ABOUT, BESIDE_KIND).astype(np.float32)
    return np.where(told, np.float32(KIND_TOLD), np.where(other, plain * beside, plain))
