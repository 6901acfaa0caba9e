"""Files of rows: CSV whose columns grow, CSV for spreadsheets, and workbooks of text."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from concertbot.features.directory.formats.formulas import MARK
from concertbot.features.directory.records import ServiceRecord
from concertbot.features.directory.writing.flat_file import FlatFile
from concertbot.features.directory.writing.json_file import JsonFile
from concertbot.features.directory.writing.sheet_file import to_sheet
from concertbot.features.directory.writing.table_file import TableFile

Rows = Callable[[Path], list[dict[str, str]]]
HOSTILE = (
    *(
        "=1+1",
        "+32 2 511 12 34",
        "-",
        "@x",
        "\tx",
        "a\nb",
        "a\r\nb",
        "a\rb",
        'a"b',
        "'=1",
        "''x",
        "a,b;c",
        " a ",
        "\U0001f469\u200d\u2695\ufe0f",
    ),
    *("#N/A", "1e5", "007", "2026-01-02", "TRUE", "-5", "é" * 300, "'", '"', "\\", "\u202ertl"),
)


def table(path: Path, *rows: dict[str, str]) -> Path:
    """Write a table."""
    file = TableFile(path, ["id"])
    for row in rows:
        file.write(row)
    file.close()
    return path


def test_cells_come_back(tmp_path: Path, rows: Rows) -> None:
    """Every cell is read as it was written, whatever stands in it."""
    written = [{"id": str(number), "text": text} for number, text in enumerate(HOSTILE)]
    assert rows(table(tmp_path / "a.csv", *written)) == written


def test_columns_grow(tmp_path: Path) -> None:
    """A column that appears late stands in the first line, and every row has as many cells."""
    path = table(tmp_path / "a.csv", {"id": "1"}, {"id": "é\r\n2", "b": "x"}, {"c": "y"}, {"id": ""})
    with path.open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file)) == [["id", "b", "c"], ["1", "", ""], ["é\r\n2", "x", ""], ["", "", "y"], [""] * 3]
    assert [one.name for one in tmp_path.iterdir()] == ["a.csv"]


def test_what_no_table_can_hold_is_left_out(tmp_path: Path, rows: Rows) -> None:
    """NUL and half a character are not written."""
    assert rows(table(tmp_path / "a.csv", {"id": "a\0b\ud800"})) == [{"id": "ab?"}]


def flat(path: Path, *rows: dict[str, str]) -> str:
    """Write a table for spreadsheets; return its text."""
    file = FlatFile(path, ["id", "text"])
    for row in rows:
        file.write(row)
    file.close()
    return path.read_bytes().decode("utf-8")


def test_formulas_are_made_harmless(tmp_path: Path) -> None:
    """Such text gets an apostrophe and its row a sign; numbers and phones stay as they are."""
    said = flat(
        tmp_path / "a.csv",
        {"id": "1", "text": "+32 2 511 12 34|02 5"},
        {"id": "2", "text": "=1+1"},
        {"id": "@3", "=x": "y"},
    )
    assert said.splitlines() == [
        f"\ufeffid,text,{MARK},'=x",
        "1,+32 2 511 12 34|02 5,,",
        "2,'=1+1,1,",
        "'@3,,1,y",
    ]


def test_a_harmless_table_is_not_marked(tmp_path: Path) -> None:
    """Where there is nothing to undo, there is no column that tells it."""
    assert flat(tmp_path / "a.csv", {"id": "1", "text": "-5"}) == "\ufeffid,text\r\n1,-5\r\n"


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_comes_back_from_a_directory(
    text: str, tmp_path: Path, read: Callable[..., list[ServiceRecord]]
) -> None:
    """What was made harmless is read as it was; only blanks around it are tidied, as everywhere."""
    file = FlatFile(tmp_path / "services.csv", ["id", "service_name", "note", text])
    file.write({"id": "1", "service_name": "S", "note": text, text: "x"})
    file.close()
    (service,) = read(tmp_path / "services.csv")
    notes = dict(service.extra)
    plain = table(tmp_path / "plain.csv", {"id": "1", "service_name": "S", "note": text, text: "x"})
    (before,) = read(plain)
    assert notes == dict(before.extra)


def test_a_workbook_holds_text(tmp_path: Path) -> None:
    """No formula, number, date or error: every cell is text, under a bold first line that stays in view."""
    written = [{"id": text, "=1": "x"} for text in HOSTILE] + [{"id": "a\x07b\0c"}, {"id": "x" * 40_000}]
    to_sheet(table(tmp_path / "a.rows", *written), tmp_path / "a.xlsx")
    sheet = load_workbook(tmp_path / "a.xlsx")["services"]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} == {"s"}
    assert (sheet.freeze_panes, sheet["A1"].font.bold, sheet["B1"].value) == ("A2", True, "=1")
    found = [sheet.cell(number, 1).value for number in range(2, len(written) + 2)]
    assert found[-2:] == ["abc", "x" * 32_767]
    assert found[:-2] == [text.replace("\r\n", "\n").replace("\r", "\n") for text in HOSTILE]


@pytest.mark.parametrize("lines", [True, False])
def test_objects_come_back(lines: bool, tmp_path: Path) -> None:
    """Objects are read as they were written, in a list or one a line."""
    items: list[dict[str, Any]] = [{"a": text, "b": [1, 1.5, None, True, {}]} for text in (*HOSTILE, "\0", "\ud800")]
    file = JsonFile(tmp_path / "a.json", lines=lines)
    for one in items:
        file.write(one)
    file.close()
    text = (tmp_path / "a.json").read_text(encoding="utf-8")
    assert ([json.loads(line) for line in text.splitlines()] if lines else json.loads(text)) == items


def test_nothing_is_an_empty_list(tmp_path: Path) -> None:
    """A list without objects is a list."""
    file = JsonFile(tmp_path / "a.json")
    file.close()
    assert json.loads((tmp_path / "a.json").read_bytes()) == []
