"""How much of a question is the name of an entry."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from rapidfuzz import fuzz, process

from concertbot.features.directory.rules.arrays import Floats, Ints
from concertbot.features.directory.rules.lookups import Weighed, at
from concertbot.features.directory.rules.names import Names
from concertbot.features.directory.rules.reading import Reading
from concertbot.features.directory.rules.text import sound
from concertbot.features.directory.rules.tokens import WEAK, Token

WINDOW = 8  # words of a name that stand in a question
SURE = 0.95  # what a name counts that is only nearly the question
PART = 0.97  # what a name counts that is all but the small words of the question
BARE = 0.98  # and one that is only alike without its articles
HEARD = 0.96  # what it counts that it sounds like the question
NEARLY, NEARLY_KNOWN = 0.78, 0.9  # how alike a name must be, with or without unknown words in the question
SHORTEST = 4  # letters of a name that is only nearly the question
CLOSELY = 30  # names that share most letters, looked at one by one


def called(reading: Reading, names: Names) -> tuple[Ints, Floats]:
    """Return the entries whose name stands in the question, in order, with how much of the question it is."""
    spans = [*_windows(reading.tokens), *_wholes(reading.tokens)]
    found: dict[int, float] = {}
    for number, bearers in names.called([title for _, title in spans]):
        for doc in bearers.tolist():
            found[doc] = max(found.get(doc, 0.0), spans[number][0])
    docs = np.array(sorted(found), np.int32)
    return docs, np.array([found[doc] for doc in docs.tolist()], np.float32)


def _windows(tokens: Sequence[Token]) -> Iterator[tuple[float, str]]:
    """Yield what may be a name, with how much of the question it is; one small word of it is no name."""
    texts = [token.word.text for token in tokens]
    weighty = sum(len(token.word.text) for token in tokens if token.weight)
    for start in range(len(tokens)):
        said = small = 0
        for end in range(start, min(start + WINDOW, len(tokens))):
            token, letters = tokens[end], len(texts[end])
            said, small = said + letters, small + letters * (not token.weight)
            if end > start or token.weight > WEAK or token.word.shouted:
                yield PART * said / (small + weighty), "".join(texts[start : end + 1])


def _wholes(tokens: Sequence[Token]) -> Iterator[tuple[float, str]]:
    """Yield the question as a name, in its own order and in any."""
    texts = [token.word.text for token in tokens]
    yield 1.0, "".join(texts)
    yield 1.0, "".join(sorted(texts))


def nearly_called(reading: Reading, names: Names, titled: Weighed) -> Weighed:
    """Return also the entries whose name is nearly the whole question, written or heard otherwise."""
    said = "".join(token.word.text for token in reading.tokens)
    if len(said) < SHORTEST:
        return titled
    close = names.likest(said, CLOSELY)
    alike = Likeness(names, close).written_or_heard(said)
    near = alike >= nearly(reading)
    docs = np.union1d(titled[0], close[near]).astype(np.int32)
    return docs, np.maximum(at(titled, docs), at((close[near], alike[near] * np.float32(SURE)), docs))


def nearly(reading: Reading) -> float:
    """Return how alike a name and a question must be for it to be that name: less where words are misspelt."""
    return NEARLY if any(token.strange for token in reading.tokens) else NEARLY_KNOWN


class Likeness:
    """How alike the names of some entries and a question are, letter by letter."""

    def __init__(self, names: Names, docs: Ints) -> None:
        self._titles, self._of = names.titles_of(docs)
        self._number = len(docs)

    def written(self, said: str, bare: str) -> Floats:
        """Return for each entry how alike it is to what was said, or both without their articles, from 0 to 1."""
        whole, without = self._alike([said], self._titles[::2]), self._alike([bare], self._titles[1::2])
        return self._best(np.maximum(whole, without * np.float32(BARE)), self._of[::2])

    def written_or_heard(self, said: str) -> Floats:
        """Return the same where it may also only sound so."""
        heard = self._alike([sound(said)], list(map(sound, self._titles)))
        return self._best(np.maximum(self._alike([said], self._titles), heard * np.float32(HEARD)), self._of)

    def _alike(self, said: Sequence[str], titles: Sequence[str]) -> Floats:
        if not titles:
            return np.zeros(0, np.float32)
        ratios: Any = process.cdist(said, titles, scorer=fuzz.ratio, dtype=np.float32)
        return np.asarray(ratios.max(axis=0) / 100, np.float32)

    def _best(self, alike: Floats, of: Ints) -> Floats:
        best = np.zeros(self._number, np.float32)
        np.maximum.at(best, of, alike)
        return best
