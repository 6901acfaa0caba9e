"""The tables, one for each record class: its plain fields are columns, what it belongs to are foreign keys.

Declared once, in the record classes, so that what is read, kept and shown cannot differ.
"""

import dataclasses
from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import JSON, Column, Date, Float, ForeignKey, Index, Integer, String, Table, UniqueConstraint
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel

from concertbot.domain.columns import Instant
from concertbot.features.directory import parts
from concertbot.features.directory.records import LocationRecord, OrganisationRecord, ServiceAtLocation, ServiceRecord

OWNERS = ("organisation", "service", "location")


class Tuple(TypeDecorator[tuple[Any, ...]]):
    """A list that nobody changes, kept as JSON."""

    impl = JSON
    cache_ok = True

    def process_result_value(self, value: list[Any] | None, _dialect: Any) -> tuple[Any, ...]:
        """Return tuples all the way down."""
        return tuple(tuple(one) if isinstance(one, list) else one for one in value or ())


TYPES: Mapping[Any, Any] = MappingProxyType(
    {
        str: String,
        int | None: Integer,
        float | None: Float,
        date | None: Date,
        tuple[str, ...]: Tuple,
        parts.Extra: Tuple,
    }
)


def plain_fields(record: type[parts.Row], *, without: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """Return the fields of a record that are columns."""
    return tuple(one.name for one in dataclasses.fields(record) if one.type in TYPES and one.name not in without)


def column_name(field: str) -> str:
    """Return the column of a field: a row's own `id` is ours, the record's is the source's."""
    return "source_id" if field == "id" else field


def _columns(record: type[parts.Row], without: frozenset[str]) -> list[Column[Any]]:
    types = {one.name: one.type for one in dataclasses.fields(record)}
    return [
        Column(column_name(name), TYPES[types[name]], nullable=None in getattr(types[name], "__args__", ()) or None)
        for name in plain_fields(record, without=without)
    ]


def _owner(name: str, *, required: bool = False) -> Column[int]:
    return Column(f"{name}_id", ForeignKey(f"{name}.id", ondelete="CASCADE"), nullable=not required, index=True)
