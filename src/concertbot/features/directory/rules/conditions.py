"""The conditions of a question: where, for which age, in which language, at which level of care."""

from collections.abc import Sequence
from dataclasses import dataclass

from concertbot.chat.words import fold
from concertbot.domain.lookup import Understood
from concertbot.features.directory.rules.lexicon import Concept, Lexicon, Place
from concertbot.features.directory.rules.places import Gazetteer
from concertbot.features.directory.rules.postings import Postings
from concertbot.features.directory.rules.profile import Profile
from concertbot.features.directory.rules.reading import AGE, LANGUAGE, LEVEL, PLACE, Ages, Asked, Reading

# How well an entry stands towards a place, and what it is worth then.
HERE, SERVED, REGIONAL, AROUND, AWAY, BARRED = 1.0, 0.85, 0.5, 0.3, 0.15, -1.0
PLACE_FACTOR = {HERE: 1.0, SERVED: 0.95, REGIONAL: 0.85, AROUND: 0.7, AWAY: 0.6, BARRED: 0.0}
HOME = 0.96  # what being there explains, where the entry does not say the name asked for
# How well an entry suits an age.
LISTED, OVERLAPS, ANYONE, UNSAID, OTHERS = 1.0, 0.85, 0.75, 0.6, 0.15
TOLD_AGE = 0.5  # an audience that is only told of is not listed
OTHERS_FACTOR = 0.35
SPOKEN, TOLD, BY_MEANS, UNSPOKEN = 1.0, 0.9, 0.8, 0.0
UNSPOKEN_FACTOR, UNKNOWN_FACTOR = 0.3, 0.7
WORDING_FACTOR = 0.78
RESERVED_FACTOR = 0.8  # what is for some only, where nobody speaks of them
INTERNAL_FACTOR = 0.5  # what is for professionals, where nobody speaks of them


@dataclass(frozen=True, slots=True)
class Standing:
    """How an entry stands towards the conditions of a question."""

    weight: float  # what the conditions weigh
    explained: float  # how much of it the entry explains
    factor: float
    away: bool  # somewhere else than asked
    barred: bool  # only for those who live elsewhere, or of another level
    met: bool  # all conditions, as far as known


