"""A directory that does not exist."""

import random
from collections.abc import Iterator

from benchmarks.made import words
from benchmarks.made.kinds import KINDS, Kind
from benchmarks.made.naming import brand, initials, name
from benchmarks.made.places import Place, crowded, places
from benchmarks.records import Record

SERVICES_A_PLACE, FEWEST_PLACES = 40, 25
DUTCH = 0.3
ACRONYM, TRANSLATED, SHORT = 0.5, 0.3, 0.1  # how many have such another name


def services(number: int, seed: int) -> Iterator[Record]:
    """Yield made-up services, the same ones for the same number and seed."""
    dice = random.Random(f"services {number} {seed}")  # noqa: S311 - a seeded dice is the point
    found = places(max(number // SERVICES_A_PLACE, FEWEST_PLACES), dice)
    for at, place in enumerate(crowded(found, number, dice)):
        yield _service(at, place, dice)


def _service(at: int, place: Place, dice: random.Random) -> Record:
    kind, audience = dice.choice(KINDS), dice.choice(words.AUDIENCES)
    language = "nl" if dice.random() < DUTCH else "fr"
    said = brand(dice, language)
    called = name(dice, language, kind, place, said)
    return Record(
        id=at,
        name=called,
        alts=tuple(_others(dice, language, kind, said, called)),
        desc=_description(dice, language, kind, place, audience),
        type=kind.key,
        type_fr=kind.fr,
        type_nl=kind.nl,
        aud_fr=audience[0],
        aud_nl=audience[1],
        commune_fr=place.fr,
        commune_nl=place.nl,
        postal=place.postal,
        langs=tuple(sorted({language, *dice.sample(words.LANGUAGES, dice.randint(0, 3))})),
    )


def _others(dice: random.Random, language: str, kind: Kind, said: str, called: str) -> Iterator[str]:
    if dice.random() < ACRONYM and (short := initials(called)):
        yield short
    if said in called:
        if dice.random() < TRANSLATED:
            yield f"{dice.choice(kind.heads('fr' if language == 'nl' else 'nl'))} {said}"
        if dice.random() < SHORT:
            yield said


def _description(dice: random.Random, language: str, kind: Kind, place: Place, audience: tuple[str, str]) -> str:
    further = dice.randint(1, 4)
    if language == "nl":
        told = "; ".join(dice.sample(words.FURTHER_NL, further))
        return f"De dienst {dice.choice(words.TASKS_NL)}: {kind.nl} voor {audience[1]} in {place.nl}; {told}."
    told = "; ".join(dice.sample(words.FURTHER_FR, further))
    return f"Le service {dice.choice(words.TASKS_FR)} : {kind.fr} pour {audience[0]} à {place.fr} ; {told}."
