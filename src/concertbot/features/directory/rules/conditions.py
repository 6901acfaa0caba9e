"""The conditions of a question: where, for which age, in which language, at which level of care."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from concertbot.chat.words import fold
from concertbot.domain.lookup import Understood
from concertbot.features.directory.rules.arrays import NO_INTS, Flags, Floats, Ints, starts_of
from concertbot.features.directory.rules.facts import Spoken, Whom
from concertbot.features.directory.rules.lexicon import Concept, Lexicon, Place
from concertbot.features.directory.rules.lookups import Lookups, at
from concertbot.features.directory.rules.places import Gazetteer
from concertbot.features.directory.rules.reading import AGE, LANGUAGE, LEVEL, PLACE, Ages, Asked, Reading
from concertbot.features.directory.rules.segment import Segment

# How well an entry stands towards a place, and what it is worth then.
HERE, SERVED, REGIONAL, AROUND, AWAY, BARRED = 1.0, 0.85, 0.5, 0.3, 0.15, -1.0
PLACE_FACTORS = ((REGIONAL, 0.85), (AROUND, 0.7), (AWAY, 0.6), (BARRED, 0.0))
SERVED_FACTOR = 0.95
HOME = 0.96  # what being there explains, where the entry does not say the name asked for
TOLD_PLACE = 0.85  # an entry bears the name of a place of which it says more than that it is there
# How well an entry suits an age.
OVERLAPS, ANYONE, UNSAID, OTHERS = 0.85, 0.75, 0.6, 0.15
TOLD_AGE = 0.5  # an audience that is only told of is not listed
OTHERS_FACTOR = 0.35
SPOKEN, TOLD, BY_MEANS, UNSPOKEN = 1.0, 0.9, 0.8, 0.0
UNSPOKEN_FACTOR, UNKNOWN_FACTOR = 0.3, 0.7
WORDING_FACTOR = 0.85
RESERVED_FACTOR = 0.8  # what is for some only, where nobody speaks of them
INTERNAL_FACTOR = 0.5  # what is for professionals, where nobody speaks of them
Tongue = tuple[str, Spoken]  # a language: the key of its concept, and its codes
KEPT = 500  # places of which it is kept how all stand towards them


@dataclass(frozen=True, slots=True)
class Standing:
    """How entries stand towards the conditions of a question."""

    weight: float  # what the conditions weigh
    explained: Floats  # how much of it each entry explains
    factor: Floats
    meant: Floats  # less where an entry is for others, or in another language, than the question
    away: Flags  # somewhere else than asked
    barred: Flags  # only for those who live elsewhere, or of another level
    met: Flags  # all conditions, as far as known


class Conditions:
    """Holds entries against conditions."""

    def __init__(self, segment: Segment, lookups: Lookups, lexicon: Lexicon, gazetteer: Gazetteer) -> None:
        self._segment = segment
        self._lookups = lookups
        self._gazetteer = gazetteer
        means = [concept for concept in lexicon.concepts.values() if concept.means]
        self._means = frozenset(fold(code) for concept in means for code in concept.codes)
        # How all combinations of facts stand towards a condition, kept for those asked about last.
        self._towards = lru_cache(maxsize=KEPT)(self._all_towards)
        self._around = lru_cache(maxsize=KEPT)(self._all_around)
        self._suited = lru_cache(maxsize=KEPT)(self._all_suited)
        self._spoken = lru_cache(maxsize=KEPT)(self._all_spoken)
        self._worded = lru_cache(maxsize=KEPT)(self._all_worded)
        self._known = lru_cache(maxsize=KEPT)(self._anybody_speaks)
        self._meant = lru_cache(maxsize=KEPT)(self._all_meant)
        self._reserved = frozenset().union(*(whom.reserved for whom in segment.whoms.values))
        wheres = segment.wheres.values
        self._bound = _flags(bool(where.bounds) for where in wheres)
        self._homeless = _flags(not where.homes for where in wheres)
        self._by_where = segment.wheres.of.argsort(kind="stable").astype(np.int32)
        self._where_starts = starts_of(np.bincount(segment.wheres.of, minlength=len(wheres)))
        self._at_home: dict[str, list[int]] = {}
        for number, where in enumerate(wheres):
            for key in where.homes:
                self._at_home.setdefault(key, []).append(number)

    def answerable(self, part: Understood, reading: Reading) -> bool:
        """Tell whether the directory says anything about the part."""
        key = part.key.partition(":")[2]
        if part.kind == "place":
            named = len(self._lookups.tagged(part.key)[0]) > 0
            return self._gazetteer[part.key].everywhere or part.key in self._at_home or named
        if part.kind == "language":
            return any(self._known(_tongue(concept)) for concept in reading.languages if concept.key == key)
        if part.kind == "level":
            return bool((self._segment.levels == int(key)).any())
        return key.isdecimal() or bool(len(self._lookups.concept(key)[0]))

    def bears(self, key: str) -> bool:
        """Tell whether the name of an entry holds that of a place."""
        return bool((self._lookups.tagged(key)[1] > TOLD_PLACE).any())

    def meets(self, docs: Ints, part: Understood, reading: Reading) -> bool:
        """Tell whether one of the entries meets the part, as far as it is a condition and anything is known."""
        if part.kind == "place":
            return bool((self._stands(docs, self._gazetteer[part.key]) >= REGIONAL).any())
        if part.kind == "language":
            spoken = (concept for concept in reading.languages if part.key == f"language:{concept.key}")
            return any((self._speak(docs, concept) > UNSPOKEN).any() for concept in spoken)
        aged = [one for one in reading.ages if part.key in {f"audience:{one[1]}", f"audience:{one[0][0]}"}]
        return not aged or any((self._age(docs, ages, key) > OTHERS).any() for ages, key in aged)

    def around(self, place: Place) -> Ints:
        """Return the entries that are at a place, or say its name, in order."""
        return self._around(place.key)

    def _all_around(self, key: str) -> Ints:
        numbers = self._at_home.get(key, [])
        homes = (self._by_where[self._where_starts[one] : self._where_starts[one + 1]] for one in numbers)
        return np.unique(np.concatenate([NO_INTS, *homes, self._lookups.tagged(key)[0]]))

    def local(self, place: Place) -> Flags:
        """Return which entries are at a place, or say its name."""
        home = np.zeros(len(self._segment.wheres.values), np.bool_)
        home[self._at_home.get(place.key, [])] = True
        found = home[self._segment.wheres.of] if len(home) else np.zeros(0, np.bool_)
        found[self._lookups.tagged(place.key)[0]] = True
        return found

    def candidates(self, reading: Reading) -> Ints:
        """Return the entries that meet every condition of a question without a topic."""
        flags = [self.local(asked.place) for asked in reading.places]
        flags += [self._aged(ages, key) for ages, key in reading.ages]
        flags += [self._speakers(_tongue(concept), interpreted=True) for concept in reading.languages]
        if reading.level is not None:
            flags.append(self._segment.levels == reading.level)
        return np.flatnonzero(np.logical_and.reduce(flags)).astype(np.int32)

    def standing(self, docs: Ints, reading: Reading) -> Standing:
        """Return how the entries stand towards all conditions of the question."""
        meant = self._wording(docs, reading) * self._meant_for(docs, reading)
        weight, explained, factor = 0.0, np.zeros(len(docs), np.float32), np.ones(len(docs), np.float32)
        away, barred, met = (np.full(len(docs), one) for one in (False, False, reading.conditions))
        if reading.places:
            place, said = self._placed(docs, reading.places)
            weight += PLACE
            explained += np.float32(PLACE) * np.maximum(place, np.float32(0)) * said
            factor = _place_factor(place)
            barred, met = place == BARRED, place >= REGIONAL
            away = ~barred & ~met
        if reading.ages:
            age = np.maximum.reduce([self._age(docs, ages, key) for ages, key in reading.ages])
            weight += AGE
            explained += np.float32(AGE) * age
            suits = age > OTHERS
            factor = factor * _less(~suits, OTHERS_FACTOR)
            met = met & suits
        if reading.languages:
            language = np.maximum.reduce([self._speak(docs, concept) for concept in reading.languages])
            known = any(self._known(_tongue(concept)) for concept in reading.languages)
            weight += LANGUAGE
            explained += np.float32(LANGUAGE) * language
            factor = factor * _less(language == UNSPOKEN, UNSPOKEN_FACTOR if known else UNKNOWN_FACTOR)
            met = met & ((language > UNSPOKEN) | (not known))
        if reading.level is not None:
            weight += LEVEL
            explained += np.float32(LEVEL)
            barred = barred | (self._segment.levels[docs] != reading.level)
        return Standing(weight, explained, factor, meant, away, barred, met)

    def _placed(self, docs: Ints, places: Sequence[Asked]) -> tuple[Floats, Floats]:
        """Return how the entries stand towards the best of the places, and how plainly they say its name."""
        (best, said), *others = [self._towards_one(docs, asked) for asked in places]
        for stands, says in others:
            better = (stands > best) | ((stands == best) & (says > said))
            best, said = np.where(better, stands, best), np.where(better, says, said)
        return best, said

    def _towards_one(self, docs: Ints, asked: Asked) -> tuple[Floats, Floats]:
        stands = self._stands(docs, asked.place)
        by_name = (at(self._lookups.tagged(asked.place.key), docs) > TOLD_PLACE) & (stands > BARRED)
        return np.where(by_name, np.maximum(stands, np.float32(REGIONAL)), stands), self._says(docs, asked)

    def _stands(self, docs: Ints, place: Place) -> Floats:
        return self._towards(place.key)[self._segment.wheres.of[docs]]

    def _all_towards(self, key: str) -> Floats:
        """Return how each combination of places that occurs stands towards a place."""
        place = self._gazetteer[key]
        elsewhere, nowhere = (REGIONAL, SERVED) if place.wide else (AWAY, REGIONAL)
        stands = np.where(self._homeless, np.float32(nowhere), np.float32(elsewhere))
        for other in self._gazetteer.neighbours(key) if not place.wide else ():
            stands[self._at_home.get(other, [])] = AROUND
        for number in np.flatnonzero(self._bound).tolist():
            served = self._gazetteer.within(key, self._segment.wheres.values[number].bounds)
            stands[number] = SERVED if served else BARRED
        stands[slice(None) if place.everywhere else self._at_home.get(key, [])] = HERE
        return stands

    def _says(self, docs: Ints, asked: Asked) -> Floats:
        """Return 1 where an entry that is there says the name that was asked for, such as its quarter's."""
        home = np.zeros(len(self._segment.wheres.values), np.bool_)
        home[self._at_home.get(asked.place.key, [])] = True
        said = np.full(len(docs), bool(asked.words))
        for readings in asked.words:
            said &= np.logical_or.reduce([at(self._lookups.word(stem), docs) > 0 for stem in readings])
        return np.where(home[self._segment.wheres.of[docs]] & ~said, np.float32(HOME), np.float32(1))

    def _age(self, docs: Ints, ages: Ages, key: str) -> Floats:
        listed = at(self._lookups.concept(key), docs)
        return np.where(listed > TOLD_AGE, listed, self._suited(ages)[self._segment.whoms.of[docs]])

    def _all_suited(self, ages: Ages) -> Floats:
        return self._segment.whoms.each(lambda whom: _suits(whom, ages))

    def _aged(self, ages: Ages, key: str) -> Flags:
        found = self._segment.whoms.which(lambda whom: any(_shared(ages, own) for own in whom.ages))
        found[self._lookups.concept(key)[0]] = True
        return found

    def _speak(self, docs: Ints, concept: Concept) -> Floats:
        told = np.where(at(self._lookups.tagged(concept.key), docs) > 0, TOLD, UNSPOKEN).astype(np.float32)
        return np.maximum(self._spoken(_tongue(concept))[self._segment.spoken.of[docs]], told)

    def _all_spoken(self, tongue: Tongue) -> Floats:
        _, codes = tongue
        return self._segment.spoken.each(
            lambda languages: SPOKEN if languages & codes else BY_MEANS if languages & self._means else UNSPOKEN
        )

    def _speakers(self, tongue: Tongue, *, interpreted: bool = False) -> Flags:
        key, codes = tongue
        wanted = codes | self._means if interpreted else codes
        found = self._segment.spoken.which(lambda languages: bool(languages & wanted))
        found[self._lookups.tagged(key)[0]] = True
        return found

    def _anybody_speaks(self, tongue: Tongue) -> bool:
        return bool(self._speakers(tongue).any())

    def _meant_for(self, docs: Ints, reading: Reading) -> Floats:
        """Return less where the entry is for people of whom the question does not speak."""
        factors = self._meant(reading.professional, self._reserved & reading.about)
        return factors[self._segment.whoms.of[docs]]

    def _all_meant(self, professional: bool, about: frozenset[str]) -> Floats:
        return self._segment.whoms.each(lambda whom: _meant(whom, about, professional=professional))

    def _wording(self, docs: Ints, reading: Reading) -> Floats:
        if not reading.wording:
            return np.ones(len(docs), np.float32)
        return self._worded(reading.wording)[self._segment.spoken.of[docs]]

    def _all_worded(self, wording: str) -> Floats:
        return self._segment.spoken.each(lambda own: WORDING_FACTOR if own and wording not in own else 1.0)


