"""From any format to any other: what comes back, and what the formats' own rules say."""

import json
from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import frictionless
import jsonschema
import pytest

from concertbot.features.directory.entries import entry_of
from concertbot.features.directory.records import ServiceRecord
from concertbot.features.directory.writing.flat_export import FlatExport, WorkbookExport
from concertbot.features.directory.writing.hsds_export import ObjectsExport, PackageExport
from concertbot.features.directory.writing.inclusion_export import InclusionExport

DATA = Path(__file__).parents[3] / "data" / "directory"
DEMO = Path(__file__).parents[4] / "config" / "demo" / "directory" / "services.csv"
INPUTS = [
    [DEMO],
    [DATA / "brussels-hsds"],
    [DATA / "hsds-examples" / "service_full.json"],
    [DATA / "finess" / "services.csv", DATA / "finess" / "structures.csv"],
    [DATA / "inclusion-v0"],
]
NAMES = ["flat", "hsds-csv", "hsds-json", "inclusion-v1", "inclusion-v0"]
FILLED = {"country", "state_province"}  # what HSDS requires and a source may not say
Read = Callable[..., list[ServiceRecord]]
Written = Callable[..., Any]
Rows = Callable[[Path], list[dict[str, str]]]

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


def essence(record: Any) -> Any:
    """Return a record without ids of its parts, which HSDS requires, and without what is said to be unknown."""
    if is_dataclass(record):
        apart = FILLED | (set() if isinstance(record, ServiceRecord) else {"id", "uuid"}) | {"extra"}
        return {one.name: essence(getattr(record, one.name)) for one in fields(record) if one.name not in apart}
    if isinstance(record, tuple):
        return [essence(one) for one in record]
    return "" if record == "(unknown)" else record


@pytest.mark.parametrize("paths", INPUTS, ids=NAMES)
async def test_a_package_holds_all(paths: Sequence[Path], read: Read, written: Written) -> None:
    """An HSDS package of any directory is valid, and reads as the same services."""
    services = read(*paths)
    (folder,) = await written(PackageExport, "p", services)
    report = frictionless.Package(str(folder / "datapackage.json")).validate()
    assert report.flatten(["title", "note"]) == []
    again = read(folder)
    assert [essence(one) for one in again] == [essence(one) for one in services]
    assert [entry_of(one) for one in again] == [entry_of(one) for one in services]


@pytest.mark.parametrize("paths", INPUTS, ids=NAMES)
async def test_objects_hold_all(paths: Sequence[Path], read: Read, written: Written) -> None:
    """HSDS objects of any directory read as the same services; the source's own id stands beside the UUID."""
    services = read(*paths)
    (path,) = await written(ObjectsExport, "o.json", services)
    again = read(path)
    assert [essence(one) for one in again] == [essence(one) for one in services]
    assert [one["id"] for one in json.loads(path.read_bytes())] == [one.uuid for one in services]


@pytest.mark.parametrize("exporter", [FlatExport, WorkbookExport])
@pytest.mark.parametrize("paths", INPUTS, ids=NAMES)
async def test_a_table_shows_what_people_see(
    paths: Sequence[Path], exporter: type[FlatExport], read: Read, written: Written
) -> None:
    """One row a service gives the entries that people see; what has no column there stands in a further one."""
    services = read(*paths)
    again = read(*await written(exporter, f"t{exporter.suffix}", services))
    assert [replace(entry_of(one), terms=()) for one in again] == [replace(entry_of(one), terms=()) for one in services]
    for one, before in zip(again, services, strict=True):
        terms = {word for _, cell in one.extra for word in cell.split("|")}
        assert {*entry_of(before).terms[0:], before.alert, before.program} - {""} <= terms | set(entry_of(one).terms)


def invalid(kind: str, item: Any) -> list[str]:
    """Return what the JSON Schema of data.inclusion says against an object."""
    schema = json.loads((DATA / "inclusion-schema" / f"{kind}.json").read_bytes())
    return [f"{one.json_path}: {one.validator}" for one in jsonschema.Draft202012Validator(schema).iter_errors(item)]


