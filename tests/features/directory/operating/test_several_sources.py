"""Several sources in one export: nothing is lost, though they use the same ids."""

from pathlib import Path

import frictionless
import pytest

from .conftest import Operator

DATA = Path(__file__).parents[3] / "data" / "directory"
TWINS = [
    ["hsds-examples/service_full.json", "hsds-examples/organization_full.json"],
    ["brussels-hsds", "brussels-hsds"],
    ["hsds-examples/csv", "hsds-examples/service_full.json"],
    ["finess/services.csv finess/structures.csv", "finess/services.json finess/structures.json"],
    ["brussels", "brussels-hsds"],
]
FORMS = [("hsds-csv", "x"), ("hsds-json", "x.json"), ("data-inclusion", "x"), ("csv", "x.csv"), ("xlsx", "x.xlsx")]

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.mark.parametrize("twins", TWINS, ids=[" ".join(one).replace("/", "-") for one in TWINS])
@pytest.mark.parametrize(("form", "name"), FORMS, ids=[one for one, _ in FORMS])
def test_twins_stay_apart(twins: list[str], form: str, name: str, operator: Operator) -> None:
    """Each service is written and counted, and an import puts each back into its own source, under its own id."""
    for source, paths in zip(("first", "second"), twins, strict=True):
        operator.says("import", *(DATA / path for path in paths.split()), "--source", source)
    before = operator.rows(operator.exports("csv", "before.csv"))
    path = operator.folder / name
    said = operator.does("export", "--format", form, path)
    assert f"Exported {len(before)} services of first, second" in said
    again = operator.says("import", path)
    assert again.exit_code == 0, again.output
    assert again.stdout.count(" 0 added, ") == again.stdout.count(" 0 retired, ") == 2
    after = operator.rows(operator.exports("csv", "after.csv"))
    assert [(one["source"], one["id"]) for one in after] == [(one["source"], one["id"]) for one in before]
    assert [one["organization_name"] for one in after] == [one["organization_name"] for one in before]
    assert [one["phone"] for one in after] == [one["phone"] for one in before]


@pytest.mark.parametrize("twins", TWINS, ids=[" ".join(one).replace("/", "-") for one in TWINS])
def test_ids_are_distinct(twins: list[str], operator: Operator) -> None:
    """In a package and among objects no id stands twice; the package is valid."""
    for source, paths in zip(("first", "second"), twins, strict=True):
        operator.says("import", *(DATA / path for path in paths.split()), "--source", source)
    folder = operator.exports("hsds-csv", "x")
    for table in ("services", "organizations", "locations"):
        path = folder / f"{table}.csv"
        ids = [one["id"] for one in operator.rows(path)] if path.exists() else []
        assert len(ids) == len(set(ids)), table
    report = frictionless.Package(str(folder / "datapackage.json")).validate()
    assert report.flatten(["title", "note"]) == []
    found = operator.objects(operator.exports("hsds-json", "x.json"))
    services = [service["id"] for one in found for service in one.get("services", [one])]
    assert len(services) == len(set(services))


def test_rows_that_belong_to_nothing_go_back_too(operator: Operator) -> None:
    """Through an export of several sources; what a table calls a source of its own is none of ours."""
    for source in ("first", "second"):
        operator.writes(f"{source}/services.csv", f"id,name,status,organization_id\n{source},S,active,\n")
        operator.writes(f"{source}/metadata.csv", f"id,resource_id,field_name\nm,gone,{source}\n")
        operator.writes(f"{source}/funding.csv", f"id,service_id,source\nf,,{source} money\n")
        operator.brings(source, operator.folder / source)
    path = operator.exports("hsds-csv", "both")
    assert operator.says("import", path).exit_code == 0
    for source in ("first", "second"):
        folder = operator.exports("hsds-csv", f"{source}-out", source)
        (row,) = operator.rows(folder / "metadata.csv")
        assert row["field_name"] == source
    assert {one["source"] for one in operator.rows(path / "funding.csv")} == {"first money", "second money"}


STRUCTURES = "id,nom,source\no,O,s\np,P,t\n"
SERVICES = "id,structure_id,nom,source\na,o,A,s\n"


def test_a_source_without_services_is_kept_too(operator: Operator) -> None:
    """Structures to which no service belongs come back, though they are of a source that has nothing else."""
    operator.writes("d/structures.csv", STRUCTURES)
    operator.writes("d/services.csv", SERVICES)
    said = operator.does("import", operator.folder / "d")
    assert "s (data.inclusion): 1 added" in said
    assert "t (data.inclusion): no services; what else the files hold of it is kept" in said
    folder = operator.exports("data-inclusion", "x")
    assert (folder / "structures.csv").read_text("utf-8") == STRUCTURES
    assert (folder / "services.csv").read_text("utf-8") == SERVICES


def test_a_source_that_lost_all_its_services_is_asked_about(operator: Operator) -> None:
    """Where a file only holds structures of a source that had services, somebody has to say that this is meant."""
    operator.writes("d/structures.csv", STRUCTURES)
    operator.writes("d/services.csv", SERVICES + "".join(f"{number},p,P,t\n" for number in range(5)))
    operator.does("import", operator.folder / "d")
    operator.writes("d/services.csv", SERVICES)
    said = operator.says("import", operator.folder / "d")
    assert said.exit_code == 1
    assert "5 of the 5 services of t are no longer in the file" in said.stderr


def test_structures_that_no_service_can_name_come_back(operator: Operator) -> None:
    """Those without an id, or with another's, are told; no service is taken to belong to them."""
    structures = "id,nom\no,O\no,Other\n,Nameless\n,Second\n"
    operator.writes("d/structures.csv", structures)
    operator.writes("d/services.csv", "id,structure_id,nom\na,o,A\nb,,B\n")
    said = operator.says("import", operator.folder / "d", "--source", "s")
    assert said.exit_code == 0
    assert [line.split(":")[1] for line in said.stderr.splitlines() if "its id is missing" in line] == ["3", "4", "5"]
    assert (operator.exports("data-inclusion", "x") / "structures.csv").read_text("utf-8") == structures
    assert [one["organization_name"] for one in operator.rows(operator.exports("csv", "x.csv"))] == ["O", ""]
    for form, name in (("hsds-csv", "package"), ("hsds-json", "x.json")):
        assert "3 of structures left out" in operator.does("export", "--format", form, operator.folder / name)
