"""When an entry may answer: abstaining is right where too little of the question is explained."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from concertbot.features.directory.rules.arrays import Flags, Floats
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
    """Why entries may answer: how much of the topics each explains, and by what."""

    topics: Floats
    concept: Floats
    word: Floats
    meant: float  # how much of the topics are concepts, whether an entry suits them or not


def grounds(units: Sequence[Unit], explained: Floats) -> Grounds:
    """Return why entries may answer, by how well each of them (columns) explains each topic (rows)."""
    # What only tells who speaks counts where nothing else was said.
    asked = [unit for unit in units if not unit.hint or len(units) == 1]
    whole = sum(unit.weight for unit in asked) or 1.0
    meant = sum(unit.weight * max(unit.choices.values()) ** DOUBTED for unit in asked if unit.choices)
    weights = np.array([unit.weight for unit in units], np.float32)
    concepts = np.array([unit.weight if unit.choices else 0.0 for unit in units], np.float32)
    words = np.array([not unit.choices and unit.weight > TELLING for unit in units], np.float32)
    return Grounds(
        topics=weights @ explained / whole,
        concept=(explained * concepts[:, None]).max(axis=0, initial=0),
        word=(explained * words[:, None]).max(axis=0, initial=0),
        meant=meant / whole,
    )


def without_topic(reading: Reading) -> bool:
    """Tell whether the question only sets conditions."""
    return reading.conditions and all(unit.weight < TOPIC for unit in reading.topics)


def accepted(why: Grounds, reading: Reading, standing: Standing) -> Flags:
    """Tell which entries explain enough of the question to answer it."""
    if without_topic(reading):
        return standing.met & ((why.topics > 0) | all(unit.weight <= WEAK for unit in reading.topics))
    everyday = any(unit.weight >= EVERYDAY and not unit.choices for unit in reading.topics)
    elsewhere = any(unit.weight >= ELSEWHERE for unit in reading.topics)
    part = ELSEWHERE_PART if elsewhere else EVERYDAY_PART if everyday else CONCEPT_PART
    named = EVERYDAY_NAMED if everyday else IN_SCOPE_PART if _in_scope(reading) else NAMED_PART
    by_name = np.where(why.word >= NAMED, why.topics >= named, (why.word >= TOLD) & (why.topics >= TOLD_PART))
    return by_name | ((why.concept >= CONCEPT_SUITS) & (why.meant >= part))


def _in_scope(reading: Reading) -> bool:
    return bool(reading.ages) or any(unit.choices and unit.weight >= TOPIC for unit in reading.topics)


def named(why: Grounds) -> Flags:
    """Tell for which entries the question is hardly more than words of their names."""
    return (why.word >= NAMED) & (why.topics >= NAMED)
