"""What is said in a drill, by whom and where: numbered messages of some kinds, drawn with a seed."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

NAMES = ("Anna", "Bram", "Chloe", "Dries", "Elif", "Femke", "Gita", "Hugo", "Ines", "Joris", "Karim", "Lotte")
KINDS = {"count": 70, "ring": 12, "card": 14, "fail": 4}


@dataclass(frozen=True, slots=True)
class Saying:
    """One message. A room of "" is the direct conversation."""

    number: int
    kind: str
    who: str
    room: str

    @property
    def words(self) -> str:
        """What is said, without the sign."""
        return f"drill {self.kind} {self.number}"

    @property
    def place(self) -> str:
        """Where what is said is answered in order."""
        return self.room or self.who


@dataclass
class Script:
    """All that is said."""

    dice: random.Random
    messages: int
    people: int = len(NAMES)
    rooms: int = 6
    said: list[Saying] = field(default_factory=list)

    def names(self) -> list[str]:
        """Return who speaks."""
        return list(NAMES[: self.people])

    def titles(self) -> list[str]:
        """Return the rooms."""
        return [f"Drill {number}" for number in range(self.rooms)]

    def lines(self) -> Iterator[Saying]:
        """Return what is said, one after the other; what was, stays in `said`."""
        while len(self.said) < self.messages:
            (kind,) = self.dice.choices(list(KINDS), list(KINDS.values()))
            room = "" if self.dice.random() < 0.6 else self.dice.choice(self.titles())
            saying = Saying(len(self.said) + 1, kind, self.dice.choice(self.names()), room)
            self.said.append(saying)
            yield saying
