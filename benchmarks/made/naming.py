"""Names of services that do not exist."""

import random

from benchmarks.made import words
from benchmarks.made.kinds import Kind
from benchmarks.made.places import Place
from benchmarks.text import fold

VOWELS = "aeiouyh"
LEGAL = {"fr": ("", "", " asbl", " ASBL"), "nl": ("", "", " vzw", " VZW")}
PATTERNS = {  # with how often each is met
    "{head} {brand}": 40,
    "{brand}{legal}": 15,
    "{head} {of}": 15,
    "{head} {brand} ({place})": 15,
    "{brand} – {kind}": 15,
}
MADE_UP = 0.4  # how many brands are a word that does not exist
INITIALS = range(3, 7)


def name(dice: random.Random, language: str, kind: Kind, place: Place, said: str) -> str:
    """Return the name of a service of that kind and place, with this brand."""
    pattern = dice.choices(list(PATTERNS), list(PATTERNS.values()))[0]
    here = place.called(language)
    of = _of(here) if language == "fr" else here
    head = dice.choice(kind.heads(language))
    legal = dice.choice(LEGAL[language])
    return pattern.format(head=head, brand=said, of=of, place=here, kind=kind.label(language), legal=legal)


def brand(dice: random.Random, language: str) -> str:
    """Return what a service calls itself, beside what it is."""
    if dice.random() < MADE_UP:
        made = dice.choice(words.STARTS) + dice.choice(words.MIDDLES) + dice.choice(words.ENDS)
        rooms = words.ROOMS_NL if language == "nl" else words.ROOMS_FR
        return dice.choice((made, f"{dice.choice(rooms)} {made}"))
    if language == "nl":
        return f"{dice.choice(words.THINGS_NL)} {dice.choice(words.SAID_NL)}"
    thing = dice.choice(words.THINGS_FR)
    article = "L’" if fold(thing)[0] in VOWELS and dice.random() < 1 / 2 else "L'" if fold(thing)[0] in VOWELS else ""
    return f"{article}{thing.capitalize()} {dice.choice(words.SAID_FR)}"


def initials(called: str) -> str:
    """Return the acronym of a name, or nothing where it would be too short or too long."""
    letters = "".join(word[0] for word in fold(called).split() if word not in words.SMALL).upper()
    return letters if len(letters) in INITIALS else ""


def _of(place: str) -> str:
    return ("d'" if fold(place)[0] in VOWELS else "de ") + place
