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
Reader = Callable[[Cells, str], Any]
SHORT = frozenset({"id", "name", "number", "email", "url", "website", "city", "postal_code"})  # on one line
READERS: Mapping[Any, Reader] = MappingProxyType(
    {
        str: lambda cells, name: cells.line(name) if name in SHORT else cells.text(name),
        float | None: lambda cells, name: cells.number(name),
        date | None: lambda cells, name: cells.day(name),
        tuple[str, ...]: lambda cells, name: cells.words(name),
    }
)
# Columns that point from one table to another or name a person: they are not kept as extra.
APART = frozenset(
    {
        *("id", "link_id", "link_entity", "service_id", "location_id", "organization_id", "service_at_location_id"),
        *("contact_id", "phone_id", "program_id", "unit_id", "taxonomy_id", "taxonomy_term_id", "resource_id"),
        *("organization", "services", "locations", "programs", "metadata"),
        *("attention", "assurer_email", "source"),
    }
)


def fill(record: type[R], cells: Cells, columns: Mapping[str, str] = MappingProxyType({}), **given: Any) -> R:
    """Return a record of what a row says; what nobody reads is kept as extra.

    `columns` names those that are not called like their field, `given` holds fields that are read apart.
    """
    values = {
        name: read(cells, columns.get(name, name))
        for name, read, required in _fields(record)  # type: ignore[arg-type]  # a class is hashable
        if name not in given and (required or columns.get(name, name) in cells.values)
    }
    return record(**values, **given, extra=cells.rest(APART))


@cache
def _fields(record: Any) -> tuple[tuple[str, Reader, bool], ...]:
    """Return the plain fields of a record, how each is read, and whether it must be there."""
    required = {one.name for one in dataclasses.fields(record) if one.default is dataclasses.MISSING}
    plain = record.plain().items()
    return tuple((name, READERS[kind], name in required) for name, kind in plain if kind in READERS)
