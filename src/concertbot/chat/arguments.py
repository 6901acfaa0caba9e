"""Arguments as people say them: free words first, options as `key:value`, quotes around what belongs together."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar

from rapidfuzz import fuzz, process

from concertbot.chat.reply import Text, Value
from concertbot.chat.words import fold

TOKEN = re.compile(r"""(?P<key>[^\W\d_][\w-]*):(?P<value>"[^"]*"|«[^»]*»|“[^”]*”|[^\s:/"][^\s]*)(?=\s|$)""")
QUOTES = ' "«»“”\u00a0'
NEAR_ENOUGH = 80
WHOLE = re.compile(r"\d{1,6}")


class WrongArgumentError(ValueError):
    """An argument that cannot be understood; says why, for the person who gave it."""

    def __init__(self, key: str, **values: Value) -> None:
        super().__init__(key)
        self.why = Text(key, values)


T_co = TypeVar("T_co", covariant=True)


class Parse(Protocol[T_co]):
    """Turns what somebody said into a value. Raises WrongArgumentError."""

    def __call__(self, said: str) -> T_co:
        """Return the value."""


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody said after a command word."""

    free: str
    options: Mapping[str, str]


def split(text: str, words: Mapping[str, str]) -> Said:
    """Part free words from options.

    `words` gives the option's name for each folded word that may stand before the colon. A word that is nearly one
    of them raises WrongArgumentError; any other colon belongs to the free text.
    """
    options: dict[str, str] = {}

    def take(match: re.Match[str]) -> str:
        key = fold(match["key"])
        if key in words:
            options[words[key]] = match["value"].strip(QUOTES)
            return " "
        near = process.extractOne(key, words, processor=None, scorer=fuzz.ratio, score_cutoff=NEAR_ENOUGH)
        if near:
            raise WrongArgumentError("wrong-option", said=match["key"], near=near[2])
        return match[0]

    free = TOKEN.sub(take, text)
    return Said(" ".join(free.split()) if options else free.strip(), options)


def words(said: str) -> str:
    """Parse any words."""
    return said


def whole(said: str) -> int:
    """Parse a whole number that is not negative."""
    if not WHOLE.fullmatch(said.strip()):
        raise WrongArgumentError("wrong-number", said=said)
    return int(said)
