"""A question as it was understood: what is asked for, and under which conditions."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from concertbot.chat.words import fold
from concertbot.domain.lookup import Question, Understood
from concertbot.features.directory.rules.lexicon import Concept, Lexicon, Place
from concertbot.features.directory.rules.phrases import PhraseBook, Span
from concertbot.features.directory.rules.places import Gazetteer
from concertbot.features.directory.rules.tokens import Token, Tokenizer, stems_at

IDIOM = "idiom"
AGE_UNITS = frozenset({"ans", "an", "jaar", "jarige", "jarig", "year", "years", "yo", "maanden", "mois", "months"})
BABY_UNITS = frozenset({"maanden", "mois", "months"})
NOT_AN_AGE = frozenset({"depuis", "a", "sinds", "since", "for", "pendant", "pres", "apres", "dans", "al", "over"})
OLDEST = 110
LEVEL_WORDS = frozenset({"niveau", "level", "zorgniveau", "niv"})
HIGHEST_LEVEL = 5
CONDITION = {"place": 0.6, "language": 0.5, "level": 0.5, "age": 0.45}
PLACE_SURE = 0.78
PRIORITY = ("need", "service", "audience", "word")


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing asked for: some words of the question, and the concepts they may mean."""

    at: frozenset[int]
    weight: float
    words: tuple[Mapping[str, float], ...] = ()
    choices: Mapping[str, float] = field(default_factory=dict)  # keys of concepts, with how surely

    @property
    def concepts(self) -> bool:
        """Tell whether a concept was recognised."""
        return bool(self.choices)


@dataclass(slots=True)
class Reading:
    """All that was understood of a question."""

    tokens: list[Token] = field(default_factory=list)
    topics: list[Unit] = field(default_factory=list)
    places: list[tuple[Place, Unit]] = field(default_factory=list)
    ages: list[tuple[tuple[int, int], Unit, str]] = field(default_factory=list)  # with the key of the audience
    languages: list[tuple[Concept, Unit]] = field(default_factory=list)
    level: int | None = None
    wording: str = ""
    near: bool = False  # a kind of service to which one goes nearby is asked
    understood: list[Understood] = field(default_factory=list)

    @property
    def conditions(self) -> bool:
        """Tell whether something narrows the question down."""
        return bool(self.places or self.ages or self.languages or self.level is not None)


