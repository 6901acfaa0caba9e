"""Services keep their ids in their source on every way out and in again."""

from pathlib import Path

import pytest

from .conftest import Operator

DATA = Path(__file__).parents[3] / "data" / "directory"


@pytest.mark.parametrize("paths", [["brussels"], ["brussels-hsds"], ["finess/services.csv", "finess/structures.csv"]])
@pytest.mark.parametrize(("form", "name"), [("hsds-json", "x.json"), ("hsds-csv", "x")])
def test_services_come_back_as_the_same(paths: list[str], form: str, name: str, operator: Operator) -> None:
    """An export as HSDS, imported into its source again, brings the same services, and corrections stay."""
    operator.says("import", *(DATA / path for path in paths), "--source", "s")
    first = operator.rows(operator.exports("csv", "first.csv"))
    operator.does("correct", f"s/{first[0]['id']}", "wait_time=two weeks")
    again = operator.says("import", operator.exports(form, name), "--source", "s")
    assert again.exit_code == 0, again.output
    assert ": 0 added, " in again.stdout
    assert ", 0 retired, " in again.stdout
    second = operator.rows(operator.exports("csv", "second.csv"))
    assert [one["id"] for one in second] == [one["id"] for one in first]
    assert second[0]["wait_time"] == "two weeks"


def test_organisations_come_back_as_the_same(operator: Operator) -> None:
    """The structures of data.inclusion keep their ids through HSDS."""
    operator.says("import", DATA / "finess", "--source", "s")
    ids = [one["id"] for one in operator.rows(operator.exports("data-inclusion", "first") / "structures.csv")]
    assert ids
    operator.says("import", operator.exports("hsds-csv", "x"), "--source", "s")
    second = operator.exports("data-inclusion", "second")
    assert sorted(one["id"] for one in operator.rows(second / "structures.csv")) == sorted(ids)


def test_the_id_of_somebody_else_is_only_kept(operator: Operator) -> None:
    """What other programs call the original id is a column like any other."""
    text = '{"id": "new", "original_id": "old", "name": "S", "status": "active"}'
    operator.brings("s", operator.writes("s.json", text))
    (row,) = operator.rows(operator.exports("csv", "s.csv"))
    assert (row["id"], row["original_id"]) == ("new", "old")


def test_only_what_is_left_out_is_told(operator: Operator) -> None:
    """The ids that a package maps stand in the objects; rows for which objects have no place are counted."""
    operator.brings("s", DATA / "brussels-hsds")
    path = operator.folder / "x.json"
    said = operator.does("export", "--format", "hsds-json", path)
    assert said == f"Exported 12 services of s to {path}.\n"
    operator.writes("t/services.csv", "id,name,status\na,A,active\n")
    operator.writes("t/id_map.csv", "id,service_uuid\nx,a\ny,gone\n")
    operator.writes("t/metadata.csv", "id,resource_id\nm,a\n")
    operator.brings("t", operator.folder / "t")
    said = operator.does("export", "--format", "hsds-json", operator.folder / "y.json", "--source", "t")
    assert said.splitlines()[:2] == [
        "1 of id_map left out: this format has no place for them.",
        "1 of metadata left out: this format has no place for them.",
    ]
