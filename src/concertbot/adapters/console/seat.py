"""Who the person at the keyboard plays, and where."""

from dataclasses import dataclass, field

from concertbot.adapters.console.ids import Ids
from concertbot.adapters.console.input import Input
from concertbot.chat.reply import Choice
from concertbot.domain.port import Outgoing


@dataclass
class Seat:
    """The played person and place, and the choices last offered there."""

    sender: str
    room: str | None = None
    ids: Ids = field(default_factory=Ids)
    _offers: dict[str, tuple[Choice, ...]] = field(default_factory=dict)

    @property
    def prompt(self) -> str:
        """What stands before the cursor."""
        return f"{self.sender} @ {self.room} › " if self.room else f"{self.sender} › "

    @property
    def place(self) -> str:
        """Return a name of the place."""
        return f"room {self.room}" if self.room else f"person {self.sender}"

    def offered(self, outgoing: Outgoing) -> None:
        """Remember the choices of what the bot just said."""
        place = f"room {outgoing.room}" if outgoing.room else f"person {outgoing.person}"
        if outgoing.reply.choices:
            self._offers[place] = outgoing.reply.numbered

    def says(self, text: str) -> Input:
        """Return the input for a line: a number takes a choice that was offered here."""
        where = {"room": self.room} if self.room else {"direct": True}
        choice = self._named(text)
        act = {"press": choice.id} if choice else {"say": text}
        return Input.model_validate({"from": self.sender, **where, **act})

    def sends(self, path: str, text: str) -> Input:
        """Return the input for a file."""
        where = {"room": self.room} if self.room else {"direct": True}
        return Input.model_validate({"from": self.sender, **where, "file": path, "say": text or None})

    def _named(self, text: str) -> Choice | None:
        offers = self._offers.get(self.place, ())
        return offers[int(text) - 1] if text.isdecimal() and 0 < int(text) <= len(offers) else None
