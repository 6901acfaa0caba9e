"""Between the two shapes of data.inclusion: cells of a table, and values of objects."""

import json
import re
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from concertbot.features.directory.writing.inclusion_spec import LISTS, NUMBERS, TRUTHS

NUMBER = re.compile(r"-?(0|[1-9]\d{0,14})(\.\d{1,15})?")  # as JSON writes it
JOINED = re.compile(r"[,;|]")
TRUE, FALSE = frozenset({"true", "1", "oui"}), frozenset({"false", "0", "non"})
POINTER = "structure_id"
LIST_IN_V0 = "frais"  # and one code in version 1


def cells(body: Mapping[str, Any]) -> dict[str, str]:
    """Return an object as the cells of a row."""
    return {name: _cell(value) for name, value in body.items()}


def values(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row as an object, without what is empty."""
    found = {name: _value(name, cell) if isinstance(cell, str) else cell for name, cell in row.items()}
    return {name: value for name, value in found.items() if value not in ("", None)} | _required(row)


def _required(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return what has to be there even when it is empty: a service that stands alone."""
    return {POINTER: row[POINTER] or ""} if POINTER in row else {}


def _cell(value: Any) -> str:
    if isinstance(value, str):
        return value
    return "" if value is None else json.dumps(value, ensure_ascii=False)


def _value(name: str, cell: str) -> Any:
    if not cell:
        return None
    if name in LISTS or (name == LIST_IN_V0 and cell.startswith("[")):
        return _list(cell)
    if name in NUMBERS and NUMBER.fullmatch(cell.strip()):
        return json.loads(cell)
    if name in TRUTHS and cell.lower() in TRUE | FALSE:
        return cell.lower() in TRUE
    return cell


def _list(cell: str) -> list[Any]:
    if cell.lstrip().startswith("["):
        with suppress(ValueError):
            found = json.loads(cell)
            return found if isinstance(found, list) else [cell]
    return [one.strip() for one in JOINED.split(cell) if one.strip()]
