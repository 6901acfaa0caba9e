"""A workbook in which every cell is text: nothing is calculated, rounded or taken for a date."""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

LONGEST = 32_767  # characters that a cell takes
NARROW, USUAL, WIDE = 10, 24, 60  # of a column, in characters
SHORT, LONG = frozenset({"id", "care_level", "postal_code", "status"}), frozenset({"description", "service_name"})
NO_TEXT = ("=", "#")  # what begins a text that openpyxl takes for a formula or an error


def to_sheet(table: Path, path: Path, title: str = "services") -> None:
    """Write the rows of a CSV file, below a first line of names that stays in view."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    with table.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        columns = next(rows)
        _set_up(sheet, columns)
        sheet.append([_text(sheet, name, bold=True) for name in columns])
        for row in rows:
            sheet.append(list(_cells(sheet, row)))
    book.save(path)


def _set_up(sheet: WriteOnlyWorksheet, columns: Iterable[str]) -> None:
    sheet.freeze_panes = "A2"
    for number, name in enumerate(columns, 1):
        width = NARROW if name in SHORT else WIDE if name in LONG else USUAL
        sheet.column_dimensions[get_column_letter(number)].width = width


def _cells(sheet: WriteOnlyWorksheet, row: Iterable[str]) -> Iterator[Cell | str | None]:
    for cell in row:
        said = ILLEGAL_CHARACTERS_RE.sub("", cell)[:LONGEST]
        yield _text(sheet, said) if said.startswith(NO_TEXT) else said or None


def _text(sheet: WriteOnlyWorksheet, text: str, *, bold: bool = False) -> Cell:
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    return cell
