"""Ids on the console's stream: what the other program calls a message, and what the inbox calls it."""

import secrets
from dataclasses import dataclass, field

from concertbot.adapters.console.input import Input, InputError
from concertbot.domain.port import Outgoing


@dataclass(frozen=True, slots=True)
class Place:
    """Who spoke where."""

    sender: str
    room: str | None
    platform: str


@dataclass
class Ids:
    """Remembers the ids of one stream. An id from another run never means a message of this one."""

    run: str = field(default_factory=lambda: secrets.token_hex(4))
    _said: dict[str, Place] = field(default_factory=dict)
    _answered: dict[str, Outgoing] = field(default_factory=dict)

    def take(self, line: Input, number: int, place: Place) -> str:
        """Return the inbox's id for a line, by its own id or its number. Raises InputError for an id used before."""
        name = line.id if line.id is not None else number
        event = self._event(name)
        if event in self._said or line.id in self._answered:
            raise InputError(f"id: {line.id!r} is used already; ids are unique over both directions")
        self._said[event] = place
        return event

    def give(self, outgoing: Outgoing) -> None:
        """Remember what the bot said."""
        self._answered[outgoing.key] = outgoing

    def find(self, name: str | int | None) -> str:
        """Return the id that delivery knows for an earlier message of either side."""
        if name is None:
            return ""
        return self._event(name) if self._event(name) in self._said else str(name)

    def said(self, name: str | int) -> Place:
        """Return who said an earlier message where. Raises InputError."""
        place = self._said.get(self._event(name))
        if place is None:
            raise InputError(f"there is no earlier message {name!r}")
        return place

    def is_answer(self, name: str | int | None) -> bool:
        """Return whether the bot said this."""
        return str(name) in self._answered

    def with_choice(self, choice: str) -> Outgoing | None:
        """Return the message that offered a choice in this run."""
        offers = (one for one in self._answered.values() if any(each.id == choice for each in one.reply.choices))
        return next(offers, None)

    def name(self, event: str) -> str | int | None:
        """Return what the other program calls a message, or None when it is not of this run."""
        run, _, name = event.partition("/")
        if run != self.run:
            return None
        return int(name[1:]) if name.startswith("#") else name[1:]

    def _event(self, name: str | int) -> str:
        return f"{self.run}/#{name}" if isinstance(name, int) else f"{self.run}/={name}"
