"""When an entry may answer: abstaining is right where too little of the question is explained."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from concertbot.features.directory.rules.conditions import Standing
from concertbot.features.directory.rules.reading import Reading, Unit
from concertbot.features.directory.rules.tokens import ELSEWHERE, EVERYDAY, WEAK

# How well a concept must suit, and how much of the topics an entry must explain then: more, among everyday words.
CONCEPT_SUITS, CONCEPT_PART, EVERYDAY_PART, ELSEWHERE_PART = 0.3, 0.15, 0.27, 0.46
# How well words must be those of a name or of a description, and how much of the topics they must explain.
NAMED, NAMED_PART, EVERYDAY_NAMED = 0.8, 0.5, 0.6
TOLD, TOLD_PART = 0.5, 0.48
IN_SCOPE_PART = 0.35  # what a name must explain, where a concept shows that the question is for a directory
TELLING = 0.2  # what a word must weigh to be a ground
DOUBTED = 3  # how much less a corrected word tells what is meant
TOPIC = 0.5  # what a topic must weigh to be one


@dataclass(frozen=True, slots=True)
class Grounds:
    """Why an entry may answer: how much of the topics it explains, and by what."""

    topics: float
    meant: float  # how much of the topics are concepts, whether this entry suits them or not
    concept: float
    word: float


@dataclass(frozen=True, slots=True)
class Shares:
    """What the topics of a question weigh, and how much of that are concepts."""

    whole: float
    meant: float


def shares_of(units: Sequence[Unit]) -> Shares:
    """Return what the topics weigh; what only tells who speaks counts where nothing else was said."""
    asked = [unit for unit in units if not unit.hint or len(units) == 1]
    whole = sum(unit.weight for unit in asked) or 1.0
    meant = sum(unit.weight * max(unit.choices.values()) ** DOUBTED for unit in asked if unit.choices)
    return Shares(whole, meant / whole)


def grounds(at: int, explained: Sequence[tuple[Unit, Mapping[int, float]]], shares: Shares) -> Grounds:
    """Return why the entry may answer."""
    units = [(unit, weights.get(at, 0.0)) for unit, weights in explained]
    topics = sum(unit.weight * weight for unit, weight in units)
    concept = max((unit.weight * weight for unit, weight in units if unit.choices), default=0.0)
    word = max((weight for unit, weight in units if not unit.choices and unit.weight > TELLING), default=0.0)
    return Grounds(topics / shares.whole, shares.meant, concept, word)


def without_topic(reading: Reading) -> bool:
    """Tell whether the question only sets conditions."""
    return reading.conditions and all(unit.weight < TOPIC for unit in reading.topics)


def accepted(why: Grounds, reading: Reading, standing: Standing) -> bool:
    """Tell whether an entry explains enough of the question to answer it."""
    if without_topic(reading):
        return standing.met and (why.topics > 0 or all(unit.weight <= WEAK for unit in reading.topics))
    everyday = any(unit.weight >= EVERYDAY and not unit.choices for unit in reading.topics)
    elsewhere = any(unit.weight >= ELSEWHERE for unit in reading.topics)
    part = ELSEWHERE_PART if elsewhere else EVERYDAY_PART if everyday else CONCEPT_PART
    if why.concept >= CONCEPT_SUITS and why.meant >= part:
        return True
    if why.word >= NAMED:
        return why.topics >= (EVERYDAY_NAMED if everyday else IN_SCOPE_PART if _in_scope(reading) else NAMED_PART)
    return why.word >= TOLD and why.topics >= TOLD_PART


def _in_scope(reading: Reading) -> bool:
    return bool(reading.ages) or any(unit.choices and unit.weight >= TOPIC for unit in reading.topics)


def named(why: Grounds) -> bool:
    """Tell whether the question is hardly more than words of the entry's name."""
    return why.word >= NAMED and why.topics >= NAMED
