"""How well an entry answers a question: how much of what is asked it explains, under the conditions set."""

import math
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from concertbot.domain.lookup import Understood
from concertbot.features.directory.rules.arrays import NO_FLOATS, NO_INTS, Flags, Floats, Ints
from concertbot.features.directory.rules.candidates import Candidates, explain
from concertbot.features.directory.rules.conditions import Conditions, Standing
from concertbot.features.directory.rules.grounds import NAMED, accepted, grounds, named
from concertbot.features.directory.rules.lexicon import Lexicon
from concertbot.features.directory.rules.lookups import JUST, Lookups, Weighed, at
from concertbot.features.directory.rules.naming import Named, alike, bare, called, nearly, nearly_called, said
from concertbot.features.directory.rules.places import Gazetteer
from concertbot.features.directory.rules.reading import Reading, Unit
from concertbot.features.directory.rules.segment import Segment
from concertbot.features.directory.rules.tokens import WEAK

DOUBTFUL = 0.75  # where no entry scores so much, whole names are compared
SHORT = 7  # words of a question that may be but a misspelt name
SURELY_ALIKE, ALL_SAID = 0.88, 0.97  # how alike a name must be, or how much of a question in it, to look no further
BETTER = 1.3  # how much better one must fit to come first though it is elsewhere
CLOSELY = 64  # candidates whose names are compared with the question, letter by letter
RECALL = 0.2  # what an entry whose whole name was said adds
HINTED = 0.15  # what an entry that suits a hint adds
BESIDE = 0.06  # what words of little weight add that stand in a name
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
    literal: bool = False  # whether the name of one that fits is what was said

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

    def bears(self, place: str) -> bool:
        """Tell whether the name of an entry holds that of the place."""
        return self._conditions.bears(place)

    def holders(self, key: str) -> int:
        """Return how many entries mention the concept."""
        return len(self._lookups.tagged(key)[0])

    def best(self, reading: Reading, units: Sequence[Unit]) -> Found:
        """Return the entries that fit the question, whose topics are these."""
        titled = called(reading, self.segment.names)
        found = self._found(reading, units, titled)
        if found.literal or not any(token.weight for token in reading.tokens):
            return found
        if found.surest >= DOUBTFUL and len(reading.tokens) > SHORT:
            return found
        nearly = nearly_called(reading, self.segment.names, titled)
        return found if nearly is titled else self._found(reading, units, nearly)

    def _found(self, reading: Reading, units: Sequence[Unit], titled: Weighed) -> Found:
        docs = self._candidates.of(reading, units, titled)
        docs = docs if self.gone is None else docs[~self.gone[docs]]
        if not len(docs):
            return Found()
        explained = np.array([explain(self._lookups, unit, docs) for unit in units], np.float32).reshape(-1, len(docs))
        standing, why = self._conditions.standing(docs, reading), grounds(units, explained)
        covered = _covered(units, explained, standing)
        names = self._names(docs, covered * standing.factor * standing.meant, at(titled, docs), reading)
        own = (names.name >= TITLED) | ((names.name >= TITLED_HERE) & standing.met)
        fit = own | ((names.literal | names.whole | accepted(why, reading, standing)) & ~standing.barred)
        away = standing.away & ~own & ~names.literal & ~named(why) & ~self._special(reading, units, docs)
        score = names.score(covered, standing, own)
        score = (score + _beside(units, explained)) * (1 - RECALL + RECALL * names.share)
        here, elsewhere = fit & ~away, fit & away
        sure = own | (names.alike >= SURELY_ALIKE) | (names.part >= ALL_SAID)
        return Found(
            Ranked.of(docs[here], score[here]), Ranked.of(docs[elsewhere], score[elsewhere]), bool(sure[fit].any())
        )

    def _names(self, docs: Ints, likely: Floats, name: Floats, reading: Reading) -> Named:
        """Return how the names of the entries and the question meet; letter by letter, for the likeliest."""
        share, part = self.segment.names.said(docs, said(reading, self.segment))
        alike_to, closest = np.zeros(len(docs), np.float32), _most(likely + name + part)
        alike_to[closest] = alike(self.segment.names, docs[closest], bare(reading))
        return Named.of(name, alike_to, share, part, nearly(reading))

    def _special(self, reading: Reading, units: Sequence[Unit], docs: Ints) -> Flags:
        """Tell which are the few entries that are just what was asked for: one goes to them wherever they are."""
        special = np.zeros(len(docs), np.bool_)
        for unit in units if not reading.near else ():
            if unit.choices and not unit.hint:
                just = [(self._lookups.just(key), surety) for key, surety in unit.choices.items()]
                if all(few is not None for few, _ in just):
                    special |= np.logical_or.reduce([at(few, docs) * surety >= JUST for few, surety in just if few])
        return special


def _beside(units: Sequence[Unit], explained: Floats) -> Floats:
    """Return what the words of little weight add that stand in a name: of two that fit, it may be the one meant."""
    weak = [at for at, unit in enumerate(units) if unit.weight <= WEAK]
    return (explained[weak] >= NAMED).sum(axis=0, dtype=np.float32) * np.float32(BESIDE / max(len(weak), 1))


def _most(scores: Floats) -> Ints:
    """Return where the highest scores are."""
    every = np.arange(len(scores), dtype=np.int32)
    return every if len(scores) <= CLOSELY else np.argpartition(-scores, CLOSELY)[:CLOSELY].astype(np.int32)


def weighed(unit: Unit, holders: Mapping[str, int], entries: int) -> Unit:
    """Return the unit weighed by how much its concepts tell: what few services are about tells most."""
    fewest = min((holders[key] for key in unit.choices), default=0)
    if not fewest:
        return unit
    told = 1 - math.log(fewest) / math.log(entries + 1)
    return unit._replace(weight=unit.weight * (1 - COMMON + COMMON * told))


def _covered(units: Sequence[Unit], explained: Floats, standing: Standing) -> Floats:
    """Return how much of the question, its conditions included, each entry explains."""
    asked = np.array([0.0 if unit.hint else unit.weight for unit in units], np.float32)
    hints = np.array([unit.weight if unit.hint else 0.0 for unit in units], np.float32)
    whole = float(asked.sum()) + standing.weight
    part = asked @ explained + standing.explained
    return part / np.float32(whole or 1.0) + HINTED * (hints @ explained)
