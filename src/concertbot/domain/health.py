"""The port to how the bot is doing: what health and metrics ask of delivery."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits, and since when the oldest of it."""

    waiting: int = 0
    oldest: timedelta = timedelta()


@dataclass(frozen=True, slots=True)
class Numbers:
    """What the database says. Holds no name, no address and no body."""

    to_answer: Queue = Queue()
    to_send: Queue = Queue()
    set_aside: int = 0  # failed at every try; an operator has to look
    in_doubt: int = 0  # may or may not have been sent
    quiet: bool = False  # a restored copy that sends nothing yet
    replies: Mapping[tuple[str, str], int] = field(default_factory=dict)  # by platform and state, of thirty days


class Health(Protocol):
    """Tells how the bot is doing. Both raise when the database is down, and may take long."""

    async def look(self) -> Numbers:
        """Count what waits and what failed."""

    async def beat(self) -> None:
        """Prove that the database can be written."""
