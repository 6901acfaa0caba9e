"""The words the lookup knows, and the known words that an unknown one may stand for."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, islice, takewhile
from typing import Any

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from concertbot.features.directory.rules.arrays import Floats, Strings
from concertbot.features.directory.rules.grams import Grams
from concertbot.features.directory.rules.text import sound

KEPT, ENDINGS = 6, 24  # readings of an unknown word, and of one that may be unfinished
MARGIN = 0.1  # how much less sure a reading may be than the best
SHARED = 60  # known words that share most with an unknown one, looked at closely
HALF = 0.55  # how alike a short word must be written, however alike it sounds
SHORTEST = 3  # letters of a word that may be misspelt
PREFIX = 4
BEGUN = 40  # known words that begin alike, of which the shortest count
UNFINISHED = 0.05  # how much surer the beginning of a word is where nothing follows
WHOLE_PART = 4  # letters of the longest part of a glued word
PARTS = 4
TOLD = 0.7  # how much of a glued word its long parts must make up
GLUE = ("", "s", "e", "en")  # what Dutch puts between the parts of a word
ELIDED = "dlsnjmtc"
VOWELS = "aeiouyh"
ACCEPTED = {3: 0.86, 4: 0.75, 5: 0.78, 6: 0.8, 7: 0.78}  # how alike a word of so many letters must be
ACCEPTED_LONG = 0.73
HEARD = 128  # letters that are heard are others than those that are written


class Layer:
    """Some known words, by how they begin and by how they are spelt."""

    def __init__(self, words: Iterable[str], spellings: "Spellings | None" = None) -> None:
        self.words = words
        self._given = spellings

    @cached_property
    def spellings(self) -> "Spellings":
        """How the words are spelt and sound; made when the first unknown word comes."""
        return self._given or Spellings.of(word for word in self.words if len(word) >= SHORTEST and word.isalpha())

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(word for word in self.words if len(word) > PREFIX)

    def begun(self, word: str) -> Iterator[str]:
        """Yield some words that begin with this one."""
        at = bisect_left(self._sorted, word)
        return takewhile(lambda other: other.startswith(word), islice(self._sorted, at, at + BEGUN))


class Vocabulary:
    """Known words, found again by what a typing error or an ear made of them."""

    def __init__(self, known: frozenset[str], small: frozenset[str], layers: Sequence[Layer]) -> None:
        self.known = known
        self.layers = layers
        self._small = small

    @classmethod
    def of(
        cls, words: Iterable[str], small: frozenset[str] = frozenset(), spellings: "Spellings | None" = None
    ) -> "Vocabulary":
        """Return the vocabulary of some words; of small ones, slight errors only are undone."""
        known = frozenset(words) | small
        return cls(known, small, (Layer(known, spellings),))

    def extended(self, words: Iterable[str]) -> "Vocabulary":
        """Return a vocabulary that knows some words more."""
        new = frozenset(words) - self.known
        return Vocabulary(self.known | new, self._small, (*self.layers, Layer(new))) if new else self

    def __contains__(self, word: str) -> bool:
        return word in self.known

    def nearest(self, word: str, *, unfinished: bool = False) -> list[tuple[str, float]]:
        """Return the known words that this one may stand for, with how surely, the surest first.

        The last word of a question may be unfinished.
        """
        found = self._alike(word)
        if unfinished:
            found.update((other, surety + UNFINISHED) for other, surety in self.begun(word))
        if len(word) > SHORTEST and word[0] in ELIDED and word[1] in VOWELS:
            for other, surety in self._bared(word[1:]):
                found[other] = max(found.get(other, 0), surety * 0.97)
        best = max(found.values(), default=0)
        kept = [(other, surety) for other, surety in found.items() if surety >= best - MARGIN]
        return sorted(kept, key=lambda pair: (-pair[1], pair[0]))[: ENDINGS if unfinished else KEPT]

    def _bared(self, word: str) -> list[tuple[str, float]]:
        if word in self.known and word not in self._small:
            return [(word, 1.0)]
        return [(other, surety) for other, surety in self._alike(word).items() if other not in self._small]

    def _alike(self, word: str) -> dict[str, float]:
        limit = ACCEPTED.get(len(word), ACCEPTED_LONG)
        alike = chain.from_iterable(layer.spellings.alike(word, limit) for layer in self.layers)
        found = {other: surety for other, surety, edits in alike if edits <= 1 or other not in self._small}
        found.update(self.begun(word))
        return {other: surety for other, surety in found.items() if surety >= limit}

    def begun(self, word: str) -> list[tuple[str, float]]:
        """Return the known words that begin with this one, with how surely: somebody stopped typing."""
        if len(word) < PREFIX:
            return []
        longer = chain.from_iterable(layer.begun(word) for layer in self.layers)
        shortest = sorted((other for other in longer if other != word), key=len)[:ENDINGS]
        return [(other, 0.7 + 0.3 * len(word) / len(other)) for other in shortest]

    def parts(self, word: str, most: int = PARTS, *, whole: bool = True) -> list[str]:
        """Return the known words that this one was glued from, the longest first, or none."""
        if whole and word in self.known and (len(word) >= SHORTEST or word in self._small):
            return [word]
        if most == 1:
            return []
        for at in range(len(word) - 1, 0, -1):
            if word[:at] in self.known and (at >= SHORTEST or word[:at] in self._small):
                for glue in GLUE:
                    rest = self.parts(word[at + len(glue) :], most - 1) if word[at:].startswith(glue) else []
                    if rest:
                        return [word[:at], *rest]
        return []

    def unglued(self, word: str, *, whole: bool = True) -> list[str]:
        """Return the parts of a glued word, where at least one is long enough to tell."""
        parts = self.parts(word, whole=whole) if len(word) > WHOLE_PART + 1 else []
        long = [part for part in parts if len(part) >= WHOLE_PART and part not in self._small]
        return parts if sum(map(len, long)) >= len(word) * TOLD else []


@dataclass(frozen=True, slots=True)
class Spellings:
    """Words as they are written and as they sound, found by the pairs of letters in both."""

    words: Strings
    sounds: Strings
    grams: Grams

    @classmethod
    def of(cls, words: Iterable[str]) -> "Spellings":
        """Index the words, in the same order in every process."""
        known = sorted(words)
        both = [_both(word, sound(word)) for word in known]
        return cls(Strings.pack(known), Strings.pack(list(map(sound, known))), Grams.of(Strings.join(both)))

    def alike(self, word: str, limit: float) -> list[tuple[str, float, int]]:
        """Return words that are written or sound alike, with how surely one stands for the other, and the edits."""
        heard = sound(word)
        near = self.grams.likest(_both(word, heard), SHARED)
        words, sounds = self.words.at(near), self.sounds.at(near)
        sureties = _sureties(word, heard, words, sounds)
        return [
            (words[at], float(sureties[at]), int(OSA.distance(word, words[at])))
            for at in (sureties >= limit).nonzero()[0].tolist()
        ]


def _both(word: str, heard: str) -> bytes:
    return word.encode() + b"\0" + bytes(byte | HEARD for byte in heard.encode())


def _similar(one: str, others: list[str]) -> Floats:
    scorer: Any = OSA.normalized_similarity
    return np.asarray(process.cdist([one], others, scorer=scorer, dtype=np.float32)[0], np.float32)


def _sureties(word: str, heard: str, words: list[str], sounds: list[str]) -> Floats:
    """Return how surely each of some words is meant by a misspelt one."""
    if not words:
        return np.zeros(0, np.float32)
    written, spoken = _similar(word, words), _similar(heard, sounds) * np.float32(0.96 if len(heard) > 1 else 0)
    same = np.array([other == heard for other in sounds])
    share = np.where(same | (len(heard) > SHORTEST), np.float32(0.85), np.float32(0.5))
    surety = np.maximum(written, spoken * share + written * (1 - share))
    begins = np.array([other[0] == word[0] for other in words])
    sounding = np.array([other[:1] == heard[:1] for other in sounds])
    surety = np.where(begins | sounding, surety, surety - np.float32(0.05))
    if len(word) <= PREFIX + 1:
        surety[~begins & ~same] = 0
    if len(word) <= PREFIX:
        surety[written < HALF] = 0
    return surety
