"""The conditions of a question: where, for which age, in which language, at which level of care."""

from collections.abc import Sequence
from dataclasses import dataclass

from concertbot.domain.lookup import Understood
from concertbot.features.directory.rules.lexicon import Concept, Lexicon, Place
from concertbot.features.directory.rules.places import Gazetteer
from concertbot.features.directory.rules.postings import Postings
from concertbot.features.directory.rules.profile import Profile
from concertbot.features.directory.rules.reading import CONDITION, Reading, Unit

# How well an entry stands towards a place.
HERE, SERVED, REGIONAL, AROUND, AWAY = 1.0, 0.85, 0.5, 0.3, 0.15
PLACE_FACTOR = {HERE: 1.0, SERVED: 0.95, REGIONAL: 0.85, AROUND: 0.7, AWAY: 0.6}
MENTIONED = 1.0
HOME = 0.92
# How well an entry suits an age.
LISTED, OVERLAPS, ANYONE, UNSAID, OTHERS = 1.0, 0.85, 0.75, 0.6, 0.15
OTHERS_FACTOR = 0.35
SPOKEN, BY_MEANS, TOLD, UNSPOKEN = 1.0, 0.8, 0.9, 0.0
UNSPOKEN_FACTOR = 0.3
WORDING_FACTOR = 0.85
MET = 0.45


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

    def __init__(
        self, profiles: Sequence[Profile], postings: Postings, lexicon: Lexicon, gazetteer: Gazetteer
    ) -> None:
        self._profiles = profiles
        self._postings = postings
        self._gazetteer = gazetteer
        self._means = frozenset(code.casefold() for concept in lexicon.concepts.values() if concept.means for code in concept.codes)
        self._spoken = frozenset(code for profile in profiles for code in profile.languages)

    def answerable(self, part: Understood, reading: Reading) -> bool:
        """Tell whether the directory says anything about the part."""
        key = part.key.partition(":")[2]
        if part.kind == "place":
            return bool(self._postings.at(part.key) or self._postings.tagged(part.key)) or any(
                place.everywhere for place, _ in reading.places if place.key == part.key
            )
        if part.kind == "language":
            return any(self._is_known(concept) for concept, _ in reading.languages if concept.key == key)
        if part.kind == "level":
            return any(str(profile.entry.care_level) == key for profile in self._profiles)
        return key.isdigit() or bool(self._postings.concept(key))

    def _is_known(self, concept: Concept) -> bool:
        return bool(self._spoken.intersection(map(str.casefold, concept.codes)) or self._postings.tagged(concept.key))

    def candidates(self, reading: Reading) -> set[int]:
        """Return the entries that meet the narrowest condition of a question without a topic."""
        sets: list[set[int]] = [set(self._postings.at(place.key)) | set(self._postings.tagged(place.key)) for place, _ in reading.places]
        sets += [set(self._postings.tagged(key)) for _, _, key in reading.ages if self._postings.tagged(key)]
        every = set(range(len(self._profiles)))
        sets += [{at for at in every if self._speaks(at, concept) > 0} for concept, _ in reading.languages]
        if reading.level is not None:
            sets.append({at for at in every if self._profiles[at].entry.care_level == reading.level})
        return set.intersection(*sets) if sets else set()

    def standing(self, at: int, reading: Reading) -> Standing:
        """Return how the entry stands towards all conditions of the question."""
        weight = explained = 0.0
        factor = self._wording(at, reading)
        place, place_weight = self._place(at, reading)
        if reading.places:
            weight, explained = CONDITION["place"], CONDITION["place"] * place_weight
            factor *= PLACE_FACTOR.get(place, 0.0)
        age = max((self._age(at, ages, key) for ages, _, key in reading.ages), default=LISTED)
        if reading.ages:
            weight, explained = weight + CONDITION["age"], explained + CONDITION["age"] * age
            factor *= OTHERS_FACTOR if age <= OTHERS else 1.0
        language = max((self._speaks(at, concept) for concept, _ in reading.languages), default=SPOKEN)
        known = any(self._is_known(concept) for concept, _ in reading.languages)
        if reading.languages:
            weight, explained = weight + CONDITION["language"], explained + CONDITION["language"] * language
            factor *= UNSPOKEN_FACTOR if known and language <= UNSPOKEN else 1.0
        level = self._profiles[at].entry.care_level
        barred = place < 0 or (reading.level is not None and level != reading.level)
        met = place >= REGIONAL and age > OTHERS and (language > UNSPOKEN or not known) and reading.conditions
        return Standing(weight, explained, factor, 0 <= place < REGIONAL, barred, met)

    def _place(self, at: int, reading: Reading) -> tuple[float, float]:
        """Return how the entry stands towards the places asked for, and how much that explains."""
        best = max(((self._stands(at, place), self._said(at, place, unit)) for place, unit in reading.places), default=(HERE, 0.0))
        stands, said = best
        if stands < 0:
            return stands, 0.0
        if said:
            return HERE, said
        return stands, stands * HOME if stands == HERE else stands

    def _said(self, at: int, place: Place, unit: Unit) -> float:
        """Tell whether the entry itself speaks of the place, by any of the names it was asked by."""
        if place.key not in self._profiles[at].homes and self._profiles[at].homes:
            return 0.0
        words = [max((self._postings.word(stem).get(at, 0.0) for stem in readings), default=0.0) for readings in unit.words]
        return MENTIONED if words and min(words) > 0 else 0.0

    def _stands(self, at: int, place: Place) -> float:
        profile = self._profiles[at]
        if place.everywhere or place.key in profile.homes:
            return HERE
        if profile.bounds:
            return SERVED if place.key in profile.bounds else -1.0
        if not profile.homes or place.wide:
            return REGIONAL
        return AROUND if profile.homes & self._gazetteer.neighbours(place.key) else AWAY

    def _age(self, at: int, ages: tuple[int, int], key: str) -> float:
        profile = self._profiles[at]
        listed = self._postings.tagged(key).get(at, 0.0)
        if listed > 0.5:
            return listed
        if any(low <= ages[1] and ages[0] <= high for low, high in profile.ages):
            return OVERLAPS
        if profile.everyone:
            return ANYONE
        return OTHERS if profile.ages else UNSAID

    def _speaks(self, at: int, concept: Concept) -> float:
        profile = self._profiles[at]
        if profile.languages.intersection(map(str.casefold, concept.codes)):
            return SPOKEN
        if self._postings.tagged(concept.key).get(at):
            return TOLD
        return BY_MEANS if profile.languages & self._means else UNSPOKEN

    def _wording(self, at: int, reading: Reading) -> float:
        languages = self._profiles[at].languages
        return WORDING_FACTOR if reading.wording and languages and reading.wording not in languages else 1.0
