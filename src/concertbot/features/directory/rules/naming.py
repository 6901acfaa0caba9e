"""How much of a question is the name of an entry."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from rapidfuzz import fuzz, process

from concertbot.features.directory.rules.arrays import Floats, Ints
from concertbot.features.directory.rules.lookups import Weighed, at
from concertbot.features.directory.rules.names import LINKS, Names
from concertbot.features.directory.rules.reading import Reading
from concertbot.features.directory.rules.text import sound
from concertbot.features.directory.rules.tokens import WEAK, Token

WINDOW = 8  # words of a name that stand in a question
SURE = 0.95  # what a name counts that is only nearly the question
PART = 0.97  # what a name counts that is all but the small words of the question
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
    said = bare(reading)
    if len(said) < SHORTEST:
        return titled
    close = names.likest(said, CLOSELY)
    places, begins = names.of(close)
    titles = names.titles.at(places)
    heard = _alike(sound(said), [sound(title) for title in titles]) * np.float32(HEARD)
    alike = np.maximum.reduceat(np.maximum(_alike(said, titles), heard), begins)
    near = alike >= nearly(reading)
    docs = np.union1d(titled[0], close[near]).astype(np.int32)
    return docs, np.maximum(at(titled, docs), at((close[near], alike[near] * np.float32(SURE)), docs))


def nearly(reading: Reading) -> float:
    """Return how alike a name and a question must be for it to be that name: less where words are misspelt."""
    return NEARLY if any(token.strange for token in reading.tokens) else NEARLY_KNOWN


def bare(reading: Reading) -> str:
    """Return what was said as one string, as names are kept: without small words, if there are others."""
    said = [token.word.text for token in reading.tokens]
    return "".join(text for text in said if text not in LINKS) or "".join(said)


def alike(names: Names, docs: Ints, said: str) -> Floats:
    """Return for each entry how alike a name of it and this are, letter by letter, from 0 to 1."""
    places, begins = names.of(docs)
    return np.maximum.reduceat(_alike(said, names.titles.at(places)), begins)


def _alike(said: str, titles: Sequence[str]) -> Floats:
    ratios: Any = process.cdist([said], titles, scorer=fuzz.ratio, dtype=np.float32)
    return np.asarray(ratios[0] / np.float32(100), np.float32)
