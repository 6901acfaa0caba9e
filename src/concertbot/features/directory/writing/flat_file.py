"""A table for spreadsheets: text that would be taken for a formula is made harmless, and such rows are signed."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from concertbot.features.directory.formats.formulas import MARK, SIGNED, neutralised
from concertbot.features.directory.writing.table_file import TableFile


class FlatFile:
    """Writes rows of services as they come. Only a table that needs it gets the column that says what to undo."""

    def __init__(self, path: Path, columns: Iterable[str]) -> None:
        self._names = {name: neutralised(name) for name in columns}
        first = self._names.values()
        marked = [MARK] if any(name != said for name, said in self._names.items()) else []
        self._table = TableFile(path, [*first, *marked], encoding="utf-8-sig")  # so that Excel reads the accents
        self.path = path

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return self._table.rows

    def write(self, row: Mapping[str, str]) -> None:
        """Add a row."""
        written = {self._name(name): neutralised(cell) for name, cell in row.items()}
        if written.keys() != row.keys() or list(written.values()) != list(row.values()):
            written[MARK] = SIGNED
        self._table.write(written)

    def close(self) -> None:
        """Finish the file."""
        self._table.close()

    def _name(self, name: str) -> str:
        return self._names.setdefault(name, neutralised(name))
