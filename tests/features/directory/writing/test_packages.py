"""HSDS packages: rows as they were, rows made of objects, and a description that promises what the cells hold to."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import frictionless
import pytest

from concertbot.features.directory.writing.hsds_objects import typed
from concertbot.features.directory.writing.hsds_package import HsdsPackage
from concertbot.features.directory.writing.hsds_rows import Kept, Made

DATA = Path(__file__).parents[3] / "data" / "directory"
Rows = Callable[[Path], list[dict[str, str]]]
SERVICE, OTHER, PLACE, PHONE = (f"{number:08}-0000-4000-8000-000000000000" for number in range(1, 5))

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


def package(
    folder: Path,
    *rows: tuple[str, dict[str, str]],
    tables: Mapping[str, list[str]] | None = None,
    described: Mapping[str, Any] | None = None,
) -> Any:
    """Write a package; return its description."""
    written = HsdsPackage(folder / "p", tables or {}, described)
    for table, row in rows:
        written.write(table, row)
    written.close()
    return json.loads((folder / "p" / "datapackage.json").read_bytes())


def faults(folder: Path) -> Any:
    """Return what frictionless says against a package."""
    return frictionless.Package(str(folder / "p" / "datapackage.json")).validate().flatten(["title", "note"])


def constraints(described: Any, table: str, column: str) -> dict[str, Any]:
    """Return what is said of a column."""
    resource = next(one for one in described["resources"] if one["path"] == f"{table}.csv")
    field = next(one for one in resource["schema"]["fields"] if one["name"] == column)
    return {**field.get("constraints", {}), "type": field["type"], "format": field.get("format")}


def test_rows_are_kept_cell_for_cell() -> None:
    """Everything nested goes back to its table; a row that belongs to several is given once, twins twice."""
    phone = {"id": "p", "service_id": "s", "organization_id": "o", "number": "1", "unknown": "x"}
    twin = {"service_id": "s", "name": "fr"}
    body = {"id": "s", "name": "S", "phones": [phone], "languages": [twin, dict(twin)]}
    kept = Kept()
    rows = [*kept.rows("services", body), *kept.rows("organizations", {"id": "o", "phones": [phone]})]
    assert rows == [
        ("services", {"id": "s", "name": "S"}),
        ("phones", phone),
        ("languages", twin),
        ("languages", twin),
        ("organizations", {"id": "o"}),
    ]


def test_the_official_example_becomes_tables(rows: Rows) -> None:
    """The specification's nested example gives the rows of its own tables, with all their owners."""
    body = json.loads((DATA / "hsds-examples" / "service_full.json").read_bytes())
    made: dict[str, list[dict[str, str]]] = {}
    for table, row in Made().rows("services", body):
        made.setdefault(table, []).append(row)
    apart = {"meta_table_descriptions", "locations", "organizations"}
    for path in sorted((DATA / "hsds-examples" / "csv").glob("*.csv")):
        if path.stem in apart | {"metadata"}:
            continue
        assert len(made[path.stem]) == 1, path.stem
        (there,), (here,) = rows(path), made[path.stem]
        same = {name: cell for name, cell in there.items() if cell and not name.endswith("_id") and name != "id"}
        for name, cell in same.items():
            assert here.get(name) == cell or (path.stem, name) == ("service_capacity", "maximum"), (path.stem, name)
    (phone,) = made["phones"]
    owners = ("service_id", "location_id", "organization_id", "contact_id", "service_at_location_id")
    assert all(phone[name] for name in owners)


def test_objects_get_ids_that_stay() -> None:
    """What has no id gets one, always the same; what comes again with the same id elsewhere gets another."""
    body = {
        "id": "s",
        "phones": [{"number": "1"}, {"number": "1"}],
        "service_at_locations": [{"location": {"id": "l"}}],
    }
    first, again = list(Made().rows("services", body)), list(Made().rows("services", body))
    assert first == again
    assert len({row["id"] for _, row in first}) == len(first) == 5
    made = Made()
    shared = {"phones": [{"id": "p", "number": "1"}]}
    both = [*made.rows("services", {"id": "a", **shared}), *made.rows("services", {"id": "b", **shared})]
    phones = [row for table, row in both if table == "phones"]
    assert [one["service_id"] for one in phones] == ["a", "b"]
    assert phones[0]["id"] == "p" != phones[1]["id"]


