"""Watches the cells of a table, and tells what they all hold to: types, formats, what is never empty or never twice."""

import re
from array import array
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from types import MappingProxyType
from typing import Any

import numpy as np

Json = dict[str, Any]
Test = Callable[[str], object]

IDENTIFIERS = re.compile(r"id|\w+_id", re.ASCII)


def _day(cell: str) -> bool:
    with suppress(ValueError):
        return len(cell) == len("2026-12-31") and bool(date.fromisoformat(cell))
    return False


def _among(allowed: Any) -> Test:
    found = frozenset(map(str, allowed if isinstance(allowed, list) else ()))
    return found.__contains__


# Stricter than readers are: what is doubtful is not promised.
TYPES: Mapping[str, Test] = MappingProxyType(
    {
        "number": re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII).fullmatch,
        "integer": re.compile(r"[+-]?\d+", re.ASCII).fullmatch,
        "boolean": re.compile(r"true|false|0|1").fullmatch,
        "year": re.compile(r"\d{4}", re.ASCII).fullmatch,
        "date": _day,
        "datetime": re.compile(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d)T[01]\d:[0-5]\d:[0-5]\dZ?").fullmatch,
        "time": re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d").fullmatch,
    }
)
FORMATS: Mapping[str, Test] = MappingProxyType(
    {
        "uuid": re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}").fullmatch,
        "email": re.compile(
            r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*@(?:[a-z0-9][a-z0-9-]*\.)+[a-z]{2,10}", re.IGNORECASE
        ).fullmatch,
        "uri": re.compile(
            r"[a-z][a-z0-9+.-]*://[a-z0-9-]+(?:\.[a-z0-9-]+)*(?:/(?:[\w.~!$&'()*+,;=:@/-]|%[0-9a-f]{2})*)?"
            r"(?:\?(?:[\w.~!$&'()*+,;=:@/?-]|%[0-9a-f]{2})*)?(?:#(?:[\w.~!$&'()*+,;=:@/?-]|%[0-9a-f]{2})*)?",
            re.IGNORECASE | re.ASCII,
        ).fullmatch,
    }
)
CONSTRAINTS: Mapping[str, Callable[[Any], Test]] = MappingProxyType(
    {
        "enum": _among,
        "pattern": lambda pattern: re.compile(str(pattern)).fullmatch,
        "minLength": lambda length: lambda cell: len(cell) >= int(length),
        "maxLength": lambda length: lambda cell: len(cell) <= int(length),
        "minimum": lambda least: lambda cell: _compared(cell, least) >= 0,
        "maximum": lambda most: lambda cell: _compared(cell, most) <= 0,
    }
)


def _compared(cell: str, limit: Any) -> float:
    with suppress(ValueError):
        return float(cell) - float(limit)
    return (cell > str(limit)) - (cell < str(limit))


class _ColumnWatch:
    """What the cells of one column hold to."""

    def __init__(self, field: Json) -> None:
        constraints = field.get("constraints") or {}
        self.filled = True
        self.values = array("q") if constraints.get("unique") or IDENTIFIERS.fullmatch(str(field["name"])) else None
        kind, form = str(field.get("type", "string")), str(field.get("format", "default"))
        self.tests: dict[str, Test] = {}
        if kind in TYPES:
            self.tests["type"] = TYPES[kind] if form == "default" else lambda _: False
        elif form in FORMATS:
            self.tests["format"] = FORMATS[form]
        with suppress(re.error, TypeError, ValueError):
            self.tests |= {name: CONSTRAINTS[name](told) for name, told in constraints.items() if name in CONSTRAINTS}
        self.broken: set[str] = set()

    def see(self, cell: str) -> None:
        if not cell:
            self.filled = False
            return
        if self.values is not None:
            self.values.append(hash(cell))
        failed = [name for name, test in self.tests.items() if not test(cell)]
        for name in failed:
            del self.tests[name]
        self.broken.update(failed)

    def distinct(self) -> Any:
        """Return the distinct values."""
        return np.unique(np.frombuffer(self.values, dtype=np.int64)) if self.values else np.array([], dtype=np.int64)


class Watch:
    """What the cells of a table hold to."""

    def __init__(self, fields: Mapping[str, Json]) -> None:
        self._columns = {name: _ColumnWatch(field) for name, field in fields.items()}

    def see(self, row: Mapping[str, str]) -> None:
        """Look at a row."""
        for name, column in self._columns.items():
            column.see(row.get(name, ""))

    def identifies(self, name: str) -> bool:
        """Return whether a column names each row: never empty, never twice."""
        column = self._columns.get(name)
        return column is not None and column.filled and self._once(column)

    def points(self, name: str, target: "Watch", there: str) -> bool:
        """Return whether everything in a column stands in a column of a table."""
        column, ids = self._columns.get(name), target._columns.get(there)  # noqa: SLF001 - of its own kind
        if column is None or ids is None or column.values is None or ids.values is None:
            return False
        return bool(np.isin(column.distinct(), ids.distinct()).all())

    def held(self, field: Json) -> Json:
        """Return what is said of a column without what some cell does not hold to."""
        column = self._columns.get(str(field["name"]))
        if column is None:
            return field
        constraints = {
            name: told for name, told in (field.get("constraints") or {}).items() if name not in column.broken
        }
        held = {name: told for name, told in field.items() if name not in column.broken | {"constraints"}}
        if "type" in column.broken:
            held = {**held, "type": "string"}
            held.pop("format", None)
            constraints = {name: told for name, told in constraints.items() if name in {"required", "unique"}}
        if constraints.get("required") and not column.filled:
            constraints["required"] = False
        if constraints.get("unique") and not self._once(column):
            constraints["unique"] = False
        return {**held, "constraints": constraints} if constraints else held

    @staticmethod
    def _once(column: _ColumnWatch) -> bool:
        return column.values is not None and len(column.distinct()) == len(column.values)
