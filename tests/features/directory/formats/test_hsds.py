"""HSDS 3, as nested JSON and as a package of tables."""

import json
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from concertbot.features.directory.entries import entry_of

Read = Callable[..., Any]
Write = Callable[..., Path]


def service(**more: Any) -> dict[str, Any]:
    """Return a small service."""
    return {"id": "a", "name": "Accueil", "status": "active", **more}


def test_the_same_directory_reads_the_same_from_a_table_and_a_package(data: Path, read: Read) -> None:
    """The Brussels rows and their HSDS package give equal entries, with the same ids."""
    table = [entry_of(one) for one in read(data / "brussels", source="b").services]
    package = [entry_of(one) for one in read(data / "brussels-hsds", source="b").services]
    assert len(table) == 12
    assert package == table
    by_path = read(data / "brussels-hsds" / "datapackage.json", source="b").services
    assert [entry_of(one) for one in by_path] == table
    by_services = read(data / "brussels-hsds" / "services.csv", source="b").services
    assert [entry_of(one) for one in by_services] == table


def test_a_slug_is_shown_and_the_uuid_kept(data: Path, read: Read) -> None:
    """Where a package maps its ids, people see the source's."""
    first = read(data / "brussels-hsds").services[0]
    assert (first.source, first.id, first.uuid) == ("brussels-hsds", "urg-112", "f44e48de-ec4a-5b79-8d3f-b3ecaed38f8a")


@pytest.mark.parametrize("file", ["service_full.json", "organization_full.json", "csv"])
def test_the_official_examples_are_read_in_full(file: str, data: Path, read: Read) -> None:
    """Everything that people see of the specification's own example is there."""
    (one,) = read(data / "hsds-examples" / file).services
    place = one.places[0]
    assert one.id == one.uuid == "ac148810-d857-441c-9679-408f346de14b"
    assert (one.name, one.organisation.name) == ("Community Counselling", "Example Organization Inc.")
    assert (one.minimum_age, one.maximum_age, one.verified_on) == (12, 100, date(2005, 1, 1))
    assert (one.program, one.last_modified) == ("Community Mental Health Support", date(2023, 3, 15))
    assert (one.phones[0].number, one.phones[0].extension, one.phones[0].languages) == (
        "+44 1234 234567",
        "100",
        ("ur",),
    )
    assert (one.languages[0].spoken, one.languages[0].name) == ("ur", "Urdu")
    assert (one.schedules[0].byday, one.schedules[0].opens_at, one.schedules[0].until) == (
        "TH,FR",
        "10:00:00",
        date(2005, 1, 1),
    )
    assert (one.costs[0].amount, one.costs[0].currency, one.costs[0].option) == (35, "gbp", "Under 18s and Over 60s")
    assert one.documents[0].document.startswith("Any official")
    assert one.areas[0].extent_type == "geojson"
    assert one.funding[0].source.startswith("This service")
    assert (place.location.name, place.location.latitude, place.location.type) == (
        "MyCity Civic Center",
        100,
        "physical",
    )
    assert place.location.transportation.startswith("MyCity Civic Center is serviced")
    assert place.location.accessibility[0].details.startswith("Switch hearing aid")
    assert (place.location.addresses[0].address_1, place.location.addresses[0].type) == ("1-30 Main Street", "postal")
    assert (place.phones[0].number, place.schedules[0].closes_at) == ("+44 1234 234567", "18:00:00")
    assert one.organisation.identifiers[0].scheme == "GB-COH"
    assert one.extra == place.extra == place.location.extra == one.organisation.extra == ()


def test_what_version_3_1_adds_is_read(data: Path, read: Read) -> None:
    """Capacity with its unit, further links, and an attribute's label."""
    (one,) = read(data / "hsds-examples" / "service_full.json").services
    capacity = one.capacities[0]
    assert (capacity.unit, capacity.available, capacity.maximum, capacity.updated) == (
        "Kilogram",
        12,
        10,
        date(2024, 9, 25),
    )
    assert (one.links[0].label, one.links[0].url) == ("Website", "https://example.org")
    assert (one.attributes[0].label, one.attributes[0].term.code) == ("An Example Label", "code")


def test_a_page_is_read(data: Path, read: Read) -> None:
    """The services of a page are its contents; that other pages are not here is told."""
    result = read(data / "hsds-examples" / "service_list.json")
    assert [one.organisation.alternate_names for one in result.services] == [("Example Org",)]
    assert "this is one of 10 pages, and not all of them are here." in result.told[0]


def test_pages_that_are_all_here_are_no_matter(write: Write, read: Read) -> None:
    """Each page says how many there are, before its contents or after them."""
    first = write("1.json", json.dumps({"total_pages": 2, "contents": [service(id="a")]}))
    second = write("2.json", json.dumps({"contents": [service(id="b")], "total_pages": 2}))
    assert read(first, second).told == []
    assert read(first).codes == read(second).codes == ["missing-pages"]