def _tongue(concept: Concept) -> Tongue:
    return concept.key, frozenset(map(fold, concept.codes))


def _flags(values: Iterable[bool]) -> Flags:
    return np.fromiter(values, np.bool_)


def _less(where: Flags, factor: float) -> Floats:
    return np.where(where, np.float32(factor), np.float32(1))


def _place_factor(place: Floats) -> Floats:
    factor = np.where(place == HERE, np.float32(1), np.float32(SERVED_FACTOR))
    for stands, worth in PLACE_FACTORS:
        factor[place <= np.float32(stands)] = worth
    return factor


def _meant(whom: Whom, about: frozenset[str], *, professional: bool) -> float:
    if whom.internal and not professional:
        return INTERNAL_FACTOR
    return RESERVED_FACTOR if whom.reserved and not whom.reserved & about else 1.0


def _suits(whom: Whom, ages: Ages) -> float:
    shared = max((_shared(ages, own) for own in whom.ages), default=0.0)
    if shared:
        return OVERLAPS * (0.5 + 0.5 * shared)
    if whom.everyone:
        return ANYONE
    return OTHERS if whom.ages else UNSAID


def _shared(asked: Ages, own: Ages) -> float:
    """Return how much two spans of ages have in common: 1 where they are alike, or an age lies within."""
    common = min(own[1], asked[1]) - max(own[0], asked[0]) + 1
    wider = own[1] - own[0] + 1 if asked[0] != asked[1] else 1
    return max(common, 0) / max(wider, asked[1] - asked[0] + 1)