@pytest.mark.parametrize("paths", INPUTS[:4], ids=NAMES[:4])
async def test_data_inclusion_is_valid(paths: Sequence[Path], read: Read, written: Written) -> None:
    """Services and structures of any directory keep to the JSON Schemas, Belgian ones too."""
    services = read(*paths)
    path, structures = await written(InclusionExport, "i.json", services)
    assert structures.name == "i-structures.json"
    for kind, written_to in (("service", path), ("structure", structures)):
        assert [said for one in json.loads(written_to.read_bytes()) for said in invalid(kind, one)] == []
    again = read(path, structures)
    assert [(one.id, one.name, one.phones[:1]) for one in again] == [
        (one.id, one.name, tuple(replace(phone, id="", extra=()) for phone in one.phones[:1])) for one in again
    ]
    organisations = {one.organisation.name for one in services if one.organisation}
    assert {one.organisation.name for one in again if one.organisation} == organisations


async def test_both_shapes_of_data_inclusion_say_the_same(read: Read, written: Written) -> None:
    """Tables and objects read as the same services."""
    services = read(DEMO)
    (folder,) = await written(InclusionExport, "i", services)
    assert sorted(one.name for one in folder.iterdir()) == ["services.csv", "structures.csv"]
    tables, objects = read(folder), read(*await written(InclusionExport, "i.json", services))
    assert [essence(one) for one in tables] == [essence(one) for one in objects]
    assert [sorted(one.extra) for one in tables] == [sorted(one.extra) for one in objects]


async def test_belgian_postcodes_stand_apart(read: Read, written: Written, rows: Rows) -> None:
    """Four digits are no code_postal; what the format has no column for is marked by its name."""
    (folder,) = await written(InclusionExport, "i", read(DEMO))
    row = next(one for one in rows(folder / "services.csv") if one["_postal_code"])
    assert row["code_postal"] == ""
    assert row["commune"] == "Bruxelles"
    assert {row["_care_level"], row["_languages"]} - {""}


async def test_what_nobody_knows_is_not_made_up(tmp_path: Path, read: Read, written: Written, rows: Rows) -> None:
    """What HSDS requires and nobody said is said to be unknown; the country is that of the settings."""
    path = tmp_path / "services.csv"
    path.write_text(
        "id,service_name,organization_name,postal_code,care_level\na,A,O,1050,3\nb,B,,,\n", encoding="utf-8"
    )
    (folder,) = await written(PackageExport, "p", read(path), country="NL")
    (address,) = rows(folder / "addresses.csv")
    assert (address["address_1"], address["city"], address["country"]) == ("(unknown)", "(unknown)", "NL")
    first, second = rows(folder / "services.csv")
    assert (first["status"], second["organization_id"]) == ("active", "")
    assert [one["link_type"] for one in rows(folder / "attributes.csv")] == ["care_level"]
    assert [one.care_level for one in read(folder)] == [3, None]


async def test_codes_are_unique(read: Read, written: Written, rows: Rows) -> None:
    """Terms of several taxonomies may share a code; HSDS wants one for each."""
    services = read(DATA / "finess" / "services.csv", DATA / "finess" / "structures.csv")
    one, *others = services[0].attributes
    twin = replace(one, term=replace(one.term, id="other", taxonomy="autre", name="Autre"))
    (folder,) = await written(PackageExport, "p", [replace(services[0], attributes=(one, twin, *others))])
    codes = [term["code"] for term in rows(folder / "taxonomy_terms.csv")]
    assert len(codes) == len(set(codes))
    assert {one.term.code, f"autre:{one.term.code}"} <= set(codes)


@pytest.mark.parametrize(
    ("exporter", "name"),
    [(PackageExport, "p"), (ObjectsExport, "o.ndjson"), (InclusionExport, "i"), (FlatExport, "t.csv")],
)
async def test_several_sources_stay_apart(
    exporter: type[PackageExport], name: str, read: Read, written: Written
) -> None:
    """Services of several sources say which one they come from, and go back there."""
    first, second = read(DATA / "brussels", source="first"), read(DATA / "finess", source="second")
    again = read(*await written(exporter, name, first, second), source="")
    assert [(one.source, one.name) for one in again] == [(one.source, one.name) for one in (*first, *second)]
