"""A question as it was understood: what is asked for, and under which conditions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, NamedTuple

from concertbot.domain.lookup import Understood
from concertbot.features.directory.rules.facts import PROFESSIONALS
from concertbot.features.directory.rules.lexicon import Concept, Place
from concertbot.features.directory.rules.tokens import Token

# What the conditions weigh, beside topics that weigh 1.
PLACE, LANGUAGE, LEVEL, AGE = 0.6, 0.5, 0.5, 0.45
BESIDE_NEED = 0.9  # what those in need count, where the same words name the need
# The kinds of topics; of two meanings of the same words the first of these is shown.
TOPICS: Mapping[str, Literal["need", "service", "audience"]] = {
    "need": "need",
    "service": "service",
    "audience": "audience",
}

Readings = tuple[Mapping[str, float], ...]
Ages = tuple[int, int]
NO_CHOICES: Mapping[str, float] = MappingProxyType({})


class Unit(NamedTuple):
    """One topic: some words of the question, and the concepts they may mean."""

    weight: float
    words: Readings = ()
    choices: Mapping[str, float] = NO_CHOICES  # keys of concepts, with how surely
    hint: bool = False  # welcome, and never missed


@dataclass(frozen=True, slots=True)
class Asked:
    """A place asked for, and the words it was asked by."""

    place: Place
    words: Readings = ()


@dataclass(slots=True)
class Reading:
    """All that was understood of a question."""

    tokens: Sequence[Token]
    without: frozenset[str]  # keys of parts that were lifted
    wording: str = ""  # the language it is written in
    topics: list[Unit] = field(default_factory=list)
    places: list[Asked] = field(default_factory=list)
    ages: list[tuple[Ages, str]] = field(default_factory=list)  # with the key of the audience, if it has one
    languages: list[Concept] = field(default_factory=list)
    level: int | None = None
    near: bool = False  # a kind of service to which one goes nearby
    professional: bool = False  # asked by those who work, or about their work
    about: set[str] = field(default_factory=set)  # keys of the concepts, and of what suits them
    understood: dict[str, Understood] = field(default_factory=dict)

    @property
    def conditions(self) -> bool:
        """Tell whether something narrows the question down."""
        return bool(self.places or self.ages or self.languages or self.level is not None)

    def add_place(self, place: Place, words: Readings = ()) -> None:
        """Add a place where the service must be."""
        if self._new(Understood(place.key, "place", place.labels)):
            self.places.append(Asked(place, words))

    def add_level(self, level: int) -> None:
        """Add a level of care."""
        labels = {"fr": f"niveau {level}", "nl": f"zorgniveau {level}", "en": f"level {level}"}
        if self._new(Understood(f"level:{level}", "level", labels)):
            self.level = level

    def add_age(self, age: int) -> None:
        """Add an age in years."""
        labels = {"fr": f"{age} ans", "nl": f"{age} jaar", "en": f"{age} years old"}
        if self._new(Understood(f"audience:{age}", "audience", labels)):
            self.ages.append(((age, age), ""))

    def add_language(self, concept: Concept) -> None:
        """Add a language that must be spoken."""
        if self._new(Understood(f"language:{concept.key}", "language", concept.labels)):
            self.languages.append(concept)

    def add_audience(self, concept: Concept, ages: Ages) -> None:
        """Add an audience of a certain age."""
        if self._new(Understood(f"audience:{concept.key}", "audience", concept.labels)):
            self.ages.append((ages, concept.key))

    def add_topic(self, concepts: Sequence[Concept], sureties: Mapping[str, float], words: Readings) -> None:
        """Add a topic that some words mean, with all the concepts it may be."""
        needs = any(concept.kind == "need" for concept in concepts)
        choices = {
            concept.key: sureties[concept.key] * (BESIDE_NEED if needs and concept.kind == "audience" else 1)
            for concept in concepts
        }
        hint = all(concept.hint for concept in concepts)
        self.topics.append(Unit(max(concept.weight for concept in concepts), words, choices, hint))
        self.near = self.near or any(concept.near for concept in concepts)
        self.about.update(key for concept in concepts for key in (concept.key, *concept.suits))
        self.professional = PROFESSIONALS in self.about or self.professional or any(one.about for one in concepts)
        shown = [concept for concept in concepts if concept.kind in TOPICS and not concept.hint]
        for concept in sorted(shown, key=lambda concept: list(TOPICS).index(concept.kind))[:1]:
            self._new(Understood(f"{concept.kind}:{concept.key}", TOPICS[concept.kind], concept.labels))

    def add_unknown(self, part: Understood) -> None:
        """Add a part about which nothing is known."""
        self._new(part)

    def _new(self, part: Understood) -> bool:
        if part.key in self.understood or part.key in self.without:
            return False
        self.understood[part.key] = part
        return True
