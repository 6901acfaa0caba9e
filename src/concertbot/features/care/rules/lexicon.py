"""The wording of one language: what is alarming, what only sounds so, and in what context."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from concertbot.features.care.rules.patterns import Reading, Wordings, uncovered
from concertbot.features.care.rules.spelling import Sentence, Speller

COMMON = 3  # how much more one of the commonest words tells of the language

Symbols = frozenset[str]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A named group of wordings, and the symbols that stand for it."""

    symbols: Symbols
    wordings: Wordings


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Which symbols a word stands for."""

    speller: Speller
    words: Mapping[str, Symbols]
    prefixes: Mapping[str, Symbols]

    def symbols(self, token: str) -> tuple[Symbols, ...]:
        """Return the symbols of each word that was meant by a token."""
        return tuple(map(self._symbols, self.speller.words(token)))

    def _symbols(self, word: str) -> Symbols:
        whole = self.words.get(word, frozenset())
        return whole.union(*(symbols for prefix, symbols in self.prefixes.items() if word.startswith(prefix)))


@dataclass(frozen=True, slots=True)
class Signs:
    """What is alarming, from what always is to what is in few contexts only."""

    certain: Wordings
    done: Wordings  # unless told of the past
    likely: Wordings  # unless moreover in talk about the topic
    faint: Wordings  # unless moreover a service is sought
    hints: tuple[Wordings, ...]  # two kinds of them near each other count as likely


@dataclass(frozen=True, slots=True)
class Calm:
    """What takes the alarm away."""

    ordinary: Wordings  # idioms and denials: what they cover alarms no more
    past: Wordings
    topic: Wordings
    seeking: Wordings
    urgent: Wordings  # makes topic and seeking count no more


@dataclass(frozen=True, slots=True)
class Understood:
    """A sentence as it is understood."""

    reading: Reading
    rest: Reading  # without what something ordinary covers
    present: set[str]  # every symbol that stands anywhere


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """How people of one language speak of a life in danger."""

    language: str
    common: frozenset[str]
    vocabulary: Vocabulary
    phrases: tuple[Phrase, ...]
    signs: Signs
    calm: Calm
    triggers: Symbols  # a sentence with none of them is not worth reading

    def familiarity(self, text: Iterable[Sentence]) -> int:
        """Return how familiar the words of the text are: the commonest count most."""
        parts = [part for sentence in text for token in sentence for part in token.split("'")]
        known = self.vocabulary.speller.known
        return sum((part in known) + COMMON * (part in self.common) for part in parts)

    def alarmed(self, text: Iterable[Sentence], *, own: bool) -> bool:
        """Tell whether any sentence is crisis wording; only what is certain counts where the text is not its own."""
        before: set[int] = set()
        for sentence in self.understood(text):
            hints = self._hints(sentence)
            several = len(hints | before) > 1 and bool(hints)
            if self.signs.certain.found(sentence.rest, sentence.present) or (own and self._alarming(sentence, several)):
                return True
            before = hints
        return False

    def hinted(self, text: Iterable[Sentence]) -> bool:
        """Tell whether any sentence holds a hint."""
        return any(self._hints(sentence) for sentence in self.understood(text))

    def calmed(self, text: Iterable[Sentence]) -> bool:
        """Tell whether any sentence denies the danger, or tells of the past or about the topic."""
        calm = (self.calm.ordinary, self.calm.past, self.calm.topic)
        return any(one.found(said.reading, said.present) for said in self.understood(text) for one in calm)

    def understood(self, text: Iterable[Sentence]) -> Iterator[Understood]:
        """Return the sentences that are worth reading, as they are understood."""
        known: dict[str, tuple[Symbols, ...]] = {}
        for sentence in text:
            for token in sentence:
                if token not in known:
                    known[token] = self.vocabulary.symbols(token)
            words = [symbols for token in sentence for symbols in known[token]]
            if not self.triggers.isdisjoint(symbol for symbols in words for symbol in symbols):
                yield self._understand([{symbol: {1} for symbol in symbols} for symbols in words])

    def _understand(self, reading: Reading) -> Understood:
        present = {symbol for here in reading for symbol in here}
        for phrase in self.phrases:
            for start, end in phrase.wordings.spans(reading, present):
                present |= phrase.symbols
                for symbol in phrase.symbols:
                    reading[start].setdefault(symbol, set()).add(end - start)
        covered = {at for span in self.calm.ordinary.spans(reading, present) for at in range(*span)}
        return Understood(reading, uncovered(reading, covered), present)

    def _hints(self, sentence: Understood) -> set[int]:
        return {kind for kind, hint in enumerate(self.signs.hints) if hint.found(sentence.rest, sentence.present)}

    def _alarming(self, sentence: Understood, several: bool) -> bool:
        signs, calm, present = self.signs, self.calm, sentence.present
        if calm.past.found(sentence.reading, present):
            return False
        if signs.done.found(sentence.rest, present):
            return True
        urgent = calm.urgent.found(sentence.reading, present)
        if not urgent and calm.topic.found(sentence.reading, present):
            return False
        if several or signs.likely.found(sentence.rest, present):
            return True
        sought = not urgent and calm.seeking.found(sentence.reading, present)
        return not sought and signs.faint.found(sentence.rest, present)
