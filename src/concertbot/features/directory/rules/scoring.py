"""How well an entry answers a question: how much of what is asked it explains, under the conditions set."""

import math
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from concertbot.domain.lookup import Understood
from concertbot.features.directory.rules.arrays import NO_FLOATS, NO_INTS, Flags, Floats, Ints
from concertbot.features.directory.rules.candidates import Candidates, explain
from concertbot.features.directory.rules.conditions import Conditions, Standing
from concertbot.features.directory.rules.grounds import NAMED, accepted, grounds, named
from concertbot.features.directory.rules.lexicon import Lexicon
from concertbot.features.directory.rules.lookups import JUST, Lookups, Weighed, at
from concertbot.features.directory.rules.naming import PART, SURE, alike, bare, called, nearly, nearly_called
from concertbot.features.directory.rules.places import Gazetteer
from concertbot.features.directory.rules.reading import Reading, Unit
from concertbot.features.directory.rules.segment import Segment
from concertbot.features.directory.rules.tokens import WEAK

DOUBTFUL = 0.75  # where no entry scores so much, whole names are compared
BETTER = 1.3  # how much better one must fit to come first though it is elsewhere
CLOSELY = 64  # candidates whose names are compared with the question
ALIKE = 0.12  # what a name that is like the whole question adds
RECALL = 0.2  # what an entry whose whole name was said adds
UNHEARD_OF = 0.6
HINTED = 0.15  # what an entry that suits a hint adds
BESIDE = 0.06  # what words of little weight add that stand in a name
TITLE, TITLE_EXTRA = 0.95, 0.1
# How much of a question a name must make up to answer it alone; less where the conditions are met.
TITLED, TITLED_HERE = 0.74, 0.4
COMMON = 0.4  # how much less a concept weighs that every service is about


class Scored(NamedTuple):
    """An entry with its score."""

    segment: Segment
    at: int  # its place in the segment
    score: float


@dataclass(frozen=True, slots=True)
class Ranked:
    """Entries with their scores, best first. A score is about 1 for one that explains all of the question."""

    docs: Ints
    scores: Floats

    @classmethod
    def of(cls, docs: Ints, scores: Floats) -> "Ranked":
        """Return the entries best first; of those that score the same, the first."""
        order = (-scores).argsort(kind="stable")
        return cls(docs[order], scores[order])

    @property
    def best(self) -> float:
        """The best score."""
        return float(self.scores[0]) if len(self.scores) else 0.0

    def above(self, least: float) -> "Ranked":
        """Return those that score at least so much."""
        number = int((self.scores >= least).sum())
        return Ranked(self.docs[:number], self.scores[:number])

    def first(self, segment: Segment, number: int) -> list[Scored]:
        """Return the first few one by one."""
        return [
            Scored(segment, *one)
            for one in zip(self.docs[:number].tolist(), self.scores[:number].tolist(), strict=True)
        ]


NOBODY = Ranked(NO_INTS, NO_FLOATS)


@dataclass(frozen=True, slots=True)
class Found:
    """The entries that fit, and those that would if they were not elsewhere."""

    fits: Ranked = NOBODY
    away: Ranked = NOBODY
    alike: float = 0.0

    @property
    def surest(self) -> float:
        """The best score of all."""
        return max(self.fits.best, self.away.best)


