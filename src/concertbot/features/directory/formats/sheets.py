"""The sheets of an XLSX workbook as tables of text, row by row; what an XML bomb would do is refused."""

import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from openpyxl import Workbook, load_workbook

from concertbot.features.directory.formats.archives import WORKBOOK, kind_of, megabytes
from concertbot.features.directory.formats.problems import Problems, Whole
from concertbot.features.directory.formats.tables import Record, Table

HELD = frozenset({"xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"})  # parts that are held whole
LARGE = 200 << 20
LAST_ROW = 1_048_576  # that a sheet can have
WHOLE_NUMBERS = 1e15  # below, a number without decimals is exact
# What openpyxl says about workbooks that are broken, cut off or made to do harm.
BROKEN = (
    *(ParseError, DefusedXmlException, zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError),
    *(ValueError, TypeError, LookupError, AttributeError, RuntimeError),
)
MISTAKES = frozenset({"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!"})  # of a formula


class SheetTable(Table):
    """A sheet as a table of text. Its lines are the rows of the sheet."""

    is_ragged = True

    def __init__(
        self, path: Path, sheet: str, problems: Problems, header: int | None = None, book: Workbook | None = None
    ) -> None:
        self.path = path
        self.sheet = sheet
        self._book = book
        super().__init__(f"{path} ({sheet})", problems, header)
        self._book = None

    def records(self) -> Iterator[Record]:
        """Go through everything that stands there. Raises RefusedError."""
        if self._book:
            yield from self._records(self._book)
            return
        with opened(self.path, self.problems) as book:
            yield from self._records(book)

    def _records(self, book: Workbook) -> Iterator[Record]:
        sheet = book[self.sheet]
        sheet.reset_dimensions()  # many programs write wrong ones
        rows = enumerate(sheet.iter_rows(values_only=True), 1)
        while True:
            try:
                with quiet():
                    line, cells = next(rows, (0, ()))
            except BROKEN as error:
                raise self.problems.refuse("unreadable-sheet", Whole(self.file), reason=_reason(error)) from None
            if line > LAST_ROW:
                raise self.problems.refuse("endless-sheet", Whole(self.file), limit=str(LAST_ROW))
            if not line:
                return
            yield line, _texts(cells)


@contextmanager
def quiet() -> Iterator[None]:
    """Say nothing of styles, validations and the like, which openpyxl warns about and which do not matter here."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


@contextmanager
def opened(path: Path, problems: Problems) -> Iterator[Workbook]:
    """Open a workbook. Raises RefusedError."""
    here = Whole(str(path))
    kind = kind_of(path, problems)
    if kind != WORKBOOK:
        raise problems.refuse("binary-file", here, kind=kind or "it is called a workbook")
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(member.file_size for member in archive.infolist() if member.filename in HELD)
        if size > LARGE:
            raise problems.refuse("large-archive", here, size=megabytes(size), limit=megabytes(LARGE))
        with quiet():
            book = load_workbook(path, read_only=True, data_only=True)
    except BROKEN as error:
        raise problems.refuse("unreadable-sheet", here, reason=_reason(error)) from None
    try:
        yield book
    finally:
        book.close()


def sheets(path: Path, problems: Problems) -> list[SheetTable]:
    """Return the sheets of a workbook that hold something. Raises RefusedError."""
    with opened(path, problems) as book:
        found = [SheetTable(path, sheet.title, problems, book=book) for sheet in book.worksheets]
    return [sheet for sheet in found if sheet.columns]


def text_of(value: Any) -> str:
    """Return a cell as text: numbers as people write them, dates as 2026-12-31."""
    if value is None or (isinstance(value, str) and value in MISTAKES):
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer() and abs(value) < WHOLE_NUMBERS:
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(timespec="seconds")
    if isinstance(value, time):
        return value.isoformat(timespec="minutes")
    return value.isoformat() if isinstance(value, date) else str(value)


def _texts(cells: Sequence[Any]) -> list[str]:
    texts = [text_of(cell) for cell in cells]
    while texts and not texts[-1].strip():
        texts.pop()
    return texts


def _reason(error: BaseException) -> str:
    first = error.__cause__ or error.__context__
    if first:
        return _reason(first)
    if isinstance(error, DefusedXmlException):
        return "it declares entities, as XML made to do harm"
    return " ".join(str(error).split())[:100] or type(error).__name__
