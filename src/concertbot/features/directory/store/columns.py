"""Column types of the directory's tables, by the type of a record's field."""

import json
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from sqlalchemy import Date, Float, Integer, String
from sqlalchemy.types import TypeDecorator

from concertbot.features.directory.parts import Extra


class Tuple(TypeDecorator[tuple[Any, ...]]):
    """A list that nobody changes, as JSON text. Most are empty and cost nothing."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: tuple[Any, ...] | None, _dialect: Any) -> str:
        """Store JSON."""
        return json.dumps(value, ensure_ascii=False) if value else ""

    def process_result_value(self, value: str | None, _dialect: Any) -> tuple[Any, ...]:
        """Return tuples all the way down."""
        if not value:
            return ()
        return tuple(tuple(one) if isinstance(one, list) else one for one in json.loads(value))


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