@pytest.mark.parametrize("file", ["service_full.json", "organization_full.json", "csv"])
def test_persons_are_not_kept(file: str, data: Path, read: Read) -> None:
    """No name of a person stays; functions and shared mailboxes do, and what is left out is told."""
    result = read(data / "hsds-examples" / file)
    assert "Persona" not in repr(result.services)
    assert set(result.codes) == {"person-left-out"}
    assert result.services[0].contacts[0].title == "Reception Manager"


@pytest.mark.parametrize(
    ("contact", "kept"),
    [
        ({"email": "accueil@example.org"}, "accueil@example.org"),
        ({"email": "ssm.secretariat@example.org"}, "ssm.secretariat@example.org"),
        ({"email": "anne.dupont@example.org", "title": "Direction"}, ""),
        ({"name": "Anne Dupont", "email": "anne@example.org"}, None),
    ],
)
def test_only_shared_mailboxes_are_kept(contact: Mapping[str, str], kept: str | None, write: Write, read: Read) -> None:
    """A mailbox that may be somebody's own is left out; a contact with nothing else too."""
    (one,) = read(write("x.json", json.dumps(service(contacts=[contact])))).services
    assert [found.email for found in one.contacts] == ([] if kept is None else [kept])


def test_shapes_of_json_give_the_same(write: Write, read: Read) -> None:
    """One service, a list, a page, one a line, and a tree under its organisation."""
    organisation = {"id": "o", "name": "Le Foyer"}
    one = service(organization=organisation)
    expected = read(write("a.json", json.dumps(one))).only
    for content in (
        json.dumps([one]),
        json.dumps({"total_items": 1, "contents": [one], "size": 1}, indent=1),
        f"\n{json.dumps(one)}\n\n",
        json.dumps({**organisation, "services": [service()]}),
    ):
        assert read(write("a.json", content)).only == expected
    assert len(read(write("a.ndjson", f"{json.dumps(one)}\n{json.dumps(service(id='b'))}\n")).services) == 2


def test_attributes_give_level_kind_and_audience(write: Write, read: Read) -> None:
    """A level is no term; what has no meaning here stays a term, also without a taxonomy."""

    def attribute(link_type: str, code: str, name: str) -> dict[str, Any]:
        return {"link_type": link_type, "taxonomy_term": {"id": code, "code": code, "name": name}}

    attributes = [
        attribute("care_level", "level:4", "4 mobile"),
        attribute("service_category", "k1", "équipe mobile"),
        attribute("service_category", "k2", "jeunesse"),
        attribute("audience", "p1", "adolescents"),
        {"label": "gratuit"},
        {"value": ""},
    ]
    entry = entry_of(read(write("x.json", json.dumps(service(attributes=attributes)))).only)
    assert (entry.care_level, entry.kind, entry.audiences) == (4, "équipe mobile", ("adolescents",))
    assert entry.terms == ("jeunesse", "gratuit")


def test_unknown_members_are_kept(write: Write, read: Read) -> None:
    """What has no field here is kept as text."""
    phone = {"number": "02 123", "hours": "9-12", "service_id": "a"}
    odd = service(saturated={"status": True}, phones=[phone, {"number": ""}], **{"no\ud800te": "\ud800x"})
    one = read(write("x.json", json.dumps(odd))).only
    assert one.extra == (("saturated", '{"status": true}'), ("note", "x"))
    assert [(found.number, found.extra) for found in one.phones] == [("02 123", (("hours", "9-12"),))]


def test_a_row_that_points_nowhere_is_told(tmp_path: Path, write: Write, read: Read) -> None:
    """A missing organisation is told with the cell that names it; the service is kept."""
    write("services.csv", "id,organization_id,name,status\na,o,Accueil,active\n")
    write("organizations.csv", "id,name\n")
    result = read(tmp_path)
    assert result.services[0].organisation is None
    assert result.told == [
        "services.csv:2:2: organizations.csv has no o, to which this row points. Add it, or empty the cell."
    ]


def test_tables_of_a_package_are_checked(tmp_path: Path, write: Write, read: Read) -> None:
    """A table without the columns it needs is refused."""
    write("services.csv", "id,organization_id,status\na,o,active\n")
    assert read(tmp_path).told == ["services.csv:1:1: the columns name are missing. Add them to the first line."]


def test_what_holds_at_one_location_stays_there(write: Write, read: Read) -> None:
    """Hours of a service at a location are not the location's, nor the service's elsewhere."""
    location = {"id": "l", "name": "Maison", "schedules": [{"description": "house"}]}
    there = {"location": location, "schedules": [{"description": "service there"}]}
    one = read(write("x.json", json.dumps(service(service_at_locations=[there, {"location": None}])))).only
    (place,) = one.places
    assert [found.description for found in place.schedules] == ["service there"]
    assert [found.description for found in place.location.schedules] == ["house"]
    assert one.schedules == ()
