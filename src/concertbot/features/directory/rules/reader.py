"""Reads questions with a lexicon and the words of a directory."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from concertbot.chat.words import fold
from concertbot.domain.lookup import Question, Understood
from concertbot.features.directory.rules.lexicon import IDIOM, Concept, Lexicon
from concertbot.features.directory.rules.numbers import read_numbers
from concertbot.features.directory.rules.phrases import PhraseBook, Span
from concertbot.features.directory.rules.places import Gazetteer
from concertbot.features.directory.rules.reading import Reading, Readings, Unit
from concertbot.features.directory.rules.text import words
from concertbot.features.directory.rules.tokens import ELSEWHERE, SPOKEN_OF, WEAK, Token, Tokenizer, stems_at

IDIOM_WEIGHT = 1.0
PLACE_SURE = 0.78
RARE = 0.5  # how much a word must tell to be all that was asked
MISREAD = 0.06  # and other words of the directory, than a misspelt place
DOUBT = 0.04  # how much less sure another meaning of the same words may be

Group = tuple[dict[str, float], frozenset[int]]


class Reader:
    """Understands questions."""

    def __init__(
        self,
        lexicon: Lexicon,
        book: PhraseBook,
        gazetteer: Gazetteer,
        tokenizer: Tokenizer,
        borne: frozenset[str] = frozenset(),
    ) -> None:
        self._lexicon = lexicon
        self._concepts = lexicon.concepts
        self._book = book
        self._gazetteer = gazetteer
        self._tokenizer = tokenizer
        self._borne = borne  # towns where nothing is, though some entry is called after them

    def read(self, question: Question) -> Reading:
        """Return what was understood of the question, its options included, without what was lifted."""
        tokens = self._tokenizer.tokens(question.text)
        spans = self._spans(tokens)
        reading = Reading(tokens, question.without, self._wording(tokens, spans))
        idioms = _idioms(spans)
        reading.topics.extend([Unit(IDIOM_WEIGHT)] if idioms else [])
        taken = idioms | read_numbers(reading, self._gazetteer, idioms)
        groups = _groups([span for span in spans if not span.at & idioms and not self._doubted(span, tokens)])
        for keys, where in groups:
            taken |= where
            if not self._hidden(keys, where, groups) and not self._lifted(keys, question.without):
                self._add(reading, keys, tuple(stems_at(tokens, where)))
        self._add_options(reading, question)
        for at, token in enumerate(tokens):
            if at not in taken and token.weight:
                reading.topics.append(Unit(token.weight, (token.readings,) if token.weight < ELSEWHERE else ()))
        if not reading.conditions and all(unit.weight <= WEAK for unit in reading.topics):
            reading.topics = [self._only(unit) for unit in reading.topics]
        return reading

    def _only(self, unit: Unit) -> Unit:
        """Return a word of little weight as a topic, where nothing else was said and few entries have it."""
        telling = [self._tokenizer.rarity.get(stem) or 0.0 for readings in unit.words for stem in readings]
        return unit._replace(weight=SPOKEN_OF) if max(telling, default=0.0) > RARE else unit

    def _spans(self, tokens: Sequence[Token]) -> list[Span]:
        return self._book.find([token.word for token in tokens], [token.readings for token in tokens])

    def _wording(self, tokens: Sequence[Token], spans: Sequence[Span]) -> str:
        """Return the language that most small words and phrases are of, where one leads."""
        votes = Counter(self._lexicon.languages.get(token.word.text, "") for token in tokens)
        votes.update(span.language for span in spans)
        votes[""] = 0
        (language, most), *others = [*votes.most_common(2), ("", 0)]
        return language if most > others[0][1] else ""

    def _hidden(self, keys: Mapping[str, float], at: frozenset[int], groups: Sequence[Group]) -> bool:
        """Tell whether the words mean something else together with more words."""
        return any(at < other and self._is_hidden(keys, more) for more, other in groups)

    def _is_hidden(self, keys: Mapping[str, float], more: Mapping[str, float]) -> bool:
        topics = all(key in self._concepts for key in (*keys, *more))
        return topics and all(self._lexicon.hides(longer, key) for longer in more for key in keys)

    def _doubted(self, span: Span, tokens: Sequence[Token]) -> bool:
        """Tell whether what may be a place is as likely a name in the directory, or a misspelt word of it."""
        if span.key in self._borne:
            return True
        token = tokens[min(span.at)]
        if span.key == IDIOM or span.key in self._concepts or len(span.at) > 1 or not token.strange:
            return span.key == IDIOM
        names = {stem for word in self._gazetteer[span.key].names for stem in (one.stem for one in words(word))}
        others = (
            surety for stem, surety in token.readings.items() if stem in self._tokenizer.rarity and stem not in names
        )
        return max(others, default=0.0) > span.surety - MISREAD

    def _lifted(self, keys: Mapping[str, float], without: frozenset[str]) -> bool:
        return any(self._key(key) in without for key in keys)

    def _key(self, key: str) -> str:
        return f"{self._concepts[key].kind}:{key}" if key in self._concepts else key

    def _add(self, reading: Reading, keys: Mapping[str, float], words: Readings) -> None:
        """Add what some words mean: a place, a language, an age, or a topic."""
        places = [key for key in keys if key not in self._concepts]
        for key in places:
            if keys[key] >= PLACE_SURE:
                reading.add_place(self._gazetteer[key], words)
        concepts = [self._concepts[key] for key in keys if key in self._concepts]
        topics = [concept for concept in concepts if not _add_condition(reading, concept)]
        meant = [concept for concept in topics if concept.kind != "word"]
        if topics and (meant or len(topics) == len(keys)):
            reading.add_topic(meant or topics, keys, words)

    def _add_options(self, reading: Reading, question: Question) -> None:
        """Add the options that were said apart, as if they had been said in the question."""
        asked: dict[Literal["place", "audience", "language"], str] = {
            "place": question.commune,
            "audience": question.audience,
            "language": question.language,
        }
        for kind, text in asked.items():
            found = list(self._meant(kind, text)) if text else []
            for key in found:
                if self._key(key) not in question.without:
                    self._add(reading, {key: 1.0}, ())
            if text and not found:
                labels = dict.fromkeys(("fr", "nl", "en"), text)
                reading.add_unknown(Understood(f"{kind}:{fold(text)}", kind, labels, answerable=False))
        if question.level is not None:
            reading.add_level(question.level)

    def _meant(self, kind: str, text: str) -> Iterator[str]:
        if kind == "place" and text in self._gazetteer.codes:
            yield self._gazetteer.by_postcode(text).key
        elif kind == "language" and fold(text) in self._concepts:
            yield fold(text)
        else:
            for span in self._spans(self._tokenizer.tokens(text)):
                if (self._concepts[span.key].kind if span.key in self._concepts else "place") == kind:
                    yield span.key


def _idioms(spans: Sequence[Span]) -> set[int]:
    """Return the words that are a figure of speech, and no part of a longer phrase that means what it says."""
    meant = [span.at for span in spans if span.key != IDIOM]
    found = [span.at for span in spans if span.key == IDIOM]
    return {at for idiom in found if not any(other & idiom and other - idiom for other in meant) for at in idiom}


def _add_condition(reading: Reading, concept: Concept) -> bool:
    """Add the concept where it is a condition, and tell whether it was."""
    if concept.kind == "language":
        reading.add_language(concept)
    elif concept.ages:
        reading.add_audience(concept, concept.ages)
    else:
        return False
    return True


def _groups(spans: Sequence[Span]) -> list[Group]:
    """Return the concepts by the words that mean them; what is said twice is one."""
    by_key: dict[str, tuple[float, frozenset[int]]] = {}
    for span in spans:
        surety, at = by_key.get(span.key, (0.0, frozenset[int]()))
        by_key[span.key] = (max(surety, span.surety), at | span.at)
    groups: dict[frozenset[int], dict[str, float]] = {}
    for key, (surety, at) in by_key.items():
        groups.setdefault(at, {})[key] = surety
    return [(_likely(keys), at) for at, keys in groups.items()]


def _likely(keys: Mapping[str, float]) -> dict[str, float]:
    surest = max(keys.values())
    return {key: surety for key, surety in keys.items() if surety > surest - DOUBT}
