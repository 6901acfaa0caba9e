"""Where somebody sits who talks to the bot: each place with the same few gestures."""

import re
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

BOT = "@concertbot"


@dataclass(frozen=True)
class Seen:
    """One message of the bot, as somebody sees it."""

    id: str
    text: str
    choices: tuple[str, ...] = ()  # the labels, in order
    handle: dict[str, object] = field(default_factory=dict, repr=False)  # what its platform knows it by

    def number(self, label: str) -> int:
        """Return the number of the choice whose label begins like this."""
        return next(number for number, one in enumerate(self.choices, 1) if one.startswith(label))


Way = Callable[[Seen, str], Awaitable[Seen]]


class Seat(ABC):
    """Somebody in one place. Each gesture returns the bot's one answer to it."""

    sign = "!"

    @property
    @abstractmethod
    def ways(self) -> tuple[Way, ...]:
        """The ways in which a choice is made here."""

    @abstractmethod
    async def asks(self, text: str) -> Seen:
        """Say something to the bot: a command, or plain words in the manner of the place."""

    @abstractmethod
    async def replies(self, seen: Seen, text: str) -> Seen:
        """Reply to a message of the bot."""

    @abstractmethod
    async def edits(self, text: str) -> Seen:
        """Change what was asked last; the answer that is changed has the id of the first one."""

    @abstractmethod
    async def sends(self, path: Path) -> Seen:
        """Send the bot a file."""

    @abstractmethod
    async def opens(self, seen: Seen) -> tuple[str, bytes]:
        """Return the name and the content of the file that came with a message."""

    async def numbers(self, seen: Seen, label: str) -> Seen:
        """Make a choice by replying with its number."""
        return await self.replies(seen, str(seen.number(label)))

    @staticmethod
    def is_command(text: str) -> bool:
        """Return whether it needs no further address."""
        return re.match(r"[!/]", text) is not None
