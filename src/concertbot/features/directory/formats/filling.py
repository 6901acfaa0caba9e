"""Fills a record from a row: each plain field from the column of its name, by the field's type."""

import dataclasses
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any, TypeVar

from concertbot.features.directory.formats.cells import Cells
from concertbot.features.directory.parts import Row

R = TypeVar("R", bound=Row)
LONG = frozenset({"description", "details", "notes", "note", "transportation", "alert"})  # fields that keep their lines
READERS: Mapping[Any, Callable[[Cells, str], Any]] = MappingProxyType(
    {
        str: lambda cells, name: cells.text(name) if name in LONG or "_" in name else cells.line(name),
        float | None: lambda cells, name: cells.number(name),
        date | None: lambda cells, name: cells.day(name),
        tuple[str, ...]: lambda cells, name: cells.words(name),
    }
)


def fill(
    record: type[R],
    cells: Cells,
    columns: Mapping[str, str] = MappingProxyType({}),
    known: frozenset[str] = frozenset(),
    **given: Any,
) -> R:
    """Return a record of what a row says.

    `columns` names those that are not called like their field, `given` holds fields that are read apart. What stands
    neither there nor among the `known` columns is kept as extra.
    """
    values = {
        name: read(cells, columns.get(name, name)) for name, read in _readers(record) if name not in given
    }
    read_here = known.union(given, values, columns.values())
    return record(**values, **given, extra=cells.extra(read_here))


@cache
def _readers(record: type[Row]) -> tuple[tuple[str, Callable[[Cells, str], Any]], ...]:
    return tuple((one.name, READERS[one.type]) for one in dataclasses.fields(record) if one.type in READERS)
