"""How a message becomes sentences, and what was typed becomes the words that were meant."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from concertbot.chat.words import fold

COMMA = ","
LONGEST_SENTENCE = 60
SHARED = 12  # what follows a cut is read with the last words before it
PARAGRAPH = re.compile(r"\n\s*\n")
# "usager·ère·s", "patient.e", "professionnel-les": read without the endings.
INCLUSIVE = re.compile(
    r"(?:(?<=[a-z])[·•‧∙⋅](?:[a-z]{1,5})\b|(?<=[a-z]{3})[-.(/](?:e|es|ne|nes|s|rice|trice|euse|iere)\b\)?)(?:[·•‧∙⋅.-]s\b)?"
)
TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)*|[.!?]+|[,;:()\"«»“”–—]|(?<= )-(?= )")
LONG_RUN = re.compile(r"([a-z])\1{2,}")
DOUBLE = re.compile(r"([a-z])\1+")
SHORTEST_FORGIVEN, SHORTEST_TWICE_FORGIVEN = 5, 8

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
class Speller:
    """How a language is typed."""

    elisions: frozenset[str]  # what an apostrophe cuts off: j, qu
    meant: dict[str, Sentence]  # as typed → as meant; nothing for a word that only fills
    known: frozenset[str]
    prefixes: tuple[str, ...]
    forgiven: dict[str, tuple[str, ...]]  # words in which typing errors are forgiven, by first letter

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
        for tried in (word, LONG_RUN.sub(r"\1", word), LONG_RUN.sub(r"\1\1", word), DOUBLE.sub(r"\1", word)):
            if tried in self.known or tried.startswith(self.prefixes):
                return tried
        return self._nearest(LONG_RUN.sub(r"\1", word))

    def _nearest(self, word: str) -> str:
        if not len(word) >= SHORTEST_FORGIVEN:
            return word
        errors = 1 if len(word) < SHORTEST_TWICE_FORGIVEN else 2
        near = extractOne(word, self.forgiven.get(word[0], ()), scorer=OSA.distance, score_cutoff=errors)
        return near[0] if near else word
