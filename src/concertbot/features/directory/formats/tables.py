"""A CSV table: its rows, each of which knows its line."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from concertbot.chat.words import clean
from concertbot.features.directory.formats.problems import Problems, Whole

SEPARATORS = ",;\t"


@dataclass(frozen=True, slots=True)
class RowSpot:
    """Where a row of a table begins."""

    file: str
    line: int
    columns: tuple[str, ...]

    def where(self, name: str) -> tuple[int, int]:
        """Return the line of the row and the number of a column."""
        return self.line, self.columns.index(name) + 1 if name in self.columns else 1


@dataclass(frozen=True, slots=True)
class CsvRow:
    """One row of a table."""

    table: "CsvTable"
    line: int
    cells: tuple[str, ...]

    @property
    def spot(self) -> RowSpot:
        """Where it begins."""
        return RowSpot(self.table.file, self.line, self.table.columns)

    def values(self) -> Mapping[str, str]:
        """Return the cells that hold something, by the names of their columns."""
        return {name: cell for name, cell in zip(self.table.columns, self.cells, strict=False) if name and cell}


class CsvTable:
    """A table with the names of its columns in the first line, separated by commas, semicolons or tabs."""

    def __init__(self, file: str, text: str, problems: Problems) -> None:
        self.file = file
        self._problems = problems
        lines = text if "\n" in text else text.replace("\r", "\n")
        separator = max(SEPARATORS, key=lines[: lines.find("\n")].count)
        self._reader = csv.reader(_lines(lines), delimiter=separator, strict=True)
        self.columns = tuple(clean(cell).lower() for cell in next(self._cells(), []))

    def require(self, names: Iterable[str]) -> None:
        """Refuse a table without these columns, or with a column that stands twice. Raises RefusedError."""
        here = Whole(self.file, 1, 1)
        for name in self.columns:
            if name and self.columns.count(name) > 1:
                raise self._problems.refuse("repeated-column", here, column=name)
        missing = [name for name in names if name not in self.columns]
        if missing:
            raise self._problems.refuse("missing-columns", here, columns=", ".join(missing))

    def rows(self) -> Iterator[CsvRow]:
        """Go through the rows that hold something. Raises RefusedError."""
        before = self._reader.line_num
        for cells in self._cells():
            row = CsvRow(self, before + 1, tuple(cells))
            before = self._reader.line_num
            if not any(map(str.strip, cells)):
                continue
            if any(map(str.strip, cells[len(self.columns) :])):
                self._problems.add("too-many-cells", row.spot, cells=str(len(cells)), columns=str(len(self.columns)))
            yield row

    def _cells(self) -> Iterator[list[str]]:
        try:
            yield from self._reader
        except csv.Error as error:
            here = Whole(self.file, self._reader.line_num, 1)
            raise self._problems.refuse("unreadable-csv", here, reason=str(error)) from None


def _lines(text: str) -> Iterator[str]:
    """Go through the lines of a text without a second copy of it."""
    start = 0
    while start < len(text):
        end = text.find("\n", start) + 1 or len(text)
        yield text[start:end]
        start = end