class Scorer:
    """Scores the entries of a segment."""

    def __init__(self, segment: Segment, lexicon: Lexicon, gazetteer: Gazetteer) -> None:
        self.segment = segment
        self._lookups = Lookups(segment, lexicon.concepts)
        self._conditions = Conditions(segment, self._lookups, lexicon, gazetteer)
        self._candidates = Candidates(segment, self._lookups, self._conditions)
        self.gone: Flags | None = None

    def without(self, gone: Iterable[int]) -> "Scorer":
        """Return the same without entries that were changed or are no more."""
        other = copy(self)
        other.gone = np.zeros(len(self.segment), np.bool_)
        other.gone[list(gone)] = True
        return other

    def known(self, part: Understood, reading: Reading) -> bool:
        """Tell whether the entries say anything about the part."""
        return self._conditions.answerable(part, reading)

    def met(self, part: Understood, reading: Reading, docs: Sequence[int]) -> bool:
        """Tell whether one of these entries meets the part."""
        return bool(docs) and self._conditions.meets(np.array(docs, np.int32), part, reading)

    def holders(self, key: str) -> int:
        """Return how many entries mention the concept."""
        return len(self._lookups.tagged(key)[0])

    def best(self, reading: Reading, units: Sequence[Unit]) -> Found:
        """Return the entries that fit the question, whose topics are these."""
        titled = called(reading, self.segment.names)
        found = self._found(reading, units, titled)
        if not any(token.weight for token in reading.tokens) or (
            found.surest >= DOUBTFUL and (found.alike >= 0.9 or len(reading.tokens) > 7)
        ):
            return found
        again = nearly_called(reading, self.segment.names, titled)
        return found if len(again[0]) == len(titled[0]) else self._found(reading, units, again)

    def _found(self, reading: Reading, units: Sequence[Unit], titled: Weighed) -> Found:
        docs = self._candidates.of(reading, units, titled)
        docs = docs if self.gone is None else docs[~self.gone[docs]]
        if not len(docs):
            return Found()
        explained = np.array([explain(self._lookups, unit, docs) for unit in units], np.float32).reshape(-1, len(docs))
        standing, why = self._conditions.standing(docs, reading), grounds(units, explained)
        covered, name = _covered(units, explained, standing), at(titled, docs)
        share, part = self.segment.names.said(docs, *self._said(reading))
        alike = self._alike(docs, covered * standing.factor * standing.meant + name + part, reading)
        name, alike = _named(name, alike, nearly(reading))
        literal = part >= 0.85
        own = (name >= TITLED) | ((name >= TITLED_HERE) & standing.met)
        fit = own | literal | ((share >= 0.9) & (part >= 0.4)) | (accepted(why, reading, standing) & ~standing.barred)
        away = standing.away & ~own & ~literal & ~named(why) & ~self._special(reading, units, docs)
        score = np.maximum(covered, name * TITLE) * np.where(
            own, np.float32(1), standing.factor * (standing.meant + (1 - standing.meant) * share)
        )
        score = np.maximum(score, part * literal * np.float32(0.95))
        score += TITLE_EXTRA * name + ALIKE * alike**3 + _beside(units, explained)
        score *= 1 - RECALL + RECALL * share
        here, elsewhere = fit & ~away, fit & away
        return Found(
            Ranked.of(docs[here], score[here]),
            Ranked.of(docs[elsewhere], score[elsewhere]),
            float((own | (alike >= 0.88) | (part >= 0.97))[fit].any()),
        )

    def _alike(self, docs: Ints, likely: Floats, reading: Reading) -> Floats:
        """Return for the likeliest entries how alike their names and the question are."""
        found = np.zeros(len(docs), np.float32)
        closest = _most(likely)
        found[closest] = alike(self.segment.names, docs[closest], bare(reading))
        return found

    def _special(self, reading: Reading, units: Sequence[Unit], docs: Ints) -> Flags:
        """Tell which are the few entries that are just what was asked for: one goes to them wherever they are."""
        special = np.zeros(len(docs), np.bool_)
        for unit in units if not reading.near else ():
            if unit.choices and not unit.hint:
                just = [(self._lookups.just(key), surety) for key, surety in unit.choices.items()]
                if all(few is not None for few, _ in just):
                    special |= np.logical_or.reduce([at(few, docs) * surety >= JUST for few, surety in just if few])
        return special

    def _said(self, reading: Reading) -> tuple[Floats, float]:
        """Return how surely each stem was said, weighed by how much it tells, and what all that was said weighs."""
        terms, rarity = self.segment.terms, self.segment.rarity
        sureties, whole = np.zeros(len(terms) + 1, np.float32), 0.0
        for token in reading.tokens:
            readings = token.readings if token.weight else {token.word.stem: 1.0}
            found = {terms[stem]: surety for stem, surety in readings.items() if stem in terms}
            for number, surety in found.items():
                sureties[number] = surety * rarity[number]
            if token.weight:
                whole += max((float(sureties[number]) for number in found), default=UNHEARD_OF)
        topical = sureties.copy()
        for asked in reading.places:
            for readings in asked.words:
                for stem in readings:
                    if stem in terms:
                        topical[terms[stem]] = 0
        return topical, sureties, whole


def _beside(units: Sequence[Unit], explained: Floats) -> Floats:
    """Return what the words of little weight add that stand in a name: of two that fit, it may be the one meant."""
    weak = np.array([unit.weight <= WEAK for unit in units], np.float32)
    return weak @ (explained >= NAMED) * np.float32(BESIDE / max(float(weak.sum()), 1.0))


def _most(scores: Floats) -> Ints:
    """Return where the highest scores are."""
    every = np.arange(len(scores), dtype=np.int32)
    return every if len(scores) <= CLOSELY else np.argpartition(-scores, CLOSELY)[:CLOSELY].astype(np.int32)


def _named(name: Floats, alike: Floats, nearly: float) -> tuple[Floats, Floats]:
    """Return how much of the question the name of each entry is, and how alike the two are, by both measures."""
    near = np.where(alike >= nearly, alike * np.float32(SURE), np.float32(0))
    literally = np.where(name >= TITLED, np.minimum(name / np.float32(PART), np.float32(1)), np.float32(0))
    return np.maximum(name, near), np.maximum(alike, literally)


def weighed(unit: Unit, holders: Mapping[str, int], entries: int) -> Unit:
    """Return the unit weighed by how much its concepts tell: what few services are about tells most."""
    fewest = min((holders[key] for key in unit.choices), default=0)
    if not fewest:
        return unit
    told = 1 - math.log(fewest) / math.log(entries + 1)
    return replace(unit, weight=unit.weight * (1 - COMMON + COMMON * told))


def _covered(units: Sequence[Unit], explained: Floats, standing: Standing) -> Floats:
    """Return how much of the question, its conditions included, each entry explains."""
    asked = np.array([0.0 if unit.hint else unit.weight for unit in units], np.float32)
    hints = np.array([unit.weight if unit.hint else 0.0 for unit in units], np.float32)
    whole = float(asked.sum()) + standing.weight
    part = asked @ explained + standing.explained
    return part / np.float32(whole or 1.0) + HINTED * (hints @ explained)
