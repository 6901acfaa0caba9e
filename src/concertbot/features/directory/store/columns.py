"""Column types of the directory's tables, by the type of a record's field."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from sqlalchemy import JSON, Date, Float, Integer, String
from sqlalchemy.types import TypeDecorator

from concertbot.features.directory.parts import Extra


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
        Extra: Tuple,
    }
)
