"""Workbooks: their cells are text, their sheets are tables."""

import csv
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook

from concertbot.features.directory.formats import sheets
from concertbot.features.directory.formats.problems import Problems
from concertbot.features.directory.formats.sheets import SheetTable

Read = Callable[..., Any]
Book = Callable[..., Path]
Rows = Sequence[Sequence[Any]]
ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """Return how to write a workbook, sheet by sheet."""

    def put(given: Mapping[str, Rows], name: str = "x.xlsx") -> Path:
        made = Workbook()
        made.remove(made.active)
        for title, rows in given.items():
            sheet = made.create_sheet(title)
            for row in rows:
                sheet.append(row)
        made.save(tmp_path / name)
        return tmp_path / name

    return put


def rewrite(path: Path, name: str, change: Callable[[str], str]) -> Path:
    """Change a part of a workbook."""
    with ZipFile(path) as archive:
        parts = {one: archive.read(one) for one in archive.namelist()}
    parts[name] = change(parts[name].decode()).encode()
    with ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for one, content in parts.items():
            archive.writestr(one, content)
    return path


def test_cells_are_text(book: Book) -> None:
    """Numbers have no needless decimals, dates are in ISO form."""
    row = [1050, 2.0, 50.8451, True, date(2026, 12, 31), datetime(2026, 12, 31, 9, 5), time(9), "  x", None, "#N/A"]  # noqa: DTZ001
    path = book({"s": [[f"c{n}" for n in range(10)], row]})
    found = next(SheetTable(path, "s", Problems()).rows())
    expected = ("1050", "2", "50.8451", "true", "2026-12-31", "2026-12-31T09:05:00", "09:00", "  x")
    assert found.cells == expected
    assert found.body()["c9"] == ""


def test_a_sheet_is_a_services_csv(book: Book, read: Read) -> None:
    """Its lines are the rows of the sheet, empty ones too."""
    rows = [["id", "service_name", "postal_code", "care_level"], [1, "A", 1050, 2], [], ["b", "B", None, 9]]
    result = read(book({"Feuil1": rows, "Notes": [["hello"]]}))
    assert [(one.id, one.name, one.care_level) for one in result.services] == [("1", "A", 2), ("b", "B", None)]
    assert result.services[0].places[0].location.addresses[0].postal_code == "1050"
    assert [one.split(": ")[0] for one in result.told] == ["x.xlsx:0:0", "x.xlsx (Feuil1):4:4"]
    assert result.codes == ["skipped-sheet", "wrong-level"]


def cells_of(path: Path) -> Rows:
    """Return the cells of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return [*csv.reader(file)]


@pytest.mark.parametrize("folder", ["brussels", "brussels-hsds", "finess"])
def test_a_workbook_is_any_directory(folder: str, data: Path, book: Book, read: Read) -> None:
    """With a sheet for each table of HSDS, or of data.inclusion."""
    files = sorted((data / folder).glob("*.csv"))
    packed = read(book({path.stem: cells_of(path) for path in files}), source="x")
    plain = read(*files, source="x")
    assert packed.services == plain.services
    assert packed.codes == plain.codes


def test_a_formula_is_what_it_gave(book: Book, read: Read) -> None:
    """Its last value counts; one that was never calculated is empty."""
    path = book({"s": [["id", "service_name", "fees"], ["a", "A", "=1+1"]]})
    assert read(path).only.fees_description == ""
    rewrite(
        path, "xl/worksheets/sheet1.xml", lambda text: text.replace("<v></v>", "<v>2</v>").replace("<v />", "<v>2</v>")
    )
    assert read(path).only.fees_description == "2"


def test_what_openpyxl_warns_about_does_not_matter(book: Book, read: Read) -> None:
    """A date that is out of range is no date, and nothing more is said."""
    path = book({"s": [["id", "service_name", "fees"], ["a", "A", date(2026, 1, 1)]]})
    rewrite(path, "xl/worksheets/sheet1.xml", lambda text: text.replace("<v>46023</v>", "<v>99999999</v>"))
    assert read(path).only.name == "A"


def test_xml_bombs_are_refused(book: Book, read: Read) -> None:
    """Wherever in the workbook they are."""
    for part in ("xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"):
        path = rewrite(book({"s": [["id", "service_name"], ["a", "A"]]}), part, lambda text: f"{ENTITIES}{text}")
        result = read(path)
        assert (result.services, result.codes) == ([], ["unreadable-sheet"])
        assert "XML made to do harm" in result.told[0]


def test_endless_sheets_are_refused(book: Book, read: Read) -> None:
    """A row may say that it is the billionth."""
    path = book({"s": [["id", "service_name"], ["a", "A"]]})
    rewrite(path, "xl/worksheets/sheet1.xml", lambda text: text.replace('r="2"', 'r="9999999999"', 1))
    assert read(path).codes == ["endless-sheet"]


def test_large_parts_are_refused(book: Book, read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    """Texts that all rows share are held in memory."""
    monkeypatch.setattr(sheets, "LARGE", 100)
    assert read(book({"s": [["id", "service_name"], ["a", "A"]]})).codes == ["large-archive"]


def test_broken_workbooks_are_refused(book: Book, read: Read, tmp_path: Path) -> None:
    """Cut off, without a part, in the middle of a sheet, without any cell."""
    rows = [["id", "service_name"], ["a", "A"]]
    whole = book({"s": rows})
    content = whole.read_bytes()
    whole.write_bytes(content[: len(content) // 2])
    assert read(whole).codes == ["damaged-archive"]
    cut = rewrite(book({"s": rows}), "xl/worksheets/sheet1.xml", lambda text: text[: len(text) - 60])
    assert read(cut).codes == ["unreadable-sheet"]
    with ZipFile(tmp_path / "y.xlsx", "w") as archive:
        archive.writestr("xl/other.xml", "<x/>")
    assert read(tmp_path / "y.xlsx").codes == ["unreadable-sheet"]
    assert read(book({"s": []})).codes == ["not-a-directory"]
    (tmp_path / "z.xlsx").write_bytes(b"id,service_name\na,A\n")
    assert [one.name for one in read(tmp_path / "z.xlsx").services] == ["A"]  # only its name is wrong
