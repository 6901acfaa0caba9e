"""A table: its columns, and its rows one by one, each of which knows its line. Nothing of it is held whole."""

import csv
import io
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import zip_longest
from pathlib import Path
from typing import Self, TextIO

from concertbot.chat.words import clean
from concertbot.features.directory.formats.files import encoding_of, open_text
from concertbot.features.directory.formats.formulas import MARK, SIGNED, undone
from concertbot.features.directory.formats.problems import Problems, RefusedError, Whole
from concertbot.features.directory.formats.separators import EXCEL, SAMPLE, separator_of

Record = tuple[int, Sequence[str]]  # the line in which it begins, and its cells


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

    table: "Table"
    line: int
    cells: tuple[str, ...]

    @property
    def spot(self) -> RowSpot:
        """Where it begins."""
        return RowSpot(self.table.file, self.line, self.table.columns)

    def values(self) -> Mapping[str, str]:
        """Return the cells that hold something, by the names of their columns."""
        return {name: cell for name, cell in zip(self.table.columns, self.cells, strict=False) if cell}

    def body(self) -> dict[str, str]:
        """Return every cell as it stands, by the names of the columns as they stand."""
        return dict(zip_longest(self.table.names, self.cells[: len(self.table.names)], fillvalue=""))


class Table(ABC):
    """A table that names its columns in one line, by default the first that holds something; 0 is none."""

    is_cut = False  # whether its last line has no end
    is_ragged = False  # whether its rows end at their last cell that holds something

    def __init__(self, file: str, problems: Problems, header: int | None = None) -> None:
        self.file = file
        self.problems = problems
        self._first = header
        self._mark: int | None = None
        self.header_line, self.header = self._header()
        self.names = unique(self.header)
        self.columns = tuple(clean(name).lower() for name in self.names)

    @abstractmethod
    def records(self) -> Iterator[Record]:
        """Go through everything that stands there. Raises RefusedError."""

    def require(self, names: Iterable[str]) -> None:
        """Refuse a table without these columns, or with a column that stands twice. Raises RefusedError."""
        here = Whole(self.file, self.header_line or 1, 1)
        given = [clean(name).lower() for name in self.header]
        for number, name in enumerate(given, 1):
            if name and name in given[: number - 1]:
                raise self.problems.refuse("repeated-column", Whole(self.file, here.line, number), column=name)
        missing = [name for name in names if name not in given]
        if missing:
            raise self.problems.refuse("missing-columns", here, columns=", ".join(missing))

    def rows(self) -> Iterator[CsvRow]:
        """Go through the rows that hold something. Raises RefusedError."""
        narrow = 0
        row = CsvRow(self, 0, ())
        for line, cells in self.records():
            if line <= self.header_line or not any(map(str.strip, cells)):
                continue
            row = CsvRow(self, line, tuple(cells if self._mark is None else self._unmarked(cells, self._mark)))
            if len(row.cells) != len(self.names):
                narrow += self._check_width(row)
            yield row
        if self.is_cut and narrow == 1 and len(row.cells) < len(self.names):  # only the last one is
            raise self.problems.refuse("cut-off", row.spot)

    def _check_width(self, row: CsvRow) -> bool:
        """Tell of a row that is too wide or too narrow; return whether it is too narrow."""
        width, cells = len(self.names), len(row.cells)
        code = "too-few-cells" if cells < width else "too-many-cells"
        if (cells < width and not self.is_ragged) or any(map(str.strip, row.cells[width:])):
            here = Whole(self.file, row.line, min(cells, width) + 1)
            self.problems.add(code, here, cells=str(cells), columns=str(width))
        return cells < width

    def _header(self) -> tuple[int, tuple[str, ...]]:
        for line, cells in self.records():
            if self._first == 0:
                return 0, ("",) * len(cells)
            if line == self._first or (self._first is None and any(map(str.strip, cells))):
                self._mark = cells.index(MARK) if MARK in cells else None
                return line, tuple(cells if self._mark is None else map(undone, _without(cells, self._mark)))
        return self._first or 1, ()

    @staticmethod
    def _unmarked(cells: Sequence[str], mark: int) -> Sequence[str]:
        signed = cells[mark : mark + 1] == [SIGNED]
        return [undone(cell) if signed else cell for cell in _without(cells, mark)]


