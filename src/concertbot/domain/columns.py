"""Column types that every table shares."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime
from sqlalchemy.types import TypeDecorator


class Instant(TypeDecorator[datetime]):
    """An instant, kept in UTC; databases that forget the zone get it back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Any) -> datetime | None:
        """Store UTC. A moment without a zone is refused."""
        if value is not None and value.tzinfo is None:
            raise ValueError("an instant needs its zone")
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, _dialect: Any) -> datetime | None:
        """Return UTC."""
        return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value
