"""JSON read strictly: no name twice in an object, no number that JSON does not have. Numbers stay as written."""

import json
from typing import Any, NoReturn


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


DECODER = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=_refused, object_pairs_hook=_object)
