"""What cannot be imported, and how plainly that is said."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from concertbot.features.directory.formats.problems import EACH

Read = Callable[..., Any]
Write = Callable[..., Path]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "x.csv:0:0: the file is empty. Export it again."),
        ("\ufeff \r\n", "x.csv:0:0: the file is empty. Export it again."),
        (b"PK\x03\x04rest", "x.csv:0:0: the archive is damaged or cut off (File is not a zip file). "),
        ("id,service_name\na,\0\n", "x.csv:0:0: this is not a text file (it holds NUL bytes). "),
        (b"id,service_name\na,\x81\n", "x.csv:0:0: byte 18 is neither UTF-8 nor Windows-1252. "),
        ("Dear all,\nhow are you?\n", "x.csv:0:0: this is no directory of services that I know. "),
        ('{"a": 1}', "x.csv:0:0: this is no directory of services that I know. "),
        ("[1, 2]", "x.csv:0:0: this is no directory of services that I know. "),
        ("service_name,url\nA,\n", "x.csv:1:1: the columns id are missing. Add them to the first line."),
        ("id,service_type\na,A\n", "x.csv:1:1: the columns service_name are missing. Add them to the first line."),
        ("service_type,url\nA,\n", "x.csv:0:0: I do not know this table, so I wrote down how I would read it: "),
        ("id,service_name,ID\na,A,b\n", "x.csv:1:3: the column id stands twice in the first line. Name it once."),
        ("id,service_name\n", "x.csv:0:0: there is no service in it. "),
        ("id,service_name\na,A,B\n", "x.csv:2:3: this row has 3 cells, the first line 2. "),
        ("id,service_name\n,A\n", "x.csv:2:1: there is no id. Give each service an id of its own."),
        ("id,service_name\na, \n", "x.csv:2:2: the service a has no name. Give it one."),
        (
            'id,service_name\na,A\nb,"B\n',
            "x.csv:3:2: the table cannot be read here (a quote opens here and is never closed). ",
        ),
        (
            'id,service_name\na,"A\n\nA"\nb,B\na,C\n',
            "x.csv:6:1: the id a stands twice, first in x.csv:2:1. Give each service an id of its own.",
        ),
    ],
)
def test_a_file_is_refused_plainly(content: str | bytes, told: str, write: Write, read: Read) -> None:
    """Each problem is told with its file, line and column, and what to do."""
    assert read(write("x.csv", content)).told[0].startswith(told)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('{"name": "A",\n "status": }', "x.json:2:12: the JSON cannot be read here (Expecting value). "),
        (
            '[{"id": "a", "name": "A", "status": "active"}\n {}]',
            "x.json:2:2: the JSON cannot be read here (Expecting ',' or ']'). ",
        ),
        (
            '{"contents": [{"id": "a", "name": "A", "status": "active"}]\n',
            "x.json:2:1: the JSON cannot be read here (Expecting ',' or '}'). ",
        ),
        ('{"contents" [{"status": "a"}]}', "x.json:1:13: the JSON cannot be read here (Expecting ':' delimiter). "),
        ("[" * 100_000, "x.json:1:2: the JSON cannot be read here (it is nested too deeply). "),
        ('[{"status": "active", "id": "a", "name": "A"},\n 7]', "x.json:2:2: a service was expected here. Put"),
        ('{"status": "active", "name": "A"}', "x.json:1:1: there is no id. "),
        ('{"services": [\n{"id": "a", "name": "A"}, {"id": "b",\n "name": " "}]}', "x.json:3:10: the service b has "),
        (
            '{"id": "a", "name": "A", "status": "active"}\n{"name": "B", "id": "a"}',
            "x.json:2:21: the id a stands twice, first in x.json:1:1. ",
        ),
        (
            '[{"status": "active", "id": "b", "name": "B"},\n {"id": "a",\n "id": "b"}]',
            "x.json:2:2: the JSON cannot be read here ('id' stands twice in one object). ",
        ),
        (
            '{"status": "active",\n "x": [NaN]}',
            "x.json:1:1: the JSON cannot be read here (NaN is no number in JSON; null ",
        ),
        (
            '{"status": "active", "x": -Infinity}',
            "x.json:1:1: the JSON cannot be read here (-Infinity is no number in ",
        ),
        ('{"status": "active", "na', "x.json:1:22: the JSON cannot be read here (Unterminated string"),
        (
            '{"status": "active", "id": "b", "name": "B"}\n{"status": ',
            "x.json:2:12: the JSON cannot be read here (Expecting value). ",
        ),
        ("[" * 3_000_000, "x.json:0:0: this is no directory of services that I know. "),
        (
            '{"name": "x", "version": "1", "dependencies": {}}',
            "x.json:0:0: this is no directory of services that I know. ",
        ),
        ('"text"', "x.json:0:0: this is no directory of services that I know. "),
        ("<html></html>", "x.json:0:0: this is a web page or XML, and no table. "),
        ('{"contents": [], "id": "a"}', "x.json:0:0: this is no directory of services that I know. "),
    ],
)
def test_json_is_refused_plainly(content: str, told: str, write: Write, read: Read) -> None:
    """Lines and columns are exact in JSON too."""
    assert read(write("x.json", content)).told[0].startswith(told)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.txt", "Hello, this is a text.\nIt has lines, and commas.\nAnd more\n"),
        ("x.csv", "Hello, this is a text.\nIt has lines, and commas.\nMore, and more\n"),
        ("x.log", "2026-01-01 10:00:00, INFO, started\n2026-01-01 10:00:01, INFO, stopped\n"),
        ("x.sql", "INSERT INTO a VALUES (1,2);\nINSERT INTO a VALUES (3,4);\n"),
        ("x.md", "# Services, and more\n\nSome, of, them\n"),
        ("x.csv", "nom;ville\n"),
    ],
)
def test_other_texts_are_no_directory(name: str, content: str, write: Write, read: Read, tmp_path: Path) -> None:
    """No mapping is drafted for them."""
    assert read(write(name, content)).codes == ["not-a-directory"]
    assert [one.name for one in tmp_path.iterdir()] == [name]


def test_large_json_is_judged_by_its_beginning(write: Write, read: Read) -> None:
    """Alone, in a page, as an organisation with its services, cut off, or something else."""
    long = "é" * (1 << 20)
    service = f'{{"id": "a", "name": "A", "status": "active", "description": "{long}"}}'
    assert read(write("x.json", f'{{"total_items": 1, "contents": [{service}]}}')).only.id == "a"
    assert read(write("x.json", f'[{{"x": {{"status": 1}}, "services": [{service}]}}]')).only.id == "a"
    assert read(write("x.json", f'[{{"status": "active", "x": "{long}", "na')).codes == ["unreadable-json"]
    assert read(write("x.json", f'{{"x": "{long}", "status": "active"}}')).codes == ["not-a-directory"]
    assert read(write("x.json", f'[{{"x": {{"status": "{long}"}}}}]')).codes == ["not-a-directory"]


def test_huge_numbers_are_read_as_written(write: Write, read: Read) -> None:
    """No number is too long to be kept."""
    number = "9" * 5000 + "e9999"
    service = read(write("x.json", f'{{"id": "a", "name": "A", "status": "active", "x": {number}}}')).only
    assert dict(service.extra) == {"x": number}


def test_a_path_must_lead_to_a_directory(tmp_path: Path, write: Write, read: Read) -> None:
    """A missing path, a folder without a directory and an unreadable package are told."""
    assert read(tmp_path / "none").codes == ["missing-path"]
    assert read(tmp_path).codes == ["no-directory-here"]
    write("package/datapackage.json", '{"resources": [{"name": "service", "path": "services.csv"}]}')
    assert read(tmp_path / "package").codes == ["no-directory-here"]
    write("package/organizations.csv", "id,name\n")
    assert read(tmp_path / "package").told == [
        (
            "package/datapackage.json:0:0: the table services.csv is missing from the package. "
            "Add it, or take it out of datapackage.json."
        )
    ]


def test_formats_are_not_mixed(write: Write, read: Read) -> None:
    """Two directories of different formats are imported one after the other."""
    flat, json = (
        write("x.csv", "id,service_name\na,A\n"),
        write("y.json", '{"id": "a", "name": "A", "status": "active"}'),
    )
    assert read(flat, json).told == [
        "x.csv:0:0: these files are of several formats (HSDS JSON, services.csv). Import them one after the other."
    ]


def test_what_is_no_directory_is_left_out_of_a_folder(tmp_path: Path, write: Write, read: Read) -> None:
    """Other tables in a folder are left out, and that is told."""
    write("services.csv", "id,service_name\na,A\n")
    write("numbers.csv", "country,number\nBE,107\n")
    write("notes.md", "nothing")
    write(".services.csv", "id,service_name\nb,B\n")
    write("~$services.xlsx", "locked")
    result = read(tmp_path)
    assert [one.id for one in result.services] == ["a"]
    assert result.told == [
        "numbers.csv:0:0: this file is no part of the directory and was left out. Nothing to do if that is right."
    ]


def test_many_alike_are_counted(write: Write, read: Read) -> None:
    """The first problems of a kind are told one by one; nothing is lost by that."""
    rows = "".join(f"{number},A,9\n" for number in range(EACH + 5))
    result = read(write("x.csv", f"id,service_name,care_level\n{rows}"))
    assert (len(result.told), len(result.services)) == (EACH, EACH + 5)
