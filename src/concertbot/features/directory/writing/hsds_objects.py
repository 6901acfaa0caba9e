"""From the rows of HSDS tables to objects: numbers are numbers, and what nesting says is not said again."""

import json
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from concertbot.features.directory.writing.hsds_rows import ANY_OWNER, Body, table_under
from concertbot.features.directory.writing.hsds_spec import COLUMNS, NESTED, POINTERS, SINGLE

NUMBER = re.compile(r"-?(0|[1-9]\d{0,14})(\.\d{1,15})?")  # as JSON writes it; 007 is a text
TRUTHS: Mapping[str, bool] = MappingProxyType({"true": True, "false": False})
OWNED = frozenset(NESTED.values()) - {"programs", "locations", "services"}


def typed(table: str, body: Body, *, nested: bool = False) -> dict[str, Any]:
    """Return an object of cells as an object of values, without what is empty."""
    said = {name for name, (_, column) in SINGLE.items() if isinstance(body.get(name), dict) and column in body}
    apart = {SINGLE[name][1] for name in said}
    if nested and table in OWNED:
        apart |= {*POINTERS, "link_id", "resource_id"} if table in ANY_OWNER else {*POINTERS}
    return {
        name: found
        for name, value in body.items()
        if name not in apart and (found := _value(table, name, value)) not in ("", None, [], {})
    }


def _value(table: str, name: str, value: Any) -> Any:
    if isinstance(value, str):
        column = COLUMNS.get(table, {}).get(name)
        return _parsed(column.type, value) if column and value else value
    if isinstance(value, dict):
        return typed(table_under(name), value, nested=True)
    if isinstance(value, list):
        return [typed(table_under(name), one, nested=True) if isinstance(one, dict) else one for one in value]
    return value


def _parsed(kind: str, cell: str) -> Any:
    if kind == "number" and NUMBER.fullmatch(cell):
        return json.loads(cell)
    return TRUTHS.get(cell, cell) if kind == "boolean" else cell
