"""Tables: their separators, their columns, and the place of everything that is wrong in them."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from concertbot.features.directory.formats.formulas import MARK, SIGNED, neutralised, undone
from concertbot.features.directory.formats.problems import Problems, RefusedError
from concertbot.features.directory.formats.separators import separator_of
from concertbot.features.directory.formats.tables import CsvTable

Write = Callable[..., Path]


def table(text: str, problems: Problems | None = None, header: int | None = None) -> CsvTable:
    """Return a table."""
    return CsvTable("x.csv", text, problems or Problems(), header)


def told(text: str) -> list[str]:
    """Return what is wrong in a table."""
    problems = Problems()
    try:
        found = table(text, problems)
        found.require(())
        list(found.rows())
    except RefusedError:
        pass
    return [f"{one.line}:{one.column} {one.code}" for one in (*problems.errors, *problems.warnings)]


@pytest.mark.parametrize(
    ("text", "separator"),
    [
        ("id,name\na,A\n", ","),
        ("id;name\na;A, B, C\nb;D, E, F\n", ";"),
        ("id\tname\na\tA, B; C\n", "\t"),
        ('"a,b,c,d";x\n"1,2,3,4";y\n', ";"),
        ("name\nA, B\nC\nD; E\n", ","),
        ("id;address\na;Rue Longue 1, 1000 Bruxelles\nb;Rue Courte 2, 1050 Ixelles\n", ";"),
        ("List of 2026, for all\nid;name;city;phone\na;A;B;1\nb;B;C;2\n", ","),
        ("List of 2026\nid;name;city;phone\na;A;B;1\nb;B;C;2\n", ";"),
        ('id,text\na,"one\ntwo; three; four\nfive"\n', ","),
        ("id,name\na,A,B\n", ","),
    ],
)
def test_the_separator_is_found(text: str, separator: str) -> None:
    """Quotes, sentences and titles do not mislead."""
    assert separator_of(text) == separator


def test_excel_may_say_the_separator() -> None:
    """Its line is no part of the table, but is counted."""
    found = table("sep=;\r\nid;name\r\na;A,B\r\n")
    assert found.columns == ("id", "name")
    assert [(row.line, row.cells) for row in found.rows()] == [(3, ("a", "A,B"))]


def test_rows_know_their_lines() -> None:
    """Cells may hold line ends; empty lines are counted and left out."""
    found = table('\n id ,Name\na,"A\nB"\n\n,\nb,C')
    assert (found.header_line, found.columns, found.header) == (2, ("id", "name"), (" id ", "Name"))
    assert [(row.line, row.cells) for row in found.rows()] == [(3, ("a", "A\nB")), (7, ("b", "C"))]
    assert next(found.rows()).body() == {" id ": "a", "Name": "A\nB"}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_in_any_way(end: str) -> None:
    """Unix, Windows and old Macintosh."""
    assert [row.cells for row in table(f"id,name{end}a,A{end}b,B{end}").rows()] == [("a", "A"), ("b", "B")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('id,name\na,A\nb,"B\nc,C\n', ["3:2 unreadable-csv"]),
        ('id,name\na,"A ""B""\n\n', ["2:2 unreadable-csv"]),
        ('id,name,x\na,"A",\n"b\n\n",B,"x\n', ["5:3 unreadable-csv"]),
        ('"id,name\na,A\n', ["1:1 unreadable-csv"]),
        ('id,name\na,"A"B\n', ["2:1 unreadable-csv"]),
        ("id,name\na,A,B\n", ["2:3 too-many-cells"]),
        ("id,name\na,A,,\n", []),
        ("id,name,x\na,A\nb,B,\n", ["2:3 too-few-cells"]),
        ("id,name,x\na,A,\nb,B", ["3:1 cut-off", "3:3 too-few-cells"]),
        ("id,name,x\na,A\nb,B", ["2:3 too-few-cells", "3:3 too-few-cells"]),
        ("id,name,ID\na,A,b\n", ["1:3 repeated-column"]),
        ("id,name,,\na,A,b,c\n", []),
    ],
)
def test_problems_have_a_place(text: str, expected: list[str]) -> None:
    """Lines and columns are exact."""
    assert told(text) == expected


def test_a_quote_that_opens_too_early_is_told() -> None:
    """Where it closes is not where the mistake is."""
    problems = Problems()
    with pytest.raises(RefusedError):
        list(table('id,name\na,"A\nb,B\nc,"C"\n', problems).rows())
    assert "in a row that begins in line 2" in problems.errors[0].sentence


def test_columns_without_a_name_are_kept() -> None:
    """They get their number; what stands twice is counted."""
    row = next(table("id,,name,name\na,b,c,d\n").rows())
    assert row.body() == {"id": "a", "column 2": "b", "name": "c", "name (2)": "d"}


def test_the_names_may_stand_below_a_title_or_nowhere() -> None:
    """The line is given, and 0 is none."""
    below = table("List,\nid,name\na,A\n", header=2)
    assert (below.columns, [row.line for row in below.rows()]) == (("id", "name"), [3])
    none = table("a,A\nb,B\n", header=0)
    assert (none.names, [row.line for row in none.rows()]) == (("column 1", "column 2"), [1, 2])


def test_a_file_is_read_as_it_is_gone_through(write: Write) -> None:
    """It is opened anew each time, and nothing of it is kept."""
    found = CsvTable.at(write("x.csv", "id,name\na,A\n"), Problems())
    write("x.csv", "id,name\nb,B\n")
    assert [row.cells for row in found.rows()] == [("b", "B")]


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("-1+1", "'-1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("- niet open", "'- niet open"),
        ("'=1", "''=1"),
        ("''@x", "'''@x"),
        ("'-1", "''-1"),
        ("'t Huis", "'t Huis"),
        ("", ""),
        ("a=b", "a=b"),
        ("-12.5", "-12.5"),
        ("+12,5", "+12,5"),
        ("+32 2 555 12 34", "+32 2 555 12 34"),
        ("+32 (0)2/555.12.34", "+32 (0)2/555.12.34"),
        ("+32 2 555 12 34|+32 2 555 12 35", "+32 2 555 12 34|+32 2 555 12 35"),
        ("+1+1", "'+1+1"),
        ("-", "'-"),
    ],
)
def test_formulas_are_neutralised(cell: str, written: str) -> None:
    """Numbers and phones stay as they are."""
    assert neutralised(cell) == written
    assert undone(written) == cell


def test_what_is_neutralised_is_brought_back_exactly() -> None:
    """Whatever a cell holds."""
    chance = random.Random(3)  # noqa: S311 - no secret
    for _ in range(20_000):
        cell = "".join(chance.choices("'=+-@\t\r\n 1.,|(A", k=chance.randrange(7)))
        assert undone(neutralised(cell)) == cell
        assert neutralised(cell)[:1] not in set("=@\t\r")


def test_only_our_own_tables_are_brought_back() -> None:
    """The mark in the first line and the sign in the row tell; they are no part of the table."""
    found = table(f"id,'=x,{MARK},name\na,'=1,{SIGNED},''=A\nb,'=1,,''=A\n")
    assert found.header == ("id", "=x", "name")
    assert [row.cells for row in found.rows()] == [("a", "=1", "'=A"), ("b", "'=1", "''=A")]
    assert [row.cells for row in table("id,'=x\na,'=1\n").rows()] == [("a", "'=1")]
