"""What time it is. Only this module knows, so that time can stand still."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo


class Clock:
    """Tells the time, which may be frozen."""

    def __init__(self, frozen: datetime | None = None) -> None:
        self._frozen = frozen

    def freeze(self, instant: datetime) -> None:
        """Stand still at this instant, which must carry its zone."""
        self._frozen = instant.astimezone(UTC)

    def now(self) -> datetime:
        """Return the present instant in UTC."""
        return self._frozen or datetime.now(UTC)


def instant(wall: datetime, zone: str) -> datetime:
    """Return the UTC instant of a wall time in a zone; of an hour that comes twice, the first."""
    return wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
