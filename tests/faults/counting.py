"""What arrived and what is in the database, held against what was said."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from concertbot.delivery.failing import ATTEMPTS
from faults.ledger import Row
from faults.schema import DONE
from faults.script import Saying
from faults.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Heard:
    """A message of the bot as people see it at the end; one that was edited is still one."""

    place: str
    text: str
    answers: str = ""  # the id of the message that it answers
    key: str = ""  # the outbox's, where it is told

    @property
    def done(self) -> tuple[str, int]:
        """Return what it says was done."""
        found = DONE.search(self.text)
        return (found[1], int(found[2])) if found else ("", 0)

    @property
    def warns(self) -> bool:
        """Whether it says that it may have come before."""
        found = DONE.search(self.text)
        return bool(found and found.start() > 0)


@dataclass
class Counting:
    """Holds everything against each other."""

    said: Mapping[str, Saying]  # by the message's id
    heard: list[Heard]
    effects: Counter[int]
    inbox: Mapping[str, tuple[str, int]]
    outbox: list[Row]
    exact: bool  # whether the platform tells if a message arrived: then nothing may be in doubt
    copies: Counter[int] = field(init=False)

    def __post_init__(self) -> None:
        """Count what arrived, by number."""
        self.copies = Counter(one.done[1] for one in self.heard if one.done[0] in {"count", "ring"})
        self.failures = Counter(one.answers for one in self.heard if one.answers in self._ids("fail"))
        self.doubtful = {row.in_reply_to for row in self.outbox if row.state == "doubtful"}

    def judge(self, verdict: Verdict) -> None:
        """Note what is wrong, and how much was tried."""
        verdict.wrong |= {what: list(found) for what, found in self._wrong().items()}
        states = Counter(row.state for row in self.outbox)
        verdict.tried |= {
            "effects": self.effects.total(),
            "messages set aside after five tries": sum(state == "aside" for state, _ in self.inbox.values()),
            "answers in doubt, on record": states["doubtful"],
            "answers in doubt that arrived": sum(self._arrived(one) for one in self.doubtful if one),
            "notifying messages that came once more and said so": sum(one.warns for one in self.heard),
        }

    def _wrong(self) -> dict[str, Iterable[str]]:
        return {
            "messages lost": self._lost(),
            "effects lost": (str(one.number) for one in self._of("count", "ring", "card") if self._effects(one) < 1),
            "effects twice": (str(one.number) for one in self._of("count", "ring", "card") if self._effects(one) > 1),
            "effects of what failed": (str(one.number) for one in self._of("fail") if self._effects(one)),
            "answers lost without a record": self._unanswered(),
            "answers twice": self._twice(),
            "notifying messages lost": (str(one.number) for one in self._of("ring") if not self.copies[one.number]),
            "notifying messages twice without a word": self._unwarned(),
            "cards wrong": self._cards(),
            "answers out of order": self._disorder(),
            "messages given up": (f"{row.place} {row.state}" for row in self.outbox if _given_up(row)),
            "keys twice": (key for key, count in Counter(one.key for one in self.heard).items() if key and count > 1),
            "answers in doubt": self.doubtful if self.exact else (),
        }

    def _lost(self) -> Iterator[str]:
        for name, saying in self.said.items():
            wanted = ("aside", ATTEMPTS) if saying.kind == "fail" else ("done", 0)
            if self.inbox.get(name) != wanted:
                yield f"{saying.words}: {self.inbox.get(name)}"

    def _effects(self, saying: Saying) -> int:
        return self.effects[saying.number]

    def _unanswered(self) -> Iterator[str]:
        for name, saying in self.said.items():
            if saying.kind in {"count", "fail"} and not self._arrived(name) and name not in self.doubtful:
                yield saying.words

    def _arrived(self, name: str) -> bool:
        saying = self.said[name]
        return bool(self.failures[name] if saying.kind == "fail" else self.copies[saying.number])

    def _twice(self) -> Iterator[str]:
        kinds = ("count", "ring") if self.exact else ("count",)
        yield from (str(one.number) for one in self._of(*kinds) if self.copies[one.number] > 1)
        yield from (self.said[name].words for name, count in self.failures.items() if count > 1)

    def _unwarned(self) -> Iterator[str]:
        plain = Counter(one.done[1] for one in self.heard if one.done[0] == "ring" and not one.warns)
        return (str(number) for number, count in plain.items() if count > 1)

    def _cards(self) -> Iterator[str]:
        """One card a place, with the number said last there; one more for each whose first sending is in doubt."""
        last = {one.place: one.number for one in self._of("card")}
        cards: defaultdict[str, list[int]] = defaultdict(list)
        for one in self.heard:
            if one.done[0] == "card":
                cards[one.place].append(one.done[1])
        doubtful = Counter(row.place for row in self.outbox if row.live and row.state == "doubtful")
        for place, number in last.items():
            shown, spare = cards[place], doubtful[place]
            if (number not in shown and not spare) or len(shown) > 1 + spare:
                yield f"{place}: {shown} instead of {number}"

    def _disorder(self) -> Iterator[str]:
        """Tell of what was answered in another order than it was said, in one place."""
        places: defaultdict[str, list[int]] = defaultdict(list)
        for one in self.heard:
            kind, number = one.done
            if kind == "count":
                places[one.place].append(number)
        return (f"{place}: {found}" for place, found in places.items() if found != sorted(found))

    def _of(self, *kinds: str) -> list[Saying]:
        return [saying for saying in self.said.values() if saying.kind in kinds]

    def _ids(self, kind: str) -> set[str]:
        return {name for name, saying in self.said.items() if saying.kind == kind}


def _given_up(row: Row) -> bool:
    """Return whether a message was not sent; an edit that a later one made needless is none."""
    return row.state in {"failed", "expired", "held", "aside"} or (row.state == "cancelled" and not row.edits)