class Reader:
    """Reads questions with a lexicon and the words of a directory."""

    def __init__(self, lexicon: Lexicon, book: PhraseBook, gazetteer: Gazetteer, tokenizer: Tokenizer) -> None:
        self._lexicon = lexicon
        self._book = book
        self._gazetteer = gazetteer
        self._tokenizer = tokenizer

    def read(self, question: Question) -> Reading:
        """Return what was understood of the question, its options included, without what was lifted."""
        tokens = self._tokenizer.tokens(question.text)
        reading = Reading(tokens=tokens)
        spans = self._spans(tokens)
        taken = {at for span in spans if span.key == IDIOM for at in span.at}
        spans = [span for span in spans if span.key == IDIOM or not span.at & taken]
        reading.wording = self._wording(tokens, spans)
        taken |= self._read_numbers(reading, question.without, taken)
        groups = _groups(spans)
        for keys, at in groups:
            taken |= at
            if not self._lifted(keys, question.without):
                self._add(reading, keys, at)
        self._options(reading, question)
        for at, token in enumerate(tokens):
            if at not in taken and token.weight:
                reading.topics.append(Unit(frozenset({at}), token.weight, (token.readings,)))
        return reading

    def _spans(self, tokens: Sequence[Token]) -> list[Span]:
        return self._book.find([token.word for token in tokens], [token.readings for token in tokens])

    def _lifted(self, keys: Mapping[str, float], without: frozenset[str]) -> bool:
        return any(self._key(key) in without for key in keys)

    def _key(self, key: str) -> str:
        found = self._lexicon.concepts.get(key)
        return f"{found.kind}:{key}" if found else key

    def _wording(self, tokens: Sequence[Token], spans: Sequence[Span]) -> str:
        votes = Counter(self._lexicon.languages.get(token.word.text, "") for token in tokens)
        votes.update(span.language for span in spans)
        votes[""] = 0
        language, most = votes.most_common(1)[0]
        return language if most and list(votes.values()).count(most) == 1 else ""

    def _read_numbers(self, reading: Reading, without: frozenset[str], taken: set[int]) -> set[int]:
        found: set[int] = set()
        texts = [token.word.text for token in reading.tokens]
        for at, text in enumerate(texts):
            if not text.isdigit() or at in taken:
                continue
            before, after = texts[at - 1] if at else "", texts[at + 1] if at + 1 < len(texts) else ""
            if text in self._gazetteer.codes:
                place = self._gazetteer.by_postcode(text)
                found.add(at)
                if place.key not in without:
                    self._add_place(reading, place, Unit(frozenset({at}), CONDITION["place"]))
            elif before in LEVEL_WORDS and int(text) <= HIGHEST_LEVEL:
                found |= {at - 1, at}
                if f"level:{int(text)}" not in without:
                    _add_level(reading, int(text))
            elif _is_age(text, before, after):
                found |= {at, at + 1} if after in AGE_UNITS else {at}
                _add_age(reading, 0 if after in BABY_UNITS else int(text), frozenset({at}), without)
        return found

    def _add(self, reading: Reading, keys: Mapping[str, float], at: frozenset[int]) -> None:
        """Add what some words mean: a place, a language, an age, or a topic."""
        if IDIOM in keys:
            reading.topics.append(Unit(at, 1.0))
            return
        words = tuple(stems_at(reading.tokens, at))
        places = [self._gazetteer[key] for key, surety in keys.items() if key not in self._lexicon.concepts and surety >= PLACE_SURE]
        for place in places:
            self._add_place(reading, place, Unit(at, CONDITION["place"], words, {place.key: keys[place.key]}))
        concepts = [self._lexicon.concepts[key] for key in keys if key in self._lexicon.concepts]
        languages = [concept for concept in concepts if concept.kind == "language"]
        for concept in languages:
            reading.languages.append((concept, Unit(at, CONDITION["language"], words, {concept.key: 1.0})))
            self._note(reading, concept)
        topics = [concept for concept in concepts if concept.kind != "language"]
        for concept in topics:
            if concept.ages:
                unit = Unit(at, CONDITION["age"], words, {concept.key: keys[concept.key]})
                reading.ages.append((concept.ages, unit, concept.key))
                self._note(reading, concept)
        topics = [concept for concept in topics if not concept.ages]
        if topics and not (places and all(concept.kind == "word" for concept in topics)):
            self._add_topic(reading, topics, keys, at, words)

    def _add_topic(
        self,
        reading: Reading,
        topics: Sequence[Concept],
        keys: Mapping[str, float],
        at: frozenset[int],
        words: tuple[Mapping[str, float], ...],
    ) -> None:
        choices = {concept.key: keys[concept.key] for concept in topics}
        reading.topics.append(Unit(at, max(concept.weight for concept in topics), words, choices))
        reading.near = reading.near or any(concept.near for concept in topics)
        shown = [concept for concept in topics if concept.kind != "word" and not concept.hint]
        if shown:
            self._note(reading, min(shown, key=lambda concept: PRIORITY.index(concept.kind)))

    def _note(self, reading: Reading, concept: Concept, *, answerable: bool = True) -> None:
        if concept.kind in {"need", "service", "audience", "language"}:
            part = Understood(f"{concept.kind}:{concept.key}", concept.kind, concept.labels, answerable)  # type: ignore[arg-type]
            if part.key not in {known.key for known in reading.understood}:
                reading.understood.append(part)

    def _add_place(self, reading: Reading, place: Place, unit: Unit) -> None:
        if place.key not in {known.key for known, _ in reading.places}:
            reading.places.append((place, unit))
            reading.understood.append(Understood(place.key, "place", place.labels))

    def _options(self, reading: Reading, question: Question) -> None:
        """Add the options that were said apart, as if they had been said in the question."""
        asked = {
            "place": question.commune,
            "audience": question.audience,
            "language": question.language,
        }
        for kind, text in asked.items():
            found = list(self._meant(kind, text)) if text else []
            for key in found:
                if self._key(key) not in question.without:
                    self._add(reading, {key: 1.0}, frozenset())
            if text and not found:
                part = Understood(f"{kind}:{fold(text)}", kind, dict.fromkeys(("fr", "nl", "en"), text), answerable=False)  # type: ignore[arg-type]
                if part.key not in question.without:
                    reading.understood.append(part)
        if question.level is not None and f"level:{question.level}" not in question.without:
            _add_level(reading, question.level)

    def _meant(self, kind: str, text: str) -> Iterator[str]:
        if kind == "place" and text in self._gazetteer.codes:
            yield self._gazetteer.by_postcode(text).key
            return
        if kind == "language" and fold(text) in self._lexicon.concepts:
            yield fold(text)
            return
        for span in self._spans(self._tokenizer.tokens(text)):
            found = self._lexicon.concepts.get(span.key)
            if (found.kind if found else "place") == kind:
                yield span.key


def _groups(spans: Sequence[Span]) -> list[tuple[dict[str, float], frozenset[int]]]:
    """Return the concepts by the words that mean them; what is said twice is one."""
    by_key: dict[str, tuple[float, frozenset[int]]] = {}
    for span in spans:
        surety, at = by_key.get(span.key, (0.0, frozenset[int]()))
        by_key[span.key] = (max(surety, span.surety), at | span.at)
    groups: dict[frozenset[int], dict[str, float]] = {}
    for key, (surety, at) in by_key.items():
        groups.setdefault(at, {})[key] = surety
    return [(keys, at) for at, keys in groups.items()]


def _is_age(text: str, before: str, after: str) -> bool:
    return len(text) <= 3 and int(text) <= OLDEST and after in AGE_UNITS and before not in NOT_AN_AGE


def _add_age(reading: Reading, age: int, at: frozenset[int], without: frozenset[str]) -> None:
    key = f"audience:{age}"
    if key not in without:
        labels = {"fr": f"{age} ans", "nl": f"{age} jaar", "en": f"{age} years old"}
        reading.ages.append(((age, age), Unit(at, CONDITION["age"]), key))
        reading.understood.append(Understood(key, "audience", labels))


def _add_level(reading: Reading, level: int) -> None:
    reading.level = level
    labels = {"fr": f"niveau {level}", "nl": f"zorgniveau {level}", "en": f"level {level}"}
    reading.understood.append(Understood(f"level:{level}", "level", labels))
