"""What entries have in common with many others: where they are, for whom, in which languages, at which level of care.

A directory has few such combinations, and conditions are held against each of them once.
"""

from array import array
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

from concertbot.chat.words import fold
from concertbot.domain.lookup import Entry
from concertbot.features.directory.rules.arrays import Flags, Floats, Ints
from concertbot.features.directory.rules.lexicon import Concept
from concertbot.features.directory.rules.phrases import PhraseBook
from concertbot.features.directory.rules.places import Gazetteer
from concertbot.features.directory.rules.text import words

EVERYONE, PROFESSIONALS = "everyone", "professionals"
NARROW = 0.7  # the weight of an audience that is no wide one, such as women or relatives
UNKNOWN_LEVEL = -1

F = TypeVar("F", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Where:
    """Where an entry is, and whom it serves by where they live, by the keys of places."""

    homes: frozenset[str]
    bounds: frozenset[str]  # the only places that are served; none when the area is wider or unknown


@dataclass(frozen=True, slots=True)
class Whom:
    """For whom an entry is."""

    ages: tuple[tuple[int, int], ...] = ()
    everyone: bool = False
    reserved: frozenset[str] = frozenset()  # the keys of those in need that it is for, and nobody else
    internal: bool = False  # works for professionals, about what others do


Spoken = frozenset[str]


@dataclass(frozen=True, slots=True)
class Facts(Generic[F]):
    """The combinations of facts that occur, and which of them each entry has."""

    values: Sequence[F]
    of: Ints  # by entry

    def each(self, worth: Callable[[F], float]) -> Floats:
        """Return what each combination is worth."""
        return np.fromiter(map(worth, self.values), np.float32, len(self.values))

    def which(self, holds: Callable[[F], bool]) -> Flags:
        """Return of which entries something holds."""
        marks = np.fromiter(map(holds, self.values), np.bool_, len(self.values))
        return marks[self.of]


class Gathering(Generic[F]):
    """Facts, gathered entry by entry."""

    def __init__(self) -> None:
        self._numbers: dict[F, int] = {}
        self._of = array("i")

    def add(self, fact: F) -> None:
        """Add the facts of the next entry."""
        self._of.append(self._numbers.setdefault(fact, len(self._numbers)))

    @property
    def facts(self) -> Facts[F]:
        """What was gathered."""
        return Facts(tuple(self._numbers), np.array(self._of, np.int32))


class FactReader:
    """Reads the facts of entries; what many entries say alike is read once."""

    def __init__(self, book: PhraseBook, concepts: Mapping[str, Concept], gazetteer: Gazetteer) -> None:
        self._book = book
        self._concepts = concepts
        self._gazetteer = gazetteer
        self._keys: dict[str, tuple[str, ...]] = {}
        self._wheres: dict[tuple[tuple[str, ...], ...], Where] = {}
        self._whoms: dict[tuple[tuple[str, ...], str], Whom] = {}
        self._spoken: dict[tuple[str, ...], Spoken] = {}

    def where(self, entry: Entry) -> Where:
        """Return where the entry is."""
        said = (entry.communes, entry.postcodes, entry.areas)
        if said not in self._wheres:
            self._wheres[said] = Where(self._gazetteer.homes(entry), self._gazetteer.bounds(entry))
        return self._wheres[said]

    def whom(self, entry: Entry) -> Whom:
        """Return for whom the entry is."""
        said = (entry.audiences, entry.kind)
        if said not in self._whoms:
            self._whoms[said] = self._whom(*said)
        return self._whoms[said]

    def spoken(self, entry: Entry) -> Spoken:
        """Return the languages of the entry."""
        if entry.languages not in self._spoken:
            self._spoken[entry.languages] = frozenset(map(fold, entry.languages))
        return self._spoken[entry.languages]

    def _whom(self, audiences: Sequence[str], kind: str) -> Whom:
        found = [self._concepts[key] for one in audiences for key in self._found(one) if key in self._concepts]
        listed = [concept for concept in found if concept.kind == "audience"]
        keys = [concept.key for concept in listed]
        about = any(key in self._concepts and self._concepts[key].about for key in self._found(kind))
        return Whom(
            ages=tuple(dict.fromkeys(concept.ages for concept in listed if concept.ages)),
            everyone=EVERYONE in keys,
            reserved=_reserved(listed),
            internal=PROFESSIONALS in keys[:1] and EVERYONE not in keys and about,
        )

    def _found(self, text: str) -> tuple[str, ...]:
        """Return the keys of the concepts in a text."""
        if text not in self._keys:
            parts = words(text)
            found = self._book.find(parts, self._book.exact(parts), "told")
            self._keys[text] = tuple(dict.fromkeys(span.key for span in found))
        return self._keys[text]


def _reserved(listed: Sequence[Concept]) -> frozenset[str]:
    others = [concept for concept in listed if concept.key != PROFESSIONALS]
    if any(concept.ages or concept.weight < NARROW for concept in others):
        return frozenset()
    return frozenset(concept.key for concept in others)
