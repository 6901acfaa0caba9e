"""Any table is read through a mapping."""

import csv
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook

from concertbot.features.directory.formats.mapping.applying import day, place, point
from concertbot.features.directory.formats.mapping.draft import as_mapping, quoted
from concertbot.features.directory.formats.mapping.fields import FIELDS
from concertbot.features.directory.formats.mapping.guessing import guess
from concertbot.features.directory.formats.mapping.loading import MappingFile
from concertbot.features.directory.formats.mapping.table import MappedTable
from concertbot.features.directory.formats.problems import Problems
from concertbot.features.directory.formats.tables import CsvTable
from concertbot.settings import ROOT

from .conftest import DUTCH

Read = Callable[..., Any]
Write = Callable[..., Path]


@pytest.mark.parametrize(
    ("mapping", "told"),
    [
        ("[columns\nname = 'Naam'\n", "x.mapping.toml:1:9: the mapping cannot be read"),
        ("[columns]\nname = 'Naam'\nname = 'b'\n", "x.mapping.toml:3:11: the mapping cannot be read"),
        ("[colums]\n", "x.mapping.toml:1:1: colums: there is no such part. Did you mean columns?"),
        (
            "[columns]\n\nnmae = 'Naam'\n",
            "x.mapping.toml:3:1: columns.nmae: there is no such field. Did you mean name?",
        ),
        (
            "[columns]\nname = 'Namm'\n",
            'x.mapping.toml:2:1: columns.name: the table has no column "Namm". Did you mean',
        ),
        (
            "[columns]\nname = 'q'\n",
            'x.mapping.toml:2:1: columns.name: the table has no column "q". Use one of: Naam, ',
        ),
        ("[columns]\nname = 3\n", "x.mapping.toml:2:1: columns.name: 3 names no column. Write"),
        ("[columns]\nname = ''\n", "x.mapping.toml:2:1: columns.name: no column gives the names. Write name = "),
        ("[columns]\nphone = 'Tel'\n", "x.mapping.toml:1:1: columns.name: no column gives the names. Write name = "),
        (
            "[columns]\nname='Naam'\n[constants]\nkind={a=1}\n",
            "x.mapping.toml:4:1: constants.kind: {'a': 1} is no text.",
        ),
        ("[columns]\nname='Naam'\n[separators]\nphone=1\n", "x.mapping.toml:4:1: separators.phone: 1 is no text."),
        ("[table]\nheader = -1\n", "x.mapping.toml:2:1: table.header: give the number of the line"),
        ("[table]\nsheet = 1\n", "x.mapping.toml:2:1: table.sheet: give the name of a sheet"),
        ("[table]\nsheet = 'b'\n", "x.mapping.toml:2:1: table.sheet: there is no sheet b in x.csv."),
        ("", "x.mapping.toml:0:0: the file is empty."),
    ],
)
def test_a_mistake_in_a_mapping_is_told(mapping: str, told: str, write: Write, read: Read) -> None:
    """With its line, its key and what to do."""
    write("x.mapping.toml", mapping)
    result = read(write("x.csv", "Naam;Tel\na;107\n"))
    assert result.services == []
    assert [one[: len(told)] for one in result.told] == [told]


def test_everything_that_a_mapping_can_say(write: Write, read: Read) -> None:
    """Several columns for one field, constants, separators; names of columns are understood in any case."""
    path = write(
        "x.csv",
        "Code;naam;Nom;Info 1;Info 2;Taal;Postcode;Lundi;Mardi;Mise à jour;Niveau;Chef;Source\n"
        "a;Huis;Maison;Un;Deux;fr+nl;B-1050;9h;10h;03/02/26;niveau 3;Madame X;2020\n"
        "b;Hof;;Un;Un;;;;10h;2026;;;\n",
    )
    write(
        "y.toml",
        """
        [columns]
        id = "code"
        name = ["NOM", "naam"]
        description = ["Info 1", "Info 2"]
        languages = "Taal"
        postcode = "postcode"
        hours = ["Lundi", "Mardi"]
        last_modified = "mise a jour"
        care_level = "niveau"
        private = "chef"
        [constants]
        kind = ["hôpital", "clinique"]
        languages = "de"
        verified_on = 2026-01-01
        [separators]
        languages = "+"
        """,
    )
    result = read(path, path.with_name("y.toml"))
    first, second = result.services
    assert (first.id, first.name, first.alternate_names, first.description) == ("a", "Maison", ("Huis",), "Un\nDeux")
    assert ([one.spoken for one in first.languages], first.care_level) == (["fr", "nl"], 3)
    assert first.schedules[0].opening_hours == "Lundi: 9h; Mardi: 10h"
    assert str(first.last_modified) == "2026-02-03"
    assert [one.term.name for one in first.attributes] == ["hôpital", "clinique"]
    assert first.places[0].location.addresses[0].postal_code == "1050"
    assert dict(first.extra) == {"Source (source)": "2020"}
    assert first.source == path.parent.name
    assert (second.name, second.alternate_names, second.description) == ("Hof", (), "Un")
    assert ([one.spoken for one in second.languages], str(second.verified_on)) == (["de"], "2026-01-01")
    assert result.told == ["x.csv:3:10: 2026 is not a date, and was left out. Write it as 2026-12-31."]


