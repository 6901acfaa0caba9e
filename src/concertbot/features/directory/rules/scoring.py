"""How well an entry answers a question: how much of what is asked it explains, under the conditions set."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from concertbot.domain.lookup import Understood
from concertbot.features.directory.rules.conditions import Conditions, Standing
from concertbot.features.directory.rules.lexicon import Lexicon
from concertbot.features.directory.rules.places import Gazetteer
from concertbot.features.directory.rules.postings import Postings
from concertbot.features.directory.rules.profile import Profile
from concertbot.features.directory.rules.reading import Reading, Unit

CLOSELY = 40  # candidates whose names are compared letter by letter
ALIKE = 0.12  # what a name that is like the whole question adds
RECALL = 0.2  # what an entry whose whole name was said adds
WINDOW = 8  # words of a name that stand in a question
TITLE = 0.95
CONCEPT_PART = 0.3  # an entry must explain this much of a question in which a concept was recognised
CONCEPT_SUITS = 0.3
NAMED_PART = 0.58  # and this much, where only words of names were
TOLD_PART = 0.75  # and this much, where only words of descriptions were
NAMED = 0.8


@dataclass(frozen=True, slots=True)
class Scored:
    """An entry with its score: about 1 when it explains all of the question."""

    profile: Profile
    score: float


@dataclass(frozen=True, slots=True)
class Grounds:
    """Why an entry may answer: how much of the topics it explains, and by what."""

    topics: float
    concept: float
    word: float


class Scorer:
    """Scores the entries of a directory."""

    def __init__(
        self, profiles: Sequence[Profile], lexicon: Lexicon, gazetteer: Gazetteer, rarity: Mapping[str, float]
    ) -> None:
        self._profiles = profiles
        self._rarity = rarity
        self._postings = Postings(profiles, lexicon.concepts)
        self._conditions = Conditions(profiles, self._postings, lexicon, gazetteer)

    def known(self, part: Understood, reading: Reading) -> Understood:
        """Return the part, marked where the directory says nothing about it."""
        return replace(part, answerable=part.answerable and self._conditions.answerable(part, reading))

    def best(self, reading: Reading) -> tuple[list[Scored], list[Scored]]:
        """Return the entries that fit, best first, and those that would if they were not elsewhere."""
        explained = [(unit, self._explained(unit)) for unit in reading.topics]
        titled = self._titled(reading)
        candidates = {at for _, weights in explained for at in weights} | titled.keys()
        if not any(unit.weight for unit in reading.topics):
            candidates |= self._conditions.candidates(reading)
        standings = {at: self._conditions.standing(at, reading) for at in candidates}
        scored: dict[str, list[Scored]] = defaultdict(list)
        for at, standing in standings.items():
            grounds = self._grounds(at, explained)
            title = titled.get(at, 0.0)
            if title >= TITLE or self._accepted(grounds, reading, standing):
                where = "fits" if title >= TITLE else self._where(grounds, standing)
                scored[where].append(Scored(self._profiles[at], self._score(at, explained, standing, title)))
        return self._sorted(scored, reading)

    def _sorted(self, scored: Mapping[str, list[Scored]], reading: Reading) -> tuple[list[Scored], list[Scored]]:
        fits, away = (self._compared(scored.get(where, []), reading) for where in ("fits", "away"))
        if fits or reading.near:
            return fits, away
        return away, []

    def _explained(self, unit: Unit) -> dict[int, float]:
        """Return the entries that explain the unit, with how well: by concept, or by words of their own."""
        weights: dict[int, float] = defaultdict(float)
        for key, surety in unit.choices.items():
            for at, weight in self._postings.concept(key).items():
                weights[at] = max(weights[at], weight * surety)
        sums: dict[int, float] = defaultdict(float)
        for readings in unit.words:
            best: dict[int, float] = defaultdict(float)
            for stem, surety in readings.items():
                for at, weight in self._postings.word(stem).items():
                    best[at] = max(best[at], weight * surety)
            for at, weight in best.items():
                sums[at] += weight
        for at, weight in sums.items():
            weights[at] = max(weights[at], weight / len(unit.words))
        return weights

    def _grounds(self, at: int, explained: Sequence[tuple[Unit, Mapping[int, float]]]) -> Grounds:
        whole = sum(unit.weight for unit, _ in explained)
        topics = sum(unit.weight * weights.get(at, 0.0) for unit, weights in explained)
        concept = max((unit.weight * weights.get(at, 0.0) for unit, weights in explained if unit.choices), default=0.0)
        word = max((weights.get(at, 0.0) for unit, weights in explained if not unit.choices and unit.weight > 0.2), default=0.0)
        return Grounds(topics / whole if whole else 0.0, concept, word)

    def _accepted(self, grounds: Grounds, reading: Reading, standing: Standing) -> bool:
        if not any(unit.weight for unit in reading.topics):
            return standing.met
        if grounds.concept >= CONCEPT_SUITS and grounds.topics >= CONCEPT_PART:
            return True
        part = NAMED_PART if grounds.word >= NAMED else TOLD_PART * 0.5
        return grounds.word > 0 and grounds.topics >= part

    def _where(self, grounds: Grounds, standing: Standing) -> str:
        if standing.barred:
            return "barred"
        return "away" if standing.away and not (grounds.word >= NAMED and grounds.topics >= NAMED) else "fits"

    def _score(
        self, at: int, explained: Sequence[tuple[Unit, Mapping[int, float]]], standing: Standing, title: float
    ) -> float:
        whole = sum(unit.weight for unit, _ in explained) + standing.weight
        part = sum(unit.weight * weights.get(at, 0.0) for unit, weights in explained) + standing.explained
        covered = max(part / whole if whole else 0.0, title * TITLE)
        return covered * standing.factor * (1 - RECALL) + RECALL * covered * self._recall(at, explained) + 0.1 * title

    def _recall(self, at: int, explained: Sequence[tuple[Unit, Mapping[int, float]]]) -> float:
        """Return how much of one of the entry's names was said."""
        said: dict[str, float] = {}
        for unit, _ in explained:
            for readings in unit.words:
                said.update(readings)
        best = 0.0
        for name in self._profiles[at].names:
            whole = sum(self._rarity.get(stem, 1.0) for stem in name)
            part = sum(self._rarity.get(stem, 1.0) * said[stem] for stem in name if stem in said)
            best = max(best, part / whole if whole else 0.0)
        return best

    def _titled(self, reading: Reading) -> dict[int, float]:
        """Return the entries whose whole name stands in the question, with how much of the question it is."""
        texts = [token.word.text for token in reading.tokens]
        whole = sum(len(token.word.text) for token in reading.tokens if token.weight)
        found: dict[int, float] = {}
        for start in range(len(texts)):
            for end in range(start + 1, min(start + WINDOW, len(texts)) + 1):
                self._title(reading, start, end, whole, found)
        return found

    def _title(self, reading: Reading, start: int, end: int, whole: int, found: dict[int, float]) -> None:
        tokens = reading.tokens[start:end]
        entries = self._postings.titled("".join(token.word.text for token in tokens))
        if not entries:
            return
        every = len(tokens) == len(reading.tokens)
        if not every and len(tokens) == 1 and tokens[0].weight < 0.2 and not tokens[0].word.shouted:
            return
        said = sum(len(token.word.text) for token in tokens)
        small = sum(len(token.word.text) for token in tokens if not token.weight)
        share = 1.0 if every else said / max(whole + small, 1)
        for at in entries:
            found[at] = max(found.get(at, 0.0), share)

    def _compared(self, scored: list[Scored], reading: Reading) -> list[Scored]:
        """Return the entries best first, those on top compared with the question letter by letter."""
        scored.sort(key=lambda one: (-one.score, one.profile.entry.id))
        said = "".join(token.word.text for token in reading.tokens if token.weight)
        close = []
        for one in scored[:CLOSELY]:
            alike = max((fuzz.ratio(said, title) for title in one.profile.titles), default=0.0) / 100
            close.append(replace(one, score=one.score + ALIKE * alike**3))
        close.sort(key=lambda one: (-one.score, one.profile.entry.id))
        return close + scored[CLOSELY:]
