"""How a message becomes sentences, and what was typed becomes the words that were meant."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from concertbot.chat.words import fold

COMMA = ","
LONGEST_SENTENCE = 120
LONGEST_WORD = 24  # nobody mistypes a longer one into a short one
SHARED = 20  # what follows a cut is read with the last words before it
PARAGRAPH = re.compile(r"\n\s*\n")
# "usager·ère·s", "patient.e", "professionnel-les": read without the endings.
INCLUSIVE = re.compile(
    r"(?:(?<=[a-z])[·•‧∙⋅](?:[a-z]{1,5})\b|(?<=[a-z]{3})[-.(/](?:e|es|le|les|ne|nes|s|rice|trice|euse|iere)\b\)?)(?:[·•‧∙⋅.-]s\b)?"
)
TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+){0,3}|[.!?]+|[,;:()\"«»“”–—]|(?<= )-(?= )")
DOUBLE = re.compile(r"([a-z])\1+")
LONG_RUN = re.compile(r"([a-z])\1{2,}")
RUNS = ((LONG_RUN, r"\1"), (LONG_RUN, r"\1\1"), (DOUBLE, r"\1"))
SHORTEST_FORGIVEN, SHORTEST_TWICE_FORGIVEN = 5, 9

Sentence = tuple[str, ...]


def sentences(text: str) -> Iterator[Sentence]:
    """Return each sentence of a message as folded tokens; a comma stands before, after and between clauses."""
    plain = INCLUSIVE.sub("", fold(PARAGRAPH.sub(" . ", text)))
    sentence: list[str] = []
    for token in TOKEN.findall(plain):
        if token[0] in ".!?":
            yield from _pieces(sentence)
            sentence = []
        else:
            sentence.append(token if token[0].isalnum() else COMMA)
    yield from _pieces(sentence)


def _pieces(sentence: list[str]) -> Iterator[Sentence]:
    """Return a sentence, in overlapping pieces where nobody punctuated: reading stays linear."""
    for start in range(0, max(len(sentence) - SHARED, 1), LONGEST_SENTENCE - SHARED):
        yield (COMMA, *sentence[start : start + LONGEST_SENTENCE], COMMA)


@dataclass(frozen=True, slots=True)
class Ear:
    """What words sound like to those who write by ear."""

    silent: re.Pattern[str]  # endings that nobody hears
    letters: re.Pattern[str]
    sounds: Mapping[str, str]

    def sound(self, word: str) -> str:
        """Return the same for words that sound alike."""
        heard = self.letters.sub(lambda found: self.sounds[found[0]], self.silent.sub("", word))
        return DOUBLE.sub(r"\1", heard)


@dataclass(frozen=True, slots=True)
class Speller:
    """How a language is typed."""

    elisions: frozenset[str]  # what an apostrophe cuts off: j, qu
    meant: Mapping[str, Sentence]  # as typed → as meant; nothing for a word that only fills
    known: frozenset[str]
    prefixes: tuple[str, ...]
    ear: Ear
    alike: Mapping[str, str]  # sound → the word that it is taken for
    forgiven: Mapping[tuple[str, int], Sequence[str]]  # what a word was meant to be, by its first letter and length

    def words(self, token: str) -> Sentence:
        """Return the words that were meant by a token."""
        if token in self.meant:
            return self.meant[token]
        head, apostrophe, tail = token.partition("'")
        if not apostrophe:
            return (self._mended(token),)
        if head in self.elisions:
            return (*self.words(head), *self.words(tail))
        return self.words(token.replace("'", ""))

    def _mended(self, word: str) -> str:
        if len(word) > LONGEST_WORD or not word.isalpha() or self._knows(word):
            return word
        for run, kept in RUNS:
            if self._knows(single := run.sub(kept, word)):
                return single
        return self.alike.get(self.ear.sound(word)) or self._nearest(word)

    def _knows(self, word: str) -> bool:
        return word in self.known or word.startswith(self.prefixes)

    def _nearest(self, word: str) -> str:
        near = extractOne(
            word,
            self.forgiven.get((word[0], len(word)), ()),
            scorer=OSA.distance,
            score_cutoff=errors_forgiven(len(word)),
        )
        return near[0] if near else word


def errors_forgiven(length: int) -> int:
    """Return how many typing errors are forgiven in a word of this length."""
    return (length >= SHORTEST_FORGIVEN) + (length >= SHORTEST_TWICE_FORGIVEN)