def test_a_mapping_changes_a_known_table_too(write: Write, read: Read) -> None:
    """Whoever writes one wants it."""
    write("services.mapping.toml", '[columns]\nid = "id"\nname = "description"\n')
    service = read(write("services.csv", "id,service_name,description\na,A,B\n")).only
    assert (service.name, dict(service.extra)) == ("B", {"service_name (source)": "A"})


def test_rows_without_a_name_are_left_out(write: Write, read: Read) -> None:
    """That is told; an organisation lends its name."""
    path = write("x.csv", "naam,organisatie,telefoon\nHuis,Zorg,107\n,Zorg,02 555 55 55\n,,02 555 55 56\n")
    read(path)
    result = read(path)
    assert [one.name for one in result.services] == ["Huis", "Zorg"]
    assert result.told == ["x.csv:4:1: this row has no name, so it was left out. Name it, if it is a service."]


def test_an_id_must_be_each_rows_own(write: Write, read: Read) -> None:
    """A column that is called so but repeats itself makes no ids; the draft works all the same."""
    path = write("x.csv", "code,naam,telefoon\n1,Huis,107\n1,Hof,02 555 55 55\n1,Hof,02 555 55 56\n")
    read(path)
    draft = tomllib.loads(path.with_name("x.mapping.toml").read_text(encoding="utf-8"))["columns"]
    assert ("id" in draft, draft["id_from"]) == (False, ["naam", "telefoon"])
    result = read(path)
    assert (len(result.services), result.told) == (3, [])


def test_a_draft_without_a_name_asks_for_it(write: Write, read: Read) -> None:
    """It can be told where to find it."""
    path = write("x.csv", "a,b\n1,2\n3,4\n")
    assert read(path).codes == ["draft-mapping"]
    assert read(path).told[0].startswith("x.mapping.toml:12:1: columns.name: no column gives the names.")


def test_a_workbook_is_mapped(tmp_path: Path, read: Read) -> None:
    """The draft takes the sheet that it can read best, and names the others."""
    book = Workbook()
    book.active.title = "Lisez-moi"
    book.active.append(["Bonjour", "à tous"])
    sheet = book.create_sheet("Liste")
    for row in (
        ["Services"],
        [],
        ["Nom", "Code postal", "Vérifié le"],
        ["Maison A", 1050, None],
        ["Maison B", 1000.0, None],
    ):
        sheet.append(row)
    book.save(tmp_path / "x.xlsx")
    assert read(tmp_path / "x.xlsx").codes == ["draft-mapping"]
    text = (tmp_path / "x.mapping.toml").read_text(encoding="utf-8")
    assert "header = 3" in text
    assert 'sheet = "Liste"  # there are also: Lisez-moi' in text
    result = read(tmp_path / "x.xlsx")
    assert [(one.name, one.places[0].location.addresses[0].postal_code) for one in result.services] == [
        ("Maison A", "1050"),
        ("Maison B", "1000"),
    ]
    assert result.codes == ["skipped-sheet"]
    (tmp_path / "x.mapping.toml").write_text(text.replace('sheet = "Liste"', ""), encoding="utf-8")
    assert len(read(tmp_path / "x.xlsx").services) == 2
    (tmp_path / "x.mapping.toml").write_text('[columns]\nname = "Titre"\n', encoding="utf-8")
    assert 'the table has no column "Titre". Use one of: Bonjour, ' in read(tmp_path / "x.xlsx").told[0]


def test_statuses_are_understood(write: Write, read: Read) -> None:
    """What is closed is not shown as open."""
    path = write("x.csv", "nom;statut\nMaison A;Fermé\nMaison B;Actif\n")
    read(path)
    assert [one.status for one in read(path).services] == ["inactive", "active"]


