"""Entries as short text: what is empty is left out."""

import dataclasses
import json
import zlib
from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from concertbot.domain.lookup import Entry

NAMES = tuple(field.name for field in dataclasses.fields(Entry) if field.name not in {"source", "id"})
LISTS = frozenset(field.name for field in dataclasses.fields(Entry) if field.type == tuple[str, ...])
DAY = "verified_on"
TOGETHER = 500  # entries that are packed together


class Packed(Collection[Entry]):
    """Very many entries in little memory, unpacked as they are gone through, as often as that is."""

    def __init__(self) -> None:
        self._packed: list[bytes] = []
        self._rows: list[tuple[str, str, str]] = []
        self._number = 0

    def add(self, source: str, source_id: str, text: str) -> None:
        """Add an entry, by its text."""
        self._number += 1
        self._rows.append((source, source_id, text))
        if len(self._rows) == TOGETHER:
            self._packed.append(zlib.compress(json.dumps(self._rows).encode(), 1))
            self._rows.clear()

    def __len__(self) -> int:
        return self._number

    def __iter__(self) -> Iterator[Entry]:
        for some in self._packed:
            yield from (entry_of(*row) for row in json.loads(zlib.decompress(some)))
        yield from (entry_of(*row) for row in self._rows)

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
