"""Entries as short text: what is empty is left out."""

import dataclasses
import json
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any

from concertbot.domain.lookup import Entry

NAMES = tuple(field.name for field in dataclasses.fields(Entry) if field.name not in {"source", "id"})
LISTS = frozenset(field.name for field in dataclasses.fields(Entry) if field.type == tuple[str, ...])
DAY = "verified_on"


class Packed(Collection[Entry]):
    """Entries that are unpacked as they are gone through, as often as that is."""

    def __init__(self, rows: Sequence[tuple[str, str, str]]) -> None:
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Entry]:
        return (entry_of(*row) for row in self._rows)

    def __contains__(self, entry: object) -> bool:
        return any(one == entry for one in self)


def text_of(entry: Entry) -> str:
    """Return an entry as JSON text, without its source and id."""
    values = {name: value for name in NAMES if (value := getattr(entry, name)) not in ("", (), None)}
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"), default=str)


def entry_of(source: str, source_id: str, text: str) -> Entry:
    """Return the entry that a text is."""
    values: dict[str, Any] = json.loads(text)
    for name in LISTS & values.keys():
        values[name] = tuple(values[name])
    if DAY in values:
        values[DAY] = date.fromisoformat(values[DAY])
    return Entry(source, source_id, **values)
