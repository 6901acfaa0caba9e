"""What fingers, ears and haste do to a text."""

import random
from collections.abc import Callable

from benchmarks.made.asking import KEYS, SOUNDS
from benchmarks.text import fold

SHORTEST = 4  # a shorter text would be another one after an error
LONG = 12  # from here on there may be two errors
VOWELS = "aeiou"


def mistyped(dice: random.Random, text: str) -> str:
    """Return the text with one error, or two in a longer one."""
    for _ in range(dice.choice((1, 2)) if len(text) >= LONG else 1):
        text = dice.choices(SLIPS, (2, 2, 2, 2, 1, 2))[0](dice, text)
    return text


def hasty(dice: random.Random, text: str) -> str:
    """Return the text without its accents and capitals, and perhaps without its signs."""
    plain = "".join(fold(letter) if letter.isalpha() else letter for letter in text)
    return dice.choice((plain, plain.replace("'", "").replace("’", ""), fold(text)))


def _letter(dice: random.Random, text: str) -> int:
    """Return where the error is: a letter, and never the first of the text."""
    where = [at for at, letter in enumerate(text) if at and letter.isalpha()]
    return dice.choice(where) if len(where) >= SHORTEST else 0


def _left_out(dice: random.Random, text: str) -> str:
    at = _letter(dice, text)
    return text[:at] + text[at + 1 :] if at else text


def _doubled(dice: random.Random, text: str) -> str:
    at = _letter(dice, text)
    return text[:at] + text[at] + text[at:] if at else text


def _beside(dice: random.Random, text: str) -> str:
    at = _letter(dice, text)
    return text[:at] + dice.choice(KEYS.get(fold(text[at]), VOWELS)) + text[at + 1 :] if at else text


def _swapped(dice: random.Random, text: str) -> str:
    at = _letter(dice, text)
    if not at or at + 1 >= len(text) or not text[at + 1].isalpha():
        return _left_out(dice, text)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def _put_in(dice: random.Random, text: str) -> str:
    at = _letter(dice, text)
    return text[:at] + dice.choice(VOWELS) + text[at:] if at else text


def _by_ear(dice: random.Random, text: str) -> str:
    possible = [(one, other) for one, other in SOUNDS if one in text]
    if not possible:
        return _beside(dice, text)
    one, other = dice.choice(possible)
    return text.replace(one, other, 1)


SLIPS: tuple[Callable[[random.Random, str], str], ...] = (
    _left_out,
    _doubled,
    _beside,
    _swapped,
    _put_in,
    _by_ear,
)
