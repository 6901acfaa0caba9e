"""Rows that are needed later, on disk: memory stays small however large a directory is."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple, Self

STEP = 5_000  # rows that are written at once
UNIT, RECORD = "\x1f", "\x1e"  # what joins cells, and what begins those that hold it


class Shelved(NamedTuple):
    """A row with where it stands."""

    table: str
    line: int
    cells: Sequence[str]


class Shelf:
    """Rows by what they belong to. A temporary file, gone when it is closed."""

    def __init__(self) -> None:
        self._folder = TemporaryDirectory(prefix="directory-rows-")
        self._file = sqlite3.connect(Path(self._folder.name) / "rows", isolation_level=None)
        for line in ("PRAGMA journal_mode=OFF", "PRAGMA synchronous=OFF", "PRAGMA cache_size=-32000"):
            self._file.execute(line)
        self._file.execute("CREATE TABLE shelved (owner TEXT, name TEXT, line INTEGER, cells TEXT)")
        self._waiting: list[tuple[str, str, int, str]] = []
        self._sorted = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
        self._folder.cleanup()

    def put(self, owners: Iterable[str], row: Shelved) -> None:
        """Keep a row for each of its owners."""
        cells = _joined(row.cells)
        self._waiting.extend((owner, row.table, row.line, cells) for owner in owners)
        if len(self._waiting) >= STEP:
            self._write()

    def of(self, *owners: str) -> Iterator[Shelved]:
        """Go through the rows of some owners, in the order in which they were kept."""
        if not self._sorted:
            self._write()
            self._file.execute("CREATE INDEX by_owner ON shelved (owner)")
            self._sorted = True
        marks = ",".join("?" * len(owners))
        query = f"SELECT name, line, cells FROM shelved WHERE owner IN ({marks}) ORDER BY rowid"  # noqa: S608 - only marks
        for name, line, cells in self._file.execute(query, owners).fetchall():
            yield Shelved(name, line, _split(cells))

    def all(self) -> Iterator[Shelved]:
        """Go through all rows; one of several owners comes several times."""
        next(self.of(""), None)
        for name, line, cells in self._file.execute("SELECT name, line, cells FROM shelved ORDER BY rowid"):
            yield Shelved(name, line, _split(cells))

    def owners(self, prefix: str) -> Iterator[str]:
        """Go through the owners that begin so, each once, in order."""
        next(self.of(prefix), None)
        query = "SELECT DISTINCT owner FROM shelved WHERE owner >= ? AND owner < ? ORDER BY owner"
        yield from (owner for (owner,) in self._file.execute(query, (prefix, f"{prefix}\U0010ffff")))

    def _write(self) -> None:
        self._file.execute("BEGIN")
        self._file.executemany("INSERT INTO shelved VALUES (?, ?, ?, ?)", self._waiting)
        self._file.execute("COMMIT")
        self._waiting.clear()


def _joined(cells: Sequence[str]) -> str:
    text = UNIT.join(cells)
    return text if text.count(UNIT) == len(cells) - 1 else RECORD + json.dumps(cells)


def _split(text: str) -> Sequence[str]:
    cells: Sequence[str] = json.loads(text[1:]) if text.startswith(RECORD) else text.split(UNIT)
    return cells