class CsvTable(Table):
    """A table of text, separated by commas, semicolons or tabs."""

    def __init__(
        self, file: str, text: str | Callable[[], TextIO], problems: Problems, header: int | None = None
    ) -> None:
        self._open = partial(io.StringIO, text, newline="") if isinstance(text, str) else text
        with self._open() as opened:
            sample = opened.read(SAMPLE)
        told = EXCEL.match(sample)
        self._skipped = 1 if told else 0
        self.separator = told[1] if told else separator_of(sample)
        super().__init__(file, problems, header)

    @classmethod
    def at(cls, path: Path, problems: Problems, header: int | None = None) -> Self:
        """Return the table in a file, which is read as it is gone through. Raises RefusedError."""
        return cls(str(path), partial(open_text, path, encoding_of(path, problems)), problems, header)

    def records(self) -> Iterator[Record]:
        """Go through everything that stands there. Raises RefusedError."""
        with self._open() as opened:
            lines = Lines(opened, self._skipped)
            reader = csv.reader(lines, delimiter=self.separator, strict=True)
            before = self._skipped
            try:
                for cells in reader:
                    yield before + 1, cells
                    before = lines.number
                    lines.pending.clear()
            except csv.Error as error:
                raise self._refuse(before + 1, lines, str(error)) from None
            self.is_cut = not lines.ended

    def _refuse(self, line: int, lines: "Lines", reason: str) -> RefusedError:
        opened = _open_quote("".join(lines.pending), self.separator)
        here = Whole(self.file, lines.number, 1)
        if "expected after" in reason:  # the quote may have been opened far above, by mistake
            reason = reason if line == lines.number else f"{reason}, in a row that begins in line {line}"
        elif opened:
            here, reason = Whole(self.file, line + opened[0], opened[1]), "a quote opens here and is never closed"
        return self.problems.refuse("unreadable-csv", here, reason=reason)


class Lines(Iterator[str]):
    """The lines of a text, counted; those of the row that is being read are at hand."""

    def __init__(self, opened: TextIO, skipped: int) -> None:
        self._opened = opened
        self.number = 0
        self.ended = True
        self.pending: list[str] = []
        for _ in range(skipped):
            next(self)
        self.pending.clear()

    def __next__(self) -> str:
        line = next(self._opened)
        self.number += 1
        self.ended = line.endswith(("\n", "\r"))
        self.pending.append(line)
        return line


def unique(header: Sequence[str]) -> tuple[str, ...]:
    """Return names for all columns: those without get their number, those that stand twice are counted."""
    names: dict[str, None] = {}
    for number, cell in enumerate(header, 1):
        said = cell if cell.strip() else f"column {number}"
        count = 2
        name = said
        while name in names:
            name, count = f"{said} ({count})", count + 1
        names[name] = None
    return tuple(names)


def _without(cells: Sequence[str], number: int) -> list[str]:
    return [*cells[:number], *cells[number + 1 :]]


def _open_quote(text: str, separator: str) -> tuple[int, int] | None:
    """Return how many lines down, and in which cell of the row, a quote opens that is never closed."""
    line, cell, quoted, starts = 0, 1, False, True
    opened = (0, 1)
    for before, char in zip(f" {text}", text, strict=False):
        if char == '"' and (quoted or starts or before == '"'):
            quoted = not quoted
            opened = (line, cell) if starts else opened
        cell += char == separator and not quoted
        line += char == "\n"
        starts = char == separator and not quoted
    return opened if quoted else None
