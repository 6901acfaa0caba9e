"""What an import changes: which services are new, other than they were, back, or gone, and where people know better."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from concertbot.domain.lookup import Entry
from concertbot.features.directory.formats.persons import without_persons
from concertbot.features.directory.store.corrections import Correction, Differs, said

TOLD = 20  # how many of each are told one by one
LONGEST = 60  # letters of a value that are told
BEFORE = 20  # of them before the first that differs
MANY = 0.2  # the part of a source that is not retired without being asked
FEW = 5  # services of a source that is too small for that
Fate = Literal["new", "changed", "retired"]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many services an import adds, changes, retires and leaves alone. Those that are back count as added."""

    added: int = 0
    changed: int = 0
    retired: int = 0
    unchanged: int = 0

    @property
    def none(self) -> bool:
        """Whether there is no service, neither before nor now."""
        return self == Counts()

    @property
    def differ(self) -> bool:
        """Whether anything changes."""
        return bool(self.added or self.changed or self.retired)

    @property
    def too_many(self) -> bool:
        """Whether so many are retired that somebody has to say that this is meant."""
        had = self.changed + self.unchanged + self.retired
        return had >= FEW and self.retired > had * MANY


@dataclass(frozen=True, slots=True)
class Change:
    """What happens to one service."""

    fate: Fate
    source: str
    source_id: str
    fields: tuple[str, ...] = ()  # what differs, as "name: old → new"

    def __str__(self) -> str:
        told = f" ({'; '.join(self.fields)})" if self.fields else ""
        return f"{self.fate}: {self.source}/{self.source_id}{told}"


@dataclass(slots=True)
class Kept:
    """What is known of a source before an import."""

    digests: Mapping[str, str]  # of its services, by id; of those that are retired, none that any could equal
    retired: frozenset[str]
    corrections: Mapping[str, list[Correction]]


@dataclass(slots=True)
class Differences:
    """What was found out so far about one source."""

    kept: Kept
    seen: set[str] = field(default_factory=set)
    added: int = 0
    changed: int = 0
    told: list[Change] = field(default_factory=list)
    differing: list[Differs] = field(default_factory=list)

    def note(self, source: str, entry: Entry, digest: str) -> Fate | None:
        """Note a service that the file holds; return what happens to it."""
        self.seen.add(entry.id)
        self.differing.extend(self._differing(source, entry))
        known = self.kept.digests.get(entry.id)
        if known is None or entry.id in self.kept.retired:
            self.added += 1
            return "new"
        if known != digest:
            self.changed += 1
            return "changed"
        return None

    def tell(self, change: Change) -> None:
        """Tell of a change, if not many of its kind were told."""
        if self.tells(change.fate):
            self.told.append(change)

    def tells(self, fate: Fate | None) -> bool:
        """Whether one more change of this kind is told."""
        return fate is not None and sum(one.fate == fate for one in self.told) < TOLD

    @property
    def gone(self) -> list[str]:
        """The ids of the services that disappeared."""
        return [one for one in self.kept.digests if one not in self.seen and one not in self.kept.retired]

    @property
    def counts(self) -> Counts:
        """How many services are touched."""
        unchanged = len(self.seen) - self.added - self.changed
        return Counts(self.added, self.changed, len(self.gone), unchanged)

    def _differing(self, source: str, entry: Entry) -> Iterator[Differs]:
        for one in self.kept.corrections.get(entry.id, ()):
            now = said(entry, one.field)
            if now != one.was:
                yield Differs(source, entry.id, one.field, one.value, now)


def fields_that_differ(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what differs between two objects, name by name; spaces alone are no difference, persons are not shown."""
    differing = [name for name in {**old, **new} if _flat(old.get(name)) != _flat(new.get(name))]
    before, after = without_persons(old), without_persons(new)
    return tuple(_difference(name, _flat(before.get(name)), _flat(after.get(name))) for name in differing)


def _difference(name: str, before: str, after: str) -> str:
    return name if before == after else f"{name}: {_told(before, after)}"


def _flat(value: Any) -> str:
    if value is None:
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return " ".join(text.split())


def _told(old: str, new: str) -> str:
    """Return two texts, of long ones the part where they begin to differ."""
    pairs = enumerate(zip(old, new, strict=False))
    same = next((number for number, (one, other) in pairs if one != other), min(len(old), len(new)))
    begin = max(0, same - BEFORE) if max(len(old), len(new)) > LONGEST else 0
    return " → ".join(_short(text, begin) for text in (old, new))


def _short(text: str, begin: int) -> str:
    part = text[begin : begin + LONGEST]
    return f"“{'…' if begin else ''}{part}{'…' if begin + LONGEST < len(text) else ''}”"
