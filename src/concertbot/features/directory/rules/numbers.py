"""The numbers of a question: postcodes, levels of care, ages."""

from collections.abc import Sequence

from concertbot.features.directory.rules.places import Gazetteer
from concertbot.features.directory.rules.reading import Reading

OLDEST, DIGITS = 110, 3
HIGHEST_LEVEL = 5
MONTHS = frozenset({"maanden", "mois", "months"})
YEARS = frozenset({"ans", "an", "jaar", "jarige", "jarig", "year", "years", "yo"})
LEVELS = frozenset({"niveau", "level", "zorgniveau", "niv"})
OF_AGE = frozenset({"van", "ben", "is", "wordt", "m", "im", "aged", "age", "agee"})  # "een zoon van 15", "ik ben 14"
NO_AGE = frozenset({"depuis", "ya", "sinds", "since", "for", "pendant", "pres", "apres", "dans", "al", "over"})


def read_numbers(reading: Reading, gazetteer: Gazetteer, taken: set[int]) -> set[int]:
    """Add what the numbers of the question mean, and return which of its words that took."""
    texts = [token.word.text for token in reading.tokens]
    found: set[int] = set()
    for at, text in enumerate(texts):
        if text.isdecimal() and at not in taken:
            found |= _read(reading, gazetteer, texts, at)
    return found


def _read(reading: Reading, gazetteer: Gazetteer, texts: Sequence[str], at: int) -> set[int]:
    text, before = texts[at], _before(texts, at)
    after = texts[at + 1] if at + 1 < len(texts) else ""
    if text in gazetteer.codes:
        reading.add_place(gazetteer.by_postcode(text))
        return {at}
    if before in LEVELS and len(text) == 1 and int(text) <= HIGHEST_LEVEL:
        reading.add_level(int(text))
        return {at - 1, at}
    if _is_age(text, before, after):
        reading.add_age(0 if after in MONTHS else int(text))
        return {at, at + 1} if after in YEARS | MONTHS else {at}
    return set()


def _before(texts: Sequence[str], at: int) -> str:
    """Return the word before; `y a` as one, which tells how long ago, where `a` alone tells an age."""
    before = texts[at - 1] if at else ""
    return "ya" if before == "a" and at > 1 and texts[at - 2] == "y" else before


def _is_age(text: str, before: str, after: str) -> bool:
    if len(text) > DIGITS or int(text) > OLDEST or before in NO_AGE:
        return False
    return after in YEARS | MONTHS or (before in OF_AGE and not after.isdecimal())
