"""JSON read strictly: no name twice in an object, no number that JSON does not have."""

import json
import math
from typing import Any, NoReturn

DIGITS = 300  # of a whole number that is one


class NotPlainError(ValueError):
    """A value is no plain JSON; the text says why."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise NotPlainError(f"{twice!r} stands twice in one object")
    return found


def _refused(said: str) -> NoReturn:
    raise NotPlainError(f"{said} is no number in JSON; null is what is not known")


def _number(said: str) -> float | str:
    """Return a number; one that is larger than any stays as it is written."""
    number = float(said)
    return number if math.isfinite(number) else said


def _whole(said: str) -> int | str:
    return int(said) if len(said) <= DIGITS else said


DECODER = json.JSONDecoder(parse_float=_number, parse_int=_whole, parse_constant=_refused, object_pairs_hook=_object)
