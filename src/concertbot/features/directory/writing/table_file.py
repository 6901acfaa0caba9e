"""A CSV file that is written row by row, and whose columns may grow on the way."""

import csv
from array import array
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import TextIO

NUL = "\0"  # no reader of tables takes it
END = "\r\n"  # with another one, csv would not quote a carriage return within a cell


class TableFile:
    """Writes rows as they come; columns that appear later are added to the first line at the end."""

    def __init__(self, path: Path, columns: Iterable[str] = (), encoding: str = "utf-8") -> None:
        self.path = path
        self.columns = list(dict.fromkeys(columns))
        self.rows = 0
        self._encoding = encoding
        self._known = set(self.columns)
        self._lengths = array("Q")  # of the rows, in characters
        self._widths = [(0, len(self.columns))]  # from which row on there are how many columns
        # Text that is no Unicode, which JSON may hold, becomes a question mark.
        self._file = path.open("w", encoding=encoding, errors="replace", newline="")
        self._writer = csv.writer(self._file, lineterminator=END)
        self._first = self._writer.writerow(self.columns)

    def write(self, row: Mapping[str, str]) -> None:
        """Add a row."""
        if not row.keys() <= self._known:
            self._grow(row)
        cells = [row.get(name, "") for name in self.columns]
        written = self._writer.writerow(cells if not any(NUL in cell for cell in cells) else _without_nul(cells))
        self._lengths.append(written)
        self.rows += 1

    def close(self) -> None:
        """Finish the file."""
        self._file.close()
        if len(self._widths) > 1:
            self._pad()

    def _grow(self, row: Mapping[str, str]) -> None:
        more = [name for name in row if name not in self._known]
        self.columns += more
        self._known.update(more)
        self._widths.append((self.rows, len(self.columns)))

    def _pad(self) -> None:
        """Write the file again, with the first line and as many cells in each row as there are columns now."""
        short = self.path.rename(self.path.with_suffix(".short"))
        with (
            short.open(encoding=self._encoding, newline="") as before,
            self.path.open("w", encoding=self._encoding, newline="") as file,
        ):
            before.read(self._first)
            csv.writer(file, lineterminator=END).writerow(self.columns)
            file.writelines(self._padded(before))
        short.unlink()

    def _padded(self, before: TextIO) -> Iterator[str]:
        widths = [*self._widths, (self.rows, len(self.columns))]
        for (start, width), (end, _) in pairwise(widths):
            missing = "," * (len(self.columns) - width)
            for length in self._lengths[start:end]:
                yield before.read(length).removesuffix(END) + missing + END


def _without_nul(cells: Iterable[str]) -> list[str]:
    return [cell.replace(NUL, "") for cell in cells]