def test_a_table_in_an_archive_is_mapped(read: Read, tmp_path: Path) -> None:
    """The draft is written beside the archive."""
    with ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("top/liste.csv", DUTCH)
    assert read(tmp_path / "x.zip").codes == ["draft-mapping"]
    assert (tmp_path / "liste.mapping.toml").exists()
    assert [one.name for one in read(tmp_path / "x.zip").services] == ["CGG Zenne", "CAW Zenne"]


def test_a_draft_goes_where_it_may(write: Write, read: Read, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Not beside the table, then to the working folder; nowhere, then it says so."""
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    (tmp_path / "x.mapping.toml").mkdir()  # so that no file can be written there, whoever runs this
    path = write("x.csv", DUTCH)
    assert (
        read(path)
        .told[0]
        .endswith("here/x.mapping.toml. Look at its lines, correct what is wrong, and run the same command again.")
    )
    assert len(read(path).services) == 2
    (here / "x.mapping.toml").unlink()
    (here / "x.mapping.toml").mkdir()
    assert read(path).codes == ["unwritable-mapping"]


def test_a_mapping_needs_its_table(write: Write, read: Read) -> None:
    """And must be there."""
    assert read(write("x.toml", "[columns]\n")).codes == ["mapping-without-table"]
    path = write("x.csv", DUTCH)
    assert read(path, path.with_name("none.toml")).codes == ["missing-path"]


def test_tables_in_a_folder(write: Write, read: Read, tmp_path: Path) -> None:
    """A folder with nothing else gets a draft for each table that has names."""
    write("f/a.csv", DUTCH)
    write("f/b.csv", "x,y\n1,2\n")
    assert read(tmp_path / "f").codes == ["draft-mapping"]
    assert sorted(one.name for one in (tmp_path / "f").iterdir()) == ["a.csv", "a.mapping.toml", "b.csv"]
    result = read(tmp_path / "f")
    assert (len(result.services), result.codes) == (2, ["skipped-file"])


def test_every_cell_stays_at_hand(write: Write) -> None:
    """A row keeps its own cells beside those of services.csv, and where they come from."""
    problems = Problems()
    table = CsvTable.at(write("x.csv", DUTCH), problems)
    mapped = MappedTable(table, as_mapping(guess(table, table.rows())))
    row = next(mapped.rows())
    assert row.body() == dict(zip(*list(csv.reader(DUTCH.splitlines()))[:2], strict=True))
    assert row.values()["address"] == "Lakensestraat 76"
    assert row.spot.where("address") == (2, 3)
    assert row.spot.where("longitude") == (2, 12)


def test_cells_are_taken_apart() -> None:
    """Dates, places and points as people write them."""
    assert [day(one) for one in ("1/2/26", "01-02-2026", "2026-02-01T10:00", "2026", "")] == [
        *("2026-02-01", "2026-02-01", "2026-02-01"),
        *("2026", ""),
    ]
    assert [place(one) for one in ("1050 Ixelles", "B-1050 Ixelles", "Ixelles (1050)", "Ixelles")] == [
        *(("1050", "Ixelles"), ("1050", "Ixelles"), ("1050", "Ixelles")),
        ("", "Ixelles"),
    ]
    assert [point(one) for one in ("50.8, 4.3", "50,8; 4,3", "POINT(4.3 50.8)", '{"coordinates": [4.3, 50.8]}')] == [
        ("50.8", "4.3")
    ] * 4
    assert point("50.8") == ("", "")


def test_a_name_of_a_column_may_hold_anything(write: Write, read: Read) -> None:
    """Quotes, line ends, backslashes: the draft is still TOML, and finds its columns again."""
    name = 'Nom "complet"\\\n\x7f'
    assert tomllib.loads(f"a = {quoted(name)}")["a"] == name
    write("x.mapping.toml", f"[columns]\nname = {quoted(name)}\n")
    cell = name.replace('"', '""')
    path = write("x.csv", f'"{cell}",b\nA,\n')
    table = CsvTable.at(path, Problems())
    mapping = MappingFile(write("x.mapping.toml", f"[columns]\nname = {quoted(name)}\n"), Problems()).mapping(
        table.names
    )
    assert mapping["columns"] == {"name": [name]}
    assert [one.name for one in read(path).services] == ["A"]


def test_every_field_is_documented() -> None:
    """The operator's guide names them all."""
    guide = (ROOT / "docs" / "operator" / "directory.md").read_text(encoding="utf-8")
    assert [
        name
        for name in (*FIELDS, "id_from", "private", "header", "sheet")
        if not re.search(rf"`{name}`|\b{name} =", guide)
    ] == []
