"""What an entry says of itself, in the terms in which people ask: words, concepts, places, languages, ages."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from concertbot.chat.words import fold
from concertbot.domain.lookup import Entry
from concertbot.features.directory.rules.lexicon import Concept
from concertbot.features.directory.rules.phrases import PhraseBook, exact
from concertbot.features.directory.rules.places import Gazetteer
from concertbot.features.directory.rules.text import bare, stem, words

ARTICLES = ("le", "la", "les", "l", "de", "den", "het", "the")
# How much a word or a concept counts by where it stands.
NAME, OWNER, KIND, LISTED, TOLD = 1.0, 0.95, 0.95, 0.9, 0.55
CONCEPT_TOLD = 0.8
BESIDE_KIND = 0.6  # a kind of service in the name of what is declared to be another kind
KIND_TOLD = 0.35  # a kind of service that is only spoken of
LATER = 0.02  # how much less each following audience counts
EVERYONE = "everyone"


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


class Profiler:
    """Draws the profiles of entries; what many entries say alike is read once."""

    def __init__(self, book: PhraseBook, concepts: Mapping[str, Concept], gazetteer: Gazetteer) -> None:
        self._book = book
        self._concepts = concepts
        self._gazetteer = gazetteer
        self._read: dict[str, tuple[tuple[str, ...], frozenset[str]]] = {}

    def draw(self, entry: Entry) -> Profile:
        """Return the profile of the entry."""
        tags = self._tags(entry)
        listed = [key for audience in entry.audiences for key in self._found(audience)[1]]
        names = tuple(dict.fromkeys(name for name in (entry.name, *entry.alternate_names, entry.organisation) if name))
        ages = (self._concepts[key].ages for key in listed if key in self._concepts)
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
        )

    def _found(self, text: str) -> tuple[tuple[str, ...], frozenset[str]]:
        """Return the stems of the text, joined pairs included, and the keys of the concepts in it."""
        known = self._read.get(text)
        if known is None:
            parts = words(text)
            joined = (stem(one.text + other.text) for one, other in zip(parts, parts[1:], strict=False))
            keys = frozenset(span.key for span in self._book.find(parts, exact(parts), said=False))
            known = self._read[text] = (tuple(dict.fromkeys((*(part.stem for part in parts), *joined))), keys)
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
        return BESIDE_KIND if kinds and key not in kinds else weight

    def _kind(self, key: str) -> str:
        return self._concepts[key].kind if key in self._concepts else "place"


def titles(name: str) -> Iterator[str]:
    """Yield the name as one string of letters and digits, with and without its article."""
    yield bare(name)
    first = words(name)[:1]
    if first and first[0].text in ARTICLES:
        yield bare(name).removeprefix(first[0].text)


def _fields(entry: Entry) -> Iterator[tuple[str, float]]:
    yield entry.name, NAME
    yield from ((name, NAME) for name in entry.alternate_names)
    yield entry.organisation, OWNER
    yield entry.kind, KIND
    yield from ((term, LISTED) for term in entry.terms)
    yield from ((audience, LISTED + 0.1 - LATER * at) for at, audience in enumerate(entry.audiences[:10]))
    yield entry.eligibility, TOLD
    yield entry.description, TOLD
