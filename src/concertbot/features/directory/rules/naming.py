"""How much of a question is the name of an entry."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from rapidfuzz import fuzz, process

from concertbot.features.directory.rules.arrays import Flags, Floats, Ints
from concertbot.features.directory.rules.conditions import Standing
from concertbot.features.directory.rules.lookups import NOBODY, Weighed, at
from concertbot.features.directory.rules.names import LINKS, Names, Said, hash_of, hashes_of
from concertbot.features.directory.rules.reading import Reading
from concertbot.features.directory.rules.segment import Segment
from concertbot.features.directory.rules.text import sound
from concertbot.features.directory.rules.tokens import WEAK, Token

WINDOW = 8  # words of a name that stand in a question
SURE = 0.95  # what a name counts that is only nearly the question
PART = 0.97  # what a name counts that is all but the small words of the question
HEARD = 0.96  # what it counts that it sounds like the question
NEARLY, NEARLY_KNOWN = 0.78, 0.9  # how alike a name must be, with or without unknown words in the question
SHORTEST = 4  # letters of a name that is only nearly the question
WHOLLY = 0.74  # how much of a question a name must make up to be alike as a whole
LITERAL = 0.85  # how much of a question must be in a name for it to be all that was asked
SAID, SAID_PART = 0.9, 0.4  # how much of a name must be said, and how much of the question that must be
TITLE, TITLE_EXTRA, ALIKE = 0.95, 0.1, 0.12  # what a name scores, and what it adds, also by its letters
UNHEARD_OF = 0.6  # what a word weighs that the directory does not hold
CLOSELY = 30  # names that share most letters, looked at one by one


def called(reading: Reading, names: Names) -> Weighed:
    """Return the entries whose name stands in the question, in order, with how much of the question it is."""
    texts = [token.word.text for token in reading.tokens]
    spans = [(1.0, hash_of("".join(texts))), (1.0, hash_of("".join(sorted(texts)))), *_windows(reading.tokens, texts)]
    found: dict[int, float] = {}
    for number, bearers in names.called([hashed for _, hashed in spans]):
        for doc in bearers.tolist():
            found[doc] = max(found.get(doc, 0.0), spans[number][0])
    if not found:
        return NOBODY
    docs = sorted(found)
    return np.array(docs, np.int32), np.array([found[doc] for doc in docs], np.float32)


def _windows(tokens: Sequence[Token], texts: Sequence[str]) -> Iterator[tuple[float, int]]:
    """Yield what may be a name, by hash, with how much of the question it is; one small word of it is no name."""
    letters = [len(text) for text in texts]
    small = [0 if token.weight else count for token, count in zip(tokens, letters, strict=True)]
    weighty = sum(letters) - sum(small)
    for start, token in enumerate(tokens):
        said, little = 0, weighty
        for end, hashed in enumerate(hashes_of(texts[start : start + WINDOW]), start):
            said, little = said + letters[end], little + small[end]
            if end > start or token.weight > WEAK or token.word.shouted:
                yield PART * said / little, hashed


def nearly_called(reading: Reading, names: Names, titled: Weighed) -> Weighed:
    """Return also the entries whose name is nearly the whole question, written or heard otherwise, if there are."""
    said = bare(reading)
    if len(said) < SHORTEST:
        return titled
    close = names.likest(said, CLOSELY)
    places, begins = names.of(close)
    titles = names.titles.at(places)
    heard = _alike(sound(said), [sound(title) for title in titles]) * np.float32(HEARD)
    alike = np.maximum.reduceat(np.maximum(_alike(said, titles), heard), begins)
    near = alike >= nearly(reading)
    if not near.any():
        return titled
    docs = np.union1d(titled[0], close[near]).astype(np.int32)
    return docs, np.maximum(at(titled, docs), at((close[near], alike[near] * np.float32(SURE)), docs))


def nearly(reading: Reading) -> float:
    """Return how alike a name and a question must be for it to be that name: less where words are misspelt."""
    return NEARLY if any(token.strange for token in reading.tokens) else NEARLY_KNOWN


def bare(reading: Reading) -> str:
    """Return what was said as one string, as names are kept: without small words, if there are others."""
    said = [token.word.text for token in reading.tokens]
    return "".join(text for text in said if text not in LINKS) or "".join(said)


@dataclass(frozen=True, slots=True)
class Named:
    """How the names of some entries and a question meet, each from 0 to 1."""

    name: Floats  # how much of the question is a name
    alike: Floats  # letter by letter
    share: Floats  # how much of a name was said
    part: Floats  # how much of what was said is in a name

    @classmethod
    def of(cls, name: Floats, alike: Floats, share: Floats, part: Floats, nearly: float) -> "Named":
        """Return how they meet, where a name that is so much alike counts as the question."""
        near = np.where(alike >= nearly, alike * np.float32(SURE), np.float32(0))
        literally = np.where(name >= WHOLLY, np.minimum(name / np.float32(PART), np.float32(1)), np.float32(0))
        return cls(np.maximum(name, near), np.maximum(alike, literally), share, part)

    @property
    def literal(self) -> Flags:
        """Tell which have hardly less than all of the question in a name."""
        return self.part >= LITERAL

    @property
    def whole(self) -> Flags:
        """Tell which have a name that was said as a whole, and is much of the question."""
        return (self.share >= SAID) & (self.part >= SAID_PART)

    def score(self, covered: Floats, standing: Standing, own: Flags) -> Floats:
        """Return the score of entries that explain so much; some by their own name, under whatever conditions.

        Whom an entry is meant for matters the less, the more of its name was said.
        """
        meant = standing.meant + (1 - standing.meant) * self.share
        score = np.maximum(covered, self.name * np.float32(TITLE)) * np.where(
            own, np.float32(1), standing.factor * meant
        )
        np.maximum(score, np.where(self.literal, self.part * np.float32(TITLE), np.float32(0)), out=score)
        return score + np.float32(TITLE_EXTRA) * self.name + np.float32(ALIKE) * self.alike**3


def said(reading: Reading, segment: Segment) -> Said:
    """Return how surely each word of a directory was said, and what the question weighs."""
    terms, rarity = segment.terms, segment.rarity
    sureties, whole = np.zeros(len(terms) + 1, np.float32), 0.0
    for token in reading.tokens:
        readings = token.readings if token.weight else {token.word.stem: 1.0}
        found = {terms[stem]: surety for stem, surety in readings.items() if stem in terms}
        for number, surety in found.items():
            sureties[number] = surety * rarity[number]
        if token.weight:
            whole += max((float(sureties[number]) for number in found), default=UNHEARD_OF)
    places = {terms[stem] for asked in reading.places for words in asked.words for stem in words if stem in terms}
    return Said(sureties, list(places), whole)


def alike(names: Names, docs: Ints, said: str) -> Floats:
    """Return for each entry how alike a name of it and this are, letter by letter, from 0 to 1."""
    places, begins = names.of(docs)
    return np.maximum.reduceat(_alike(said, names.titles.at(places)), begins)


def _alike(said: str, titles: Sequence[str]) -> Floats:
    ratios: Any = process.cdist([said], titles, scorer=fuzz.ratio, dtype=np.float32)
    return np.asarray(ratios[0] / np.float32(100), np.float32)
