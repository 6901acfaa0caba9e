"""What an entry says of itself, in the terms in which people ask: words, concepts, places, languages, ages."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from concertbot.chat.words import fold
from concertbot.domain.lookup import Entry
from concertbot.features.directory.rules.lexicon import Concept
from concertbot.features.directory.rules.phrases import ARTICLES, PhraseBook
from concertbot.features.directory.rules.places import Gazetteer
from concertbot.features.directory.rules.text import stem, words

# How much a word or a concept counts by where it stands.
NAME, OWNER, KIND, LISTED, TOLD = 1.0, 0.95, 1.0, 0.9, 0.55
CONCEPT_TOLD = 0.8
BESIDE_KIND = 0.85  # a kind of service in the name of what is declared to be another
ABOUT = 0.6  # and of what is only about it
KIND_TOLD = 0.5  # a kind of service that is only spoken of
NARROW = 0.7  # the weight of an audience that is no wide one, such as women or relatives
LATER = 0.02  # how much less each following audience counts
EVERYONE, PROFESSIONALS = "everyone", "professionals"
LINKS = ARTICLES | {"a", "en", "pour"}  # what is left out of names


@dataclass(frozen=True, slots=True)
class Profile:
    """An entry as the lookup sees it."""

    entry: Entry
    words: Mapping[str, float]
    tags: Mapping[str, float]
    names: tuple[frozenset[str], ...]  # the stems of each name
    titles: frozenset[str]  # each name as one string, with and without its article
    homes: frozenset[str]
    bounds: frozenset[str]
    languages: frozenset[str]
    ages: tuple[tuple[int, int], ...]
    everyone: bool
    reserved: frozenset[str]  # the keys of those in need that it is for, and nobody else
    internal: bool  # works for professionals, about what others do


class Profiler:
    """Draws the profiles of entries; what many entries say alike is read once."""

    def __init__(self, book: PhraseBook, concepts: Mapping[str, Concept], gazetteer: Gazetteer) -> None:
        self._book = book
        self._concepts = concepts
        self._gazetteer = gazetteer
        self._read: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}

    def draw(self, entry: Entry) -> Profile:
        """Return the profile of the entry."""
        tags = self._tags(entry)
        listed = [key for one in entry.audiences for key in self._found(one)[1] if self._kind(key) == "audience"]
        names = tuple(dict.fromkeys(name for name in (entry.name, *entry.alternate_names, entry.organisation) if name))
        ages = (self._concepts[key].ages for key in listed)
        return Profile(
            entry=entry,
            words=self._words(entry),
            tags=tags,
            names=tuple(frozenset(self._found(name)[0]) for name in names),
            titles=frozenset(title for name in names for title in titles(name)),
            homes=self._gazetteer.homes(entry),
            bounds=self._gazetteer.bounds(entry),
            languages=frozenset(fold(language) for language in entry.languages),
            ages=tuple(dict.fromkeys(age for age in ages if age)),
            everyone=EVERYONE in listed,
            reserved=self._reserved(listed),
            internal=PROFESSIONALS in listed[:1] and EVERYONE not in listed and self._is_about(entry.kind),
        )

    def _found(self, text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the stems of the text, joined pairs included, and the keys of the concepts in it."""
        known = self._read.get(text)
        if known is None:
            parts = words(text)
            joined = (stem(one.text + other.text) for one, other in pairwise(parts))
            keys = dict.fromkeys(span.key for span in self._book.find(parts, self._book.exact(parts), "told"))
            stems = dict.fromkeys((*(part.stem for part in parts), *joined))
            known = self._read[text] = (tuple(stems), tuple(keys))
        return known

    def _words(self, entry: Entry) -> dict[str, float]:
        weights: dict[str, float] = {}
        for text, weight in _fields(entry):
            for found in self._found(text)[0]:
                weights[found] = max(weight, weights.get(found, 0))
        return weights

    def _tags(self, entry: Entry) -> dict[str, float]:
        tags: dict[str, float] = {}
        kinds = {key for key in self._found(entry.kind)[1] if self._kind(key) == "service"}
        for text, weight in _fields(entry):
            told = text is entry.description or text is entry.eligibility
            for key in self._found(text)[1]:
                tags[key] = max(self._weight(key, weight, told=told, kinds=kinds), tags.get(key, 0))
        return tags

    def _weight(self, key: str, weight: float, *, told: bool, kinds: set[str]) -> float:
        if self._kind(key) != "service":
            return CONCEPT_TOLD if told else weight
        if told:
            return KIND_TOLD
        if not kinds or key in kinds:
            return weight
        return weight * (ABOUT if any(self._concepts[kind].about for kind in kinds) else BESIDE_KIND)

    def _reserved(self, listed: Sequence[str]) -> frozenset[str]:
        concepts = [self._concepts[key] for key in listed if key != PROFESSIONALS]
        if any(concept.ages or concept.weight < NARROW for concept in concepts):
            return frozenset()
        return frozenset(concept.key for concept in concepts)

    def _is_about(self, kind: str) -> bool:
        return any(key in self._concepts and self._concepts[key].about for key in self._found(kind)[1])

    def _kind(self, key: str) -> str:
        return self._concepts[key].kind if key in self._concepts else "place"


def titles(name: str) -> Iterator[str]:
    """Yield the name as one string: as it stands, its words in another order, and without its articles."""
    parts = [word.text for word in words(name)]
    yield "".join(parts)
    yield "".join(sorted(parts))
    yield "".join(part for part in parts if part not in LINKS) or "".join(parts)


def _fields(entry: Entry) -> Iterator[tuple[str, float]]:
    yield entry.name, NAME
    yield from ((name, NAME) for name in entry.alternate_names)
    yield entry.organisation, OWNER
    yield entry.kind, KIND
    yield from ((term, LISTED) for term in entry.terms)
    yield from ((audience, LISTED + 0.1 - LATER * at) for at, audience in enumerate(entry.audiences[:10]))
    yield entry.eligibility, TOLD
    yield entry.description, TOLD