def test_cells_become_values() -> None:
    """Numbers are numbers where the specification says so; empty cells and what nesting says are left out."""
    phone = {"id": "p", "service_id": "s", "contact_id": "", "number": "02", "extension": "007", "x": "1"}
    body = {
        "id": "s",
        "minimum_age": "12",
        "maximum_age": "17.5",
        "fees": "0",
        "phones": [phone],
        "organization_id": "o",
    }
    assert typed("services", {**body, "organization": {"id": "o"}, "alert": ""}) == {
        "id": "s",
        "minimum_age": 12,
        "maximum_age": 17.5,
        "fees": "0",
        "phones": [{"id": "p", "number": "02", "extension": "007", "x": "1"}],
        "organization": {"id": "o"},
    }


def test_a_package_promises_what_holds(tmp_path: Path) -> None:
    """Of types, formats, required and unique columns and keys, only what every cell holds to is said."""
    good = {"id": SERVICE, "organization_id": OTHER, "name": "S", "status": "active", "email": "a@b.org"}
    bad = {"id": OTHER, "name": "T", "status": "?", "minimum_age": "twelve", "url": "www", "email": "a@b.org"}
    described = package(
        tmp_path,
        ("services", good),
        ("services", bad),
        ("organizations", {"id": OTHER, "name": "O"}),
        ("phones", {"id": PHONE, "service_id": SERVICE, "number": "1"}),
        ("phones", {"id": PHONE, "service_id": PLACE, "number": "2"}),
    )
    assert faults(tmp_path) == []
    assert constraints(described, "services", "organization_id") == {
        "required": False,
        "type": "string",
        "format": "uuid",
    }
    assert constraints(described, "services", "status") == {"required": True, "type": "string", "format": None}
    assert constraints(described, "services", "minimum_age")["type"] == "string"
    assert constraints(described, "services", "email")["format"] == "email"
    assert constraints(described, "services", "url")["format"] is None
    assert constraints(described, "services", "id")["unique"] is True
    assert constraints(described, "phones", "id")["unique"] is False
    schemas = {one["name"]: one["schema"] for one in described["resources"]}
    assert schemas["service"]["primaryKey"] == "id"
    assert [one["fields"] for one in schemas["service"]["foreignKeys"]] == ["organization_id"]
    assert "primaryKey" not in schemas["phone"]
    assert "service_id" not in [one["fields"] for one in schemas["phone"].get("foreignKeys", [])]


def test_the_source_s_own_description_is_kept(tmp_path: Path) -> None:
    """What a package said of itself is said again, as far as it holds; unknown columns and tables are added."""
    fields = [
        {"name": "id", "type": "integer", "title": "Nummer", "constraints": {"required": True, "minimum": 5}},
        {"name": "gone", "type": "string"},
        {"name": "code", "type": "string", "constraints": {"pattern": "[a-z]+", "maxLength": 3}},
    ]
    keys = [{"fields": ["id"], "reference": {"resource": "", "fields": ["id"]}}]
    resource = {"name": "diensten", "path": "services.csv", "title": "D", "bytes": 7, "dialect": {"delimiter": ";"}}
    schema = {"fields": fields, "primaryKey": ["id"], "foreignKeys": keys}
    own = {"name": "x", "title": "Gids", "resources": [{**resource, "schema": schema}, {"name": "y", "path": "y.csv"}]}
    rows = [("services", {"id": "4", "code": "abcd", "more": "=1"}), ("odd", {"a": "x"})]
    described = package(tmp_path, *rows, tables={"services": ["id", "code"]}, described=own)
    assert faults(tmp_path) == []
    assert (described["title"], [one["name"] for one in described["resources"]]) == ("Gids", ["diensten", "odd"])
    services = described["resources"][0]
    assert (services["title"], "bytes" in services, services["dialect"]["delimiter"]) == ("D", False, ",")
    assert [one["name"] for one in services["schema"]["fields"]] == ["id", "code", "more"]
    assert services["schema"]["fields"][0]["title"] == "Nummer"
    assert constraints(described, "services", "id") == {"required": True, "type": "integer", "format": None}
    assert constraints(described, "services", "code") == {"pattern": "[a-z]+", "type": "string", "format": None}


def test_an_empty_package_is_one(tmp_path: Path) -> None:
    """Without any row there is a table of services with its columns."""
    described = package(tmp_path)
    assert faults(tmp_path) == []
    assert [one["path"] for one in described["resources"]] == ["services.csv"]