class Conditions:
    """Holds entries against conditions."""

    def __init__(self, profiles: Sequence[Profile], postings: Postings, lexicon: Lexicon, gazetteer: Gazetteer) -> None:
        self._profiles = profiles
        self._postings = postings
        self._gazetteer = gazetteer
        means = [concept for concept in lexicon.concepts.values() if concept.means]
        self._means = frozenset(fold(code) for concept in means for code in concept.codes)

    def answerable(self, part: Understood, reading: Reading) -> bool:
        """Tell whether the directory says anything about the part."""
        key = part.key.partition(":")[2]
        if part.kind == "place":
            return self._gazetteer[part.key].everywhere or bool(self._local(self._gazetteer[part.key]))
        if part.kind == "language":
            return any(self._is_known(concept) for concept in reading.languages if concept.key == key)
        if part.kind == "level":
            return bool(self._postings.with_fact(int(key)))
        return key.isdecimal() or bool(self._postings.concept(key))

    def meets(self, at: int, part: Understood, reading: Reading) -> bool:
        """Tell whether the entry meets the part, as far as it is a condition and anything is known."""
        if part.kind == "place":
            return self._stands(at, self._gazetteer[part.key]) >= REGIONAL
        if part.kind == "language":
            spoken = (concept for concept in reading.languages if part.key == f"language:{concept.key}")
            return any(self._speaks(at, concept) > UNSPOKEN for concept in spoken)
        aged = [one for one in reading.ages if part.key in {f"audience:{one[1]}", f"audience:{one[0][0]}"}]
        return not aged or any(self._age(at, ages, key) > OTHERS for ages, key in aged)

    def _is_known(self, concept: Concept) -> bool:
        return bool(self._speakers(concept))

    def _speakers(self, concept: Concept) -> set[int]:
        return set(self._postings.tagged(concept.key)).union(
            *(self._postings.with_fact(fold(code)) for code in concept.codes)
        )

    def _local(self, place: Place) -> set[int]:
        return {*self._postings.with_fact(place.key), *self._postings.tagged(place.key)}

    def local(self, reading: Reading) -> set[int]:
        """Return the entries that are at the places asked for."""
        return set().union(*(self._local(asked.place) for asked in reading.places))

    def candidates(self, reading: Reading) -> set[int]:
        """Return the entries that meet every condition of a question without a topic."""
        sets = [self._local(asked.place) for asked in reading.places]
        sets += [self._aged(ages, key) for ages, key in reading.ages]
        sets += [self._speaking(concept) for concept in reading.languages]
        if reading.level is not None:
            sets.append(set(self._postings.with_fact(reading.level)))
        return set.intersection(*sets) if sets else set()

    def _aged(self, ages: Ages, key: str) -> set[int]:
        spans = [own for own in self._postings.ages if _shared(ages, own)]
        return set(self._postings.concept(key)).union(*(self._postings.with_fact(own) for own in spans))

    def _speaking(self, concept: Concept) -> set[int]:
        return self._speakers(concept).union(*(self._postings.with_fact(code) for code in self._means))

    def standing(self, at: int, reading: Reading) -> Standing:
        """Return how the entry stands towards all conditions of the question."""
        place, said = max(
            ((self._stands(at, asked.place), self._says(at, asked)) for asked in reading.places), default=(HERE, HOME)
        )
        age = max((self._age(at, ages, key) for ages, key in reading.ages), default=LISTED)
        language = max((self._speaks(at, concept) for concept in reading.languages), default=SPOKEN)
        known = any(self._is_known(concept) for concept in reading.languages)
        asked = (reading.places, reading.ages, reading.languages, reading.level is not None)
        weights = [weight * bool(one) for weight, one in zip((PLACE, AGE, LANGUAGE, LEVEL), asked, strict=True)]
        explained = (max(place, 0.0) * said, age, language, 1.0)
        level = self._profiles[at].entry.care_level
        return Standing(
            weight=sum(weights),
            explained=sum(weight * part for weight, part in zip(weights, explained, strict=True)),
            factor=PLACE_FACTOR[place]
            * _age_factor(age)
            * _language_factor(language, known=known)
            * self._wording(at, reading)
            * self._meant_for(at, reading),
            away=BARRED < place < REGIONAL,
            barred=place == BARRED or (reading.level is not None and level != reading.level),
            met=place >= REGIONAL and age > OTHERS and (language > UNSPOKEN or not known) and reading.conditions,
        )

    def _stands(self, at: int, place: Place) -> float:
        profile = self._profiles[at]
        if place.everywhere or place.key in profile.homes:
            return HERE
        if profile.bounds:
            return SERVED if self._gazetteer.within(place.key, profile.bounds) else BARRED
        if not profile.homes:
            return SERVED if place.wide else REGIONAL
        if place.wide:
            return REGIONAL
        return AROUND if profile.homes & self._gazetteer.neighbours(place.key) else AWAY

    def _says(self, at: int, asked: Asked) -> float:
        """Return 1 where an entry that is there says the name that was asked for, such as its quarter's."""
        if asked.place.key not in self._profiles[at].homes:
            return 1.0
        said = all(any(at in self._postings.word(stem) for stem in readings) for readings in asked.words)
        return 1.0 if asked.words and said else HOME

    def _age(self, at: int, ages: Ages, key: str) -> float:
        profile = self._profiles[at]
        listed = self._postings.concept(key).get(at, 0.0)
        if listed > TOLD_AGE:
            return listed
        shared = max((_shared(ages, own) for own in profile.ages), default=0.0)
        if shared:
            return OVERLAPS * (0.5 + 0.5 * shared)
        if profile.everyone:
            return ANYONE
        return OTHERS if profile.ages else UNSAID

    def _speaks(self, at: int, concept: Concept) -> float:
        languages = self._profiles[at].languages
        if languages.intersection(map(fold, concept.codes)):
            return SPOKEN
        if at in self._postings.tagged(concept.key):
            return TOLD
        return BY_MEANS if languages & self._means else UNSPOKEN

    def _meant_for(self, at: int, reading: Reading) -> float:
        """Return less where the entry is for people of whom the question does not speak."""
        profile = self._profiles[at]
        if profile.internal and not reading.professional:
            return INTERNAL_FACTOR
        return RESERVED_FACTOR if profile.reserved and not profile.reserved & reading.about else 1.0

    def _wording(self, at: int, reading: Reading) -> float:
        languages = self._profiles[at].languages
        return WORDING_FACTOR if reading.wording and languages and reading.wording not in languages else 1.0


def _age_factor(age: float) -> float:
    return OTHERS_FACTOR if age <= OTHERS else 1.0


def _language_factor(language: float, *, known: bool) -> float:
    if language > UNSPOKEN:
        return 1.0
    return UNSPOKEN_FACTOR if known else UNKNOWN_FACTOR


def _shared(asked: Ages, own: Ages) -> float:
    """Return how much two spans of ages have in common: 1 where they are alike, or an age lies within."""
    common = min(own[1], asked[1]) - max(own[0], asked[0]) + 1
    wider = own[1] - own[0] + 1 if asked[0] != asked[1] else 1
    return max(common, 0) / max(wider, asked[1] - asked[0] + 1)
