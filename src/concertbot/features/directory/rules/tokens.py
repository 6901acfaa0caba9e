"""The words of a question, each with the known words it may stand for and how much it weighs."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from concertbot.features.directory.rules.phrases import PhraseBook
from concertbot.features.directory.rules.text import Word, stem, words
from concertbot.features.directory.rules.vocabulary import Vocabulary

MOST = 40  # words of a question that are read
WEAK, NUMBER, UNKNOWN, EVERYDAY = 0.15, 0.4, 0.8, 1.2
JOINED = 0.97
JOINED_SURE = 0.88
SURE = 0.86  # a correction this sure is preferred to taking the word apart


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a question."""

    word: Word
    readings: Mapping[str, float]  # stems, with how surely
    weight: float  # 0 for small words


class Tokenizer:
    """Turns a question into tokens, with the help of the words that are known."""

    def __init__(
        self,
        book: PhraseBook,
        rarity: Mapping[str, float],
        *,
        stop: frozenset[str],
        weak: frozenset[str],
        everyday: frozenset[str],
        known: Iterable[str],
    ) -> None:
        self._book = book
        self._rarity = rarity
        self._stop, self._weak, self._everyday = stop, weak, everyday
        self._vocabulary = Vocabulary({*known, *everyday}, stop | weak)

    def tokens(self, text: str) -> list[Token]:
        """Return the tokens of the text; a glued word gives several."""
        found: list[Token] = []
        for word in words(text)[:MOST]:
            found.extend(self._token(word))
        return self._joined(found)

    def _token(self, word: Word) -> list[Token]:
        if word.text in self._vocabulary or not word.text.isalpha() or self._is_known(word.stem):
            return [self._plain(word)]
        near = self._vocabulary.nearest(word.text)
        if not near or near[0][1] < SURE:
            parts = self._vocabulary.unglued(word.text)
            if parts:
                return [self._plain(Word(part, stem(part), word.shouted)) for part in parts]
        if not near:
            return [Token(word, self._with_patterns(word.text, {word.stem: 1.0}), UNKNOWN)]
        readings: dict[str, float] = {}
        for other, surety in near:
            for reading in self._with_patterns(other, {stem(other): 1.0}):
                readings[reading] = max(surety, readings.get(reading, 0))
        return [Token(word, readings, self._weight(near[0][0]))]

    def _is_known(self, found: str) -> bool:
        return found in self._rarity or self._book.knows(found)

    def _plain(self, word: Word) -> Token:
        return Token(word, self._with_patterns(word.text, {word.stem: 1.0}), self._weight(word.text))

    def _with_patterns(self, text: str, readings: dict[str, float]) -> dict[str, float]:
        return readings | dict.fromkeys(self._book.patterns(text), 1.0)

    def _weight(self, text: str) -> float:
        if text in self._stop:
            return 0.0
        if text in self._weak:
            return WEAK
        if not text.isalpha():
            return NUMBER
        if text in self._everyday:
            return EVERYDAY
        return 0.3 + 0.7 * self._rarity.get(stem(text), 1.0)

    def _joined(self, tokens: list[Token]) -> list[Token]:
        """Let neighbours also stand for the word that they make together: somebody split it."""
        for at in range(len(tokens) - 1):
            one, other = tokens[at], tokens[at + 1]
            together = self._together(one, other) if one.weight + other.weight and other.word.text.isalpha() else {}
            for where in (at, at + 1) if together else ():
                token = tokens[where]
                weight = token.weight or WEAK
                tokens[where] = Token(token.word, {**together, **token.readings}, weight)
        return tokens

    def _together(self, one: Token, other: Token) -> dict[str, float]:
        text = one.word.text + other.word.text
        if len(one.word.text) > 1 and self._is_known(stem(text)):
            return {stem(text): JOINED}
        if UNKNOWN not in {one.weight, other.weight}:
            return {}
        return {stem(near): surety for near, surety in self._vocabulary.nearest(text)[:1] if surety >= JOINED_SURE}


def stems_at(tokens: Sequence[Token], at: Collection[int]) -> list[Mapping[str, float]]:
    """Return the readings of the tokens that weigh something, of those at these places."""
    return [tokens[where].readings for where in sorted(at) if tokens[where].weight]
