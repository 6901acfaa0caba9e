"""Encrypted events whose key has not come: kept aside in memory and tried again, so that nothing waits for them."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from concertbot.adapters.matrix.keys import Keys, UnreadableError
from concertbot.adapters.matrix.wire import Json

KEPT_SECONDS = 3600.0
TOLD_AFTER = 20.0  # keys usually come before their message, or within seconds
MOST = 500


@dataclass
class Kept:
    """One event that waits for its key."""

    room: str
    event: Json
    since: float
    told: bool = False


@dataclass
class Unread:
    """The events that wait."""

    keys: Keys
    clock: Callable[[], float] = time.monotonic
    _kept: dict[str, Kept] = field(default_factory=dict)

    @property
    def due(self) -> bool:
        """Whether somebody may soon have to be told."""
        return any(not kept.told for kept in self._kept.values())

    def keep(self, room: str, event: Json) -> bool:
        """Keep an event, and return whether it is the first that lacks this key."""
        session = event["content"].get("session_id")
        first = all(one.event["content"].get("session_id") != session for one in self._kept.values())
        self._kept[str(event["event_id"])] = Kept(room, event, self.clock())
        while len(self._kept) > MOST:
            del self._kept[next(iter(self._kept))]
        return first

    def opened(self) -> list[tuple[str, Json]]:
        """Return what can be read by now, with its room; what is too old is given up."""
        now, found = self.clock(), []
        for event_id, kept in list(self._kept.items()):
            try:
                found.append((kept.room, self.keys.decrypt(kept.room, kept.event)))
            except UnreadableError:
                if now - kept.since < KEPT_SECONDS:
                    continue
            del self._kept[event_id]
        return found

    def overdue(self) -> list[tuple[str, Json]]:
        """Return what will hardly be read any more and was not told about yet."""
        due = [kept for kept in self._kept.values() if not kept.told and self.clock() - kept.since > TOLD_AFTER]
        for kept in due:
            kept.told = True
        return [(kept.room, kept.event) for kept in due]
