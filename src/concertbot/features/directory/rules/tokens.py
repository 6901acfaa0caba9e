"""The words of a question, each with the known words it may stand for and how much it weighs."""

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from concertbot.features.directory.rules.lexicon import Lexicon
from concertbot.features.directory.rules.phrases import PhraseBook
from concertbot.features.directory.rules.rarity import Rarity
from concertbot.features.directory.rules.text import Word, stem, words
from concertbot.features.directory.rules.vocabulary import Vocabulary

MOST = 40  # words of a question that are read
REMEMBERED = 5_000  # words of which it is kept what they may be
WEAK, NUMBER, SPOKEN_OF, UNKNOWN, EVERYDAY, ELSEWHERE = 0.15, 0.25, 0.6, 0.8, 1.1, 2.5
JOINED = 0.97
SHOUTED = 0.9  # a small word in capitals is a name
COMPOUND = 11  # letters of a word that may be made of others
JOINED_SURE = 0.88
SURE = 0.86  # a correction this sure is preferred to taking the word apart


class Token(NamedTuple):
    """A word of a question."""

    word: Word
    readings: Mapping[str, float]  # stems, with how surely
    weight: float  # 0 for small words
    strange: bool = False  # not a known word as it stands


class Tokenizer:
    """Turns a question into tokens, with the help of the words that are known."""

    def __init__(self, book: PhraseBook, rarity: Rarity, lexicon: Lexicon, vocabulary: Vocabulary) -> None:
        self._book = book
        self.rarity = rarity
        self._stop = lexicon.stop | lexicon.negation
        self._everyday, self._elsewhere = lexicon.everyday, lexicon.elsewhere
        self._weak = frozenset(map(stem, lexicon.weak))
        self._vocabulary = vocabulary
        self._token = lru_cache(maxsize=REMEMBERED)(self._read)

    def tokens(self, text: str) -> list[Token]:
        """Return the tokens of the text; a glued word gives several."""
        found: list[Token] = []
        said = words(text)[:MOST]
        for at, word in enumerate(said, 1):
            found.extend(self._token(word, at == len(said)))
        return self._joined(found)

    def _read(self, word: Word, last: bool) -> list[Token]:
        """Return the tokens of a word, which nobody may change."""
        if word.text in self._stop and not (word.shouted and self._is_known(word.stem)):
            return [Token(word, self._with_patterns(word.text, {self._book.mark(word): 1.0}), 0.0)]
        if word.text in self._vocabulary or not word.text.isalpha() or self._is_meant(word):
            compound = [self._plain(part, {word.stem: JOINED}) for part in self._compound(word)]
            return compound or [self._plain(word, self._begun(word) if last else None)]
        near = self._vocabulary.nearest(word.text, unfinished=last)
        if not near or near[0][1] < SURE:
            parts = self._vocabulary.unglued(word.text)
            if parts:
                return [self._plain(Word(part, stem(part), word.shouted)) for part in parts]
        if not near:
            return [Token(word, self._with_patterns(word.text, {word.stem: 1.0}), UNKNOWN, strange=True)]
        readings = self._with_patterns(word.text, {})
        for other, surety in near:
            plain = self._book.mark(Word(other, stem(other), shouted=False))
            for reading in (plain, *self._book.patterns(other)):
                readings[reading] = max(surety, readings.get(reading, 0))
        return [Token(word, readings, min(self._weight(near[0][0]), EVERYDAY), strange=True)]

    def _begun(self, word: Word) -> dict[str, float]:
        """Return what the directory says that begins with a last word, where it does not say the word itself."""
        if (word.stem in self.rarity and word.text in self._vocabulary) or word.text in self._everyday:
            return {}
        longer = ((stem(other), surety) for other, surety in self._vocabulary.begun(word.text))
        return {found: surety for found, surety in longer if found in self.rarity}

    def _is_known(self, found: str) -> bool:
        return found in self.rarity or self._book.knows(found)

    def _is_meant(self, word: Word) -> bool:
        return self._is_known(word.stem) or word.text in self._elsewhere or self._book.is_name(word.text)

    def _compound(self, word: Word) -> list[Word]:
        """Return the parts of a long word that the directory uses and the lexicon does not know."""
        if len(word.text) < COMPOUND or self._book.knows(word.stem) or self._book.is_name(word.text):
            return []
        return [Word(part, stem(part), shouted=False) for part in self._vocabulary.unglued(word.text, whole=False)]

    def _plain(self, word: Word, also: Mapping[str, float] | None = None) -> Token:
        weight = max(self._weight(word.text), SHOUTED if word.text in self._stop else 0)
        return Token(word, self._with_patterns(word.text, {**(also or {}), word.stem: 1.0}), weight)

    def _with_patterns(self, text: str, readings: dict[str, float]) -> dict[str, float]:
        return readings | dict.fromkeys(self._book.patterns(text), 1.0) | self._book.names(text)

    def _weight(self, text: str) -> float:
        if text in self._stop:
            return 0.0
        if text in self._elsewhere:
            return ELSEWHERE
        if text in self._everyday:
            return EVERYDAY
        if not text.isalpha():
            return NUMBER
        if stem(text) in self._weak:
            return WEAK
        rarity = self.rarity.get(stem(text))
        return SPOKEN_OF if rarity is None else 0.3 + 0.7 * rarity

    def _joined(self, tokens: list[Token]) -> list[Token]:
        """Let neighbours also stand for the word that they make together: somebody split it."""
        for at in range(len(tokens) - 1):
            one, other = tokens[at], tokens[at + 1]
            split = (one.weight and other.weight) or UNKNOWN in {one.weight, other.weight}
            together = self._together(one, other) if split and other.word.text.isalpha() else {}
            for where in (at, at + 1) if together else ():
                token = tokens[where]
                tokens[where] = token._replace(readings={**together, **token.readings})
        return tokens

    def _together(self, one: Token, other: Token) -> dict[str, float]:
        text = one.word.text + other.word.text
        if len(one.word.text) > 1 and self._is_known(stem(text)):
            return {stem(text): JOINED}
        if UNKNOWN not in {one.weight, other.weight}:
            return {}
        return {
            stem(near): surety
            for near, surety in self._vocabulary.nearest(text)[:1]
            if surety >= JOINED_SURE and len(near) >= len(text) - 1
        }


def stems_at(tokens: Sequence[Token], at: Collection[int]) -> list[Mapping[str, float]]:
    """Return the readings of the tokens that weigh something, of those at these places."""
    return [tokens[where].readings for where in sorted(at) if tokens[where].weight]
