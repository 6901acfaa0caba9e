"""The words the lookup knows, and the known words that an unknown one may stand for."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property

from rapidfuzz.distance import OSA

from concertbot.features.directory.rules.text import sound

KEPT = 4  # readings of an unknown word
MARGIN = 0.1  # how much less sure a reading may be than the best
SHARED = 100  # known words that share most with an unknown one, looked at closely
HALF = 0.55  # how alike a short word must be written, however alike it sounds
SHORTEST = 3  # letters of a word that may be misspelt
PREFIX = 4
WHOLE_PART = 4  # letters of the longest part of a glued word
PARTS = 4
TOLD = 0.7  # how much of a glued word its long parts must make up
GLUE = ("", "s", "e", "en")  # what Dutch puts between the parts of a word
ELIDED = "dlsnjmtc"
VOWELS = "aeiouyh"
ACCEPTED = {3: 0.86, 4: 0.75, 5: 0.78, 6: 0.8, 7: 0.78}  # how alike a word of so many letters must be
ACCEPTED_LONG = 0.73


class Vocabulary:
    """Known words, found again by what a typing error or an ear made of them."""

    def __init__(self, known: Iterable[str], small: frozenset[str] = frozenset()) -> None:
        self._known = frozenset(known) | small
        self._small = small

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(word for word in self._known if len(word) > PREFIX)

    @cached_property
    def _clues(self) -> dict[str, list[str]]:
        """The known words by what a misspelt one may share with them; made when the first one comes."""
        clues: dict[str, list[str]] = defaultdict(list)
        for word in sorted(self._known):  # in the same order in every process
            if len(word) >= SHORTEST and word.isalpha():
                for clue in _letters(word) if word in self._small else _clues(word, sound(word)):
                    clues[clue].append(word)
        return clues

    def __contains__(self, word: str) -> bool:
        return word in self._known

    def nearest(self, word: str) -> list[tuple[str, float]]:
        """Return the known words that this one may stand for, with how surely, the surest first."""
        found = self._alike(word)
        if len(word) > SHORTEST and word[0] in ELIDED and word[1] in VOWELS:
            for other, surety in self._bared(word[1:]):
                found[other] = max(found.get(other, 0), surety * 0.97)
        best = max(found.values(), default=0)
        kept = [(other, surety) for other, surety in found.items() if surety >= best - MARGIN]
        return sorted(kept, key=lambda pair: (-pair[1], pair[0]))[:KEPT]

    def _bared(self, word: str) -> list[tuple[str, float]]:
        if word in self._known and word not in self._small:
            return [(word, 1.0)]
        return [(other, surety) for other, surety in self._alike(word).items() if other not in self._small]

    def _alike(self, word: str) -> dict[str, float]:
        heard = sound(word)
        shared: Counter[str] = Counter()
        for clue in _clues(word, heard):
            shared.update(self._clues.get(clue, ()))
        candidates = {other for other, _ in shared.most_common(SHARED)}.union(self._clues.get(f"~{heard}", ()))
        limit = ACCEPTED.get(len(word), ACCEPTED_LONG)
        sureties = {other: _surety(word, heard, other) for other in candidates}
        sureties.update(self._begun(word))
        return {other: surety for other, surety in sureties.items() if surety >= limit}

    def _begun(self, word: str) -> Iterator[tuple[str, float]]:
        """Yield the known words that begin with this one: somebody stopped typing."""
        if len(word) < PREFIX:
            return
        at = bisect_left(self._sorted, word)
        for other in self._sorted[at : at + KEPT * 2]:
            if other.startswith(word):
                yield other, 0.7 + 0.3 * len(word) / len(other)

    def parts(self, word: str, most: int = PARTS, *, whole: bool = True) -> list[str]:
        """Return the known words that this one was glued from, the longest first, or none."""
        if whole and word in self._known and (len(word) >= SHORTEST or word in self._small):
            return [word]
        if most == 1:
            return []
        for at in range(len(word) - 1, 0, -1):
            if word[:at] in self._known and (at >= SHORTEST or word[:at] in self._small):
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


def _clues(word: str, heard: str) -> Iterable[str]:
    """Return what a misspelt word may share with this one: all letters but one, how it sounds, some sounds in a row."""
    if len(word) <= WHOLE_PART:
        return dict.fromkeys((f"~{heard}", *_letters(word)))
    framed = f"^{heard}$"
    return dict.fromkeys((f"~{heard}", *_letters(word), *(framed[at : at + 3] for at in range(len(framed) - 2))))


def _letters(word: str) -> Iterable[str]:
    if len(word) <= SHORTEST:
        return ()
    return dict.fromkeys((word, *(word[:at] + word[at + 1 :] for at in range(len(word)))))


def _surety(word: str, heard: str, other: str) -> float:
    written = float(OSA.normalized_similarity(word, other))
    spoken = float(OSA.normalized_similarity(heard, sound(other))) * 0.96 if len(heard) > 1 else 0.0
    share = 0.85 if len(heard) > SHORTEST or heard == sound(other) else 0.5
    surety = max(written, spoken * share + written * (1 - share))
    if len(word) <= PREFIX and written < HALF:
        return 0.0
    if word[0] == other[0]:
        return surety
    if len(word) <= PREFIX + 1 and heard != sound(other):
        return 0.0
    return surety - 0.05 * (heard[:1] != sound(other)[:1])
