"""How well an entry answers a question: how much of what is asked it explains, under the conditions set."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from concertbot.domain.lookup import Understood
from concertbot.features.directory.rules.conditions import Conditions, Standing
from concertbot.features.directory.rules.grounds import accepted, grounds, named, shares_of, without_topic
from concertbot.features.directory.rules.lexicon import Lexicon
from concertbot.features.directory.rules.naming import likeness, recall, sayings, titled, weighed
from concertbot.features.directory.rules.places import Gazetteer
from concertbot.features.directory.rules.postings import Postings, Weights
from concertbot.features.directory.rules.profile import Profile
from concertbot.features.directory.rules.reading import Reading, Unit
from concertbot.features.directory.rules.titles import Titles

SHORTLIST = 300  # candidates that are held against the conditions
CLOSELY = 40  # candidates whose names are compared letter by letter
ALIKE = 0.12  # what a name that is like the whole question adds
RECALL = 0.2  # what an entry whose whole name was said adds
HINTED = 0.15  # what an entry that suits a hint adds
TITLE, TITLE_EXTRA = 0.95, 0.1
TITLED = 0.74  # how much of a question a name must make up to answer it alone
WORDS_OF_CONCEPT, WORD_OF_CONCEPT = 0.9, 0.75  # what the bare words of a concept explain
JUST, FEW = 0.85, 12  # how well a special service suits, and how many of its kind there are at most
BOTH = 0.1  # what the words of a concept add where they stand beside it
BETTER = 1.3  # how much better one must fit to come first though it is elsewhere
COMMON = 0.4  # how much less a concept weighs that every service is about


@dataclass(frozen=True, slots=True)
class Scored:
    """An entry with its score: about 1 when it explains all of the question."""

    at: int  # its place in the directory
    profile: Profile
    score: float


class Scorer:
    """Scores the entries of a directory."""

    def __init__(
        self, profiles: Sequence[Profile], lexicon: Lexicon, gazetteer: Gazetteer, rarity: Mapping[str, float]
    ) -> None:
        self._profiles = profiles
        self._rarity = rarity
        self._names = [weighed(profile, rarity) for profile in profiles]
        self._postings = Postings(profiles, lexicon.concepts)
        self._titles = Titles(profile.titles for profile in profiles)
        self._conditions = Conditions(profiles, self._postings, lexicon, gazetteer)

    def known(self, part: Understood, reading: Reading) -> Understood:
        """Return the part, marked where the directory says nothing about it."""
        return replace(part, answerable=part.answerable and self._conditions.answerable(part, reading))

    def met(self, part: Understood, reading: Reading, page: Sequence[Scored]) -> Understood:
        """Return the part, marked where none of these entries meets it."""
        met = not part.answerable or any(self._conditions.meets(scored.at, part, reading) for scored in page)
        return replace(part, met=met)

    def best(self, reading: Reading) -> tuple[list[Scored], list[Scored]]:
        """Return the entries that fit, best first, and those that would if they were not elsewhere."""
        explained = [(self._weighed(unit), self._explained(unit)) for unit in reading.topics]
        names = titled(reading, self._titles)
        shares, said = shares_of([unit for unit, _ in explained]), sayings(unit for unit, _ in explained)
        special = set[int]() if reading.near else _special(explained)
        found: dict[bool, list[Scored]] = {False: [], True: []}
        for at in self._candidates(reading, explained, names):
            standing, why = self._conditions.standing(at, reading), grounds(at, explained, shares)
            name = names.get(at, 0.0)
            if name >= TITLED or (accepted(why, reading, standing) and not standing.barred):
                away = standing.away and name < TITLED and not named(why) and at not in special
                factor = 1.0 if name >= TITLED else standing.factor
                sure = factor * (1 - RECALL) + RECALL * recall(said, self._names[at], self._rarity)
                score = _covered(at, explained, standing, name) * sure + TITLE_EXTRA * name
                found[away].append(Scored(at, self._profiles[at], score))
        fits, away_ones = (self._compared(scored, reading) for scored in (found[False], found[True]))
        if not fits:
            return ([], away_ones) if reading.near else (away_ones, [])
        return [*(one for one in away_ones if one.score > fits[0].score * BETTER), *fits], away_ones

    def _candidates(
        self, reading: Reading, explained: Sequence[tuple[Unit, Weights]], names: Mapping[int, float]
    ) -> set[int]:
        sums: dict[int, float] = defaultdict(float, names)
        for unit, weights in explained:
            for at, weight in weights.items():
                sums[at] += unit.weight * weight
        found = set(sums)
        if len(found) > SHORTLIST:
            local = self._conditions.local(reading) & found
            most = (
                sorted(local, key=lambda at: -sums[at])[:SHORTLIST]
                + sorted(found, key=lambda at: -sums[at])[:SHORTLIST]
            )
            found = set(most)
        return found | self._conditions.candidates(reading) if without_topic(reading) else found

    def _weighed(self, unit: Unit) -> Unit:
        """Return the unit weighed by how much its concepts tell: what few services are about tells most."""
        holders = min((len(self._postings.tagged(key)) for key in unit.choices), default=0)
        if not holders:
            return unit
        told = 1 - math.log(holders) / math.log(len(self._profiles) + 1)
        return replace(unit, weight=unit.weight * (1 - COMMON + COMMON * told))

    def _explained(self, unit: Unit) -> Weights:
        """Return the entries that explain the unit, with how well: by concept, or by words of their own."""
        found: dict[int, float] = defaultdict(float)
        for key, surety in unit.choices.items():
            for at, weight in self._postings.concept(key).items():
                found[at] = max(found[at], weight * surety)
        worded = [self._worded(readings) for readings in unit.words]
        part = (WORDS_OF_CONCEPT if len(worded) > 1 else WORD_OF_CONCEPT) if unit.choices else 1.0
        for at in set(worded[0]).intersection(*worded[1:]) if worded else ():
            known, said = found[at], part * sum(weights[at] for weights in worded) / len(worded)
            found[at] = max(known, said) + BOTH * min(known, said)
        return found

    def _worded(self, readings: Mapping[str, float]) -> Weights:
        best: dict[int, float] = defaultdict(float)
        for stem, surety in readings.items():
            for at, weight in self._postings.word(stem).items():
                best[at] = max(best[at], weight * surety)
        return best

    def _compared(self, scored: list[Scored], reading: Reading) -> list[Scored]:
        """Return the entries best first, those on top compared with the question letter by letter."""
        scored.sort(key=_order)
        said = "".join(token.word.text for token in reading.tokens if token.weight)
        close = [replace(one, score=one.score + ALIKE * likeness(said, one.profile) ** 3) for one in scored[:CLOSELY]]
        return sorted(close, key=_order) + scored[CLOSELY:]


def _covered(at: int, explained: Sequence[tuple[Unit, Weights]], standing: Standing, name: float) -> float:
    """Return how much of the question, its conditions included, the entry explains."""
    asked = [(unit.weight, weights.get(at, 0.0)) for unit, weights in explained if not unit.hint]
    hints = sum(unit.weight * weights.get(at, 0.0) for unit, weights in explained if unit.hint)
    whole = sum(weight for weight, _ in asked) + standing.weight
    part = sum(weight * explains for weight, explains in asked) + standing.explained
    return max(part / whole if whole else 0.0, name * TITLE) + HINTED * hints


def _special(explained: Sequence[tuple[Unit, Weights]]) -> set[int]:
    """Return the few entries that are just what was asked for: one goes to them wherever they are."""
    known = (weights for unit, weights in explained if unit.choices and not unit.hint)
    just = ({at for at, weight in weights.items() if weight >= JUST} for weights in known)
    return {at for found in just if len(found) <= FEW for at in found}


def _order(scored: Scored) -> tuple[float, str]:
    return -scored.score, scored.profile.entry.id
