"""The wording of one language: what is alarming, what only sounds so, and in what context."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from concertbot.features.care.rules.patterns import Pattern, Reading, Span
from concertbot.features.care.rules.spelling import COMMA, Sentence, Speller

Symbols = frozenset[str]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A named group of wordings, and the symbols that stand for it."""

    symbols: Symbols
    patterns: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Which symbols a word stands for."""

    words: Mapping[str, Symbols]
    prefixes: Mapping[str, Symbols]

    def symbols(self, word: str) -> Symbols:
        """Return the symbols of a word."""
        whole = self.words.get(word, frozenset())
        return whole.union(*(symbols for prefix, symbols in self.prefixes.items() if word.startswith(prefix)))


@dataclass(frozen=True, slots=True)
class Lexicon:
    """How people of one language speak of a life in danger."""

    language: str
    common: frozenset[str]
    speller: Speller
    vocabulary: Vocabulary
    phrases: tuple[Phrase, ...]
    ordinary: tuple[Pattern, ...]  # idioms and denials: what they cover alarms no more
    certain: tuple[Pattern, ...]
    likely: tuple[Pattern, ...]  # alarming, unless told of the past or in talk about the topic
    faint: tuple[Pattern, ...]  # alarming, unless moreover a service is sought
    past: tuple[Pattern, ...]
    topic: tuple[Pattern, ...]
    seeking: tuple[Pattern, ...]
    urgent: tuple[Pattern, ...]  # makes topic and seeking count no more

    def familiarity(self, text: Iterable[Sentence]) -> int:
        """Return how many of the language's commonest words the text has."""
        return sum(token in self.common for sentence in text for token in sentence)

    def alarmed(self, text: Iterable[Sentence]) -> bool:
        """Tell whether any sentence is crisis wording."""
        seen: dict[str, tuple[Symbols, ...]] = {}
        return any(self._alarming(self._read(sentence, seen)) for sentence in text)

    def _read(self, sentence: Sentence, seen: dict[str, tuple[Symbols, ...]]) -> Reading:
        reading: Reading = []
        for token in sentence:
            if token not in seen:
                seen[token] = tuple(map(self.vocabulary.symbols, self.speller.words(token)))
            reading.extend({symbol: {1} for symbol in symbols} for symbols in seen[token])
        return reading

    def _alarming(self, reading: Reading) -> bool:
        present = {symbol for here in reading for symbol in here}
        for phrase in self.phrases:
            for start, end in _spans(phrase.patterns, reading, present):
                present |= phrase.symbols
                for symbol in phrase.symbols:
                    reading[start].setdefault(symbol, set()).add(end - start)
        rest = _uncovered(reading, _spans(self.ordinary, reading, present))
        if _any(self.certain, rest, present):
            return True
        if _any(self.past, reading, present):
            return False
        urgent = _any(self.urgent, reading, present)
        if not urgent and _any(self.topic, reading, present):
            return False
        if _any(self.likely, rest, present):
            return True
        sought = not urgent and _any(self.seeking, reading, present)
        return not sought and _any(self.faint, rest, present)


def _spans(patterns: Sequence[Pattern], reading: Reading, present: set[str]) -> Iterator[Span]:
    """Return where any of the patterns stands; those with a symbol that is not present are not tried."""
    return (span for pattern in patterns if pattern.symbols <= present for span in pattern.spans(reading))


def _any(patterns: Sequence[Pattern], reading: Reading, present: set[str]) -> bool:
    return any(True for _ in _spans(patterns, reading, present))


def _uncovered(reading: Reading, spans: Iterable[Span]) -> Reading:
    """Return the reading without what stands, even in part, on these spans."""
    covered = {at for span in spans for at in range(*span)}
    return [
        {symbol: left for symbol, sizes in here.items() if (left := sizes if symbol == COMMA else _outside(covered, at, sizes))}
        for at, here in enumerate(reading)
    ]


def _outside(covered: set[int], at: int, sizes: set[int]) -> set[int]:
    return {size for size in sizes if covered.isdisjoint(range(at, at + size))}
