"""A directory is brought in whole or not at all, and comes back as it was read."""

from pathlib import Path

import pytest
from sqlalchemy import select

from concertbot.domain.database import Database
from concertbot.domain.people import Person
from concertbot.domain.services import RETIRED, Service
from concertbot.features.directory.differences import Counts
from concertbot.features.directory.store import queries, sources
from concertbot.features.directory.store.tables import ORGANISATION

from .conftest import DATA, DEMO, NOW, bring, entries, read, revision, table


@pytest.mark.parametrize(
    "paths",
    [
        ["brussels"],
        ["brussels-hsds"],
        ["hsds-examples/service_full.json"],
        ["hsds-examples/organization_full.json"],
        ["hsds-examples/csv"],
        ["finess/services.csv", "finess/structures.csv"],
        ["inclusion-v0"],
    ],
)
async def test_what_is_kept_is_what_was_read(paths: list[str], database: Database) -> None:
    """Every service comes back in full, exactly as it was read."""
    here = [DATA / path for path in paths]
    services = read(*here)
    report = await bring(database, *here)
    assert not report.refused
    assert sum(one.added for one in report.counts.values()) == len(services)
    async with database.read() as session:
        for service in services:
            assert await queries.details(session, service.source, service.id) == service


async def test_the_demo_directory_is_imported(database: Database) -> None:
    """All 291 services of the demo are there, in the order of the file, without a word of doubt."""
    report = await bring(database, DEMO / "services.csv", source="brussels")
    found = await entries(database)
    assert (report.errors, report.warnings) == ((), ())
    assert (len(found), found[0].id, found[0].source) == (291, "urg-112", "brussels")


async def test_importing_again_changes_nothing(database: Database) -> None:
    """The same file a second time leaves all alone, and a running bot need not look again."""
    await bring(database, DATA / "brussels")
    before = await revision(database)
    report = await bring(database, DATA / "brussels")
    assert report.counts == {"brussels": Counts(unchanged=12)}
    assert await revision(database) == before


async def test_a_newer_file_replaces_and_keeps_ids(tmp_path: Path, database: Database) -> None:
    """What is new is added, what differs is changed in place, what is gone is retired, and still known."""
    await bring(database, table(tmp_path, "a,A,O,1,", "b,B,O,2,", "c,C,Gone,3,"))
    async with database.write() as session:
        ids = {one.source_id: one.id for one in await session.scalars(select(Service))}
        organisation = (await session.scalars(select(ORGANISATION.c.id).where(ORGANISATION.c.name == "O"))).one()
        session.add(Person(name="Nadia", organisation_id=organisation))
    before = await revision(database)
    report = await bring(database, table(tmp_path, "a,A,O,1,", "b,B,O,22,", "d,D,O,4,"))
    assert report.counts == {tmp_path.name: Counts(added=1, changed=1, retired=1, unchanged=1)}
    assert {one.id: one.phones for one in await entries(database)} == {"a": ("1",), "b": ("22",), "d": ("4",)}
    assert await revision(database) == before + 1
    async with database.read() as session:
        now = {one.source_id: one.id for one in await session.scalars(select(Service))}
        assert (now["a"], now["b"]) == (ids["a"], ids["b"])
        assert (await session.scalars(select(Person))).one().organisation_id == organisation
        retired = await queries.details(session, tmp_path.name, "c")
        assert retired
        assert retired.status == RETIRED


async def test_a_changed_organisation_is_changed_everywhere(tmp_path: Path, database: Database) -> None:
    """Services see what is new about their organisation and their location."""
    services = '{"id": "s", "name": "S", "status": "active", "organization": %s, "service_at_locations": [%s]}'
    path = tmp_path / "x.json"
    for phone, city in (("1", "Lille"), ("2", "Lens")):
        organisation = f'{{"id": "o", "name": "O", "phones": [{{"number": "{phone}"}}]}}'
        place = f'{{"location": {{"id": "l", "addresses": [{{"city": "{city}"}}]}}}}'
        path.write_text(services % (organisation, place), encoding="utf-8")
        await bring(database, path)
        (entry,) = await entries(database)
        assert (entry.phones, entry.communes) == ((phone,), (city,))


async def test_other_sources_are_left_alone(tmp_path: Path, database: Database) -> None:
    """An import replaces the sources that it holds, also when they use the same ids."""
    await bring(database, table(tmp_path, "a,A,O,1,"), source="first")
    await bring(database, table(tmp_path, "a,Other,O,2,"), source="second")
    await bring(database, table(tmp_path, "b,B,O,3,"), source="second")
    found = {(one.source, one.id): one.name for one in await entries(database)}
    assert found == {("first", "a"): "A", ("second", "b"): "B"}
    async with database.read() as session:
        known = await sources.sources(session)
    assert [(one.name, one.format, one.services, one.revision) for one in known] == [
        ("first", "services.csv", 1, 1),
        ("second", "services.csv", 1, 3),
    ]


async def test_a_file_may_hold_several_sources(database: Database) -> None:
    """Each row goes to the source that it names."""
    report = await bring(database, DATA / "inclusion-v0")
    assert report.counts == {"dora": Counts(added=3)}
    assert report.format == "data.inclusion"


async def test_with_an_error_nothing_is_changed(tmp_path: Path, database: Database) -> None:
    """One bad row, and everything stays as it was."""
    await bring(database, table(tmp_path, "a,A,O,1,"))
    before = await revision(database)
    report = await bring(database, table(tmp_path, "a,A2,O,1,", "b,,O,2,"))
    assert report.refused
    assert [one.code for one in report.errors] == ["missing-name"]
    assert [one.name for one in await entries(database)] == ["A"]
    assert await revision(database) == before


async def test_a_dry_run_only_tells(tmp_path: Path, database: Database) -> None:
    """The counts are those of the import, and nothing is changed."""
    await bring(database, table(tmp_path, "a,A,O,1,", "b,B,O,2,"))
    path = table(tmp_path, "a,A,O,9,", "c,C,O,3,")
    foretold = await bring(database, path, dry_run=True)
    assert [one.id for one in await entries(database)] == ["a", "b"]
    assert list(map(str, foretold.changes)) == [
        f"changed: {tmp_path.name}/a (phone: “1” → “9”)",
        f"new: {tmp_path.name}/c",
        f"retired: {tmp_path.name}/b",
    ]
    assert foretold == await bring(database, path)
    assert (await bring(database, tmp_path / "none", dry_run=True)).refused


async def test_only_active_services_are_found(tmp_path: Path, database: Database) -> None:
    """A defunct, inactive or closed service is no answer to a lookup; its record can still be read."""
    await bring(
        database, table(tmp_path, "a,A,,,active", "b,B,,,defunct", "c,C,,,Temporarily closed", "d,D,,,inactive")
    )
    assert [one.id for one in await entries(database)] == ["a"]
    async with database.read() as session:
        closed = await queries.details(session, tmp_path.name, "c")
        assert closed
        assert closed.status == "temporarily closed"
        assert await queries.details(session, tmp_path.name, "z") is None


async def test_a_package_tells_its_licence(database: Database) -> None:
    """What a package says of itself is kept with the source."""
    await bring(database, DATA / "brussels-hsds")
    async with database.read() as session:
        (one,) = await sources.sources(session)
    assert (one.licence, one.format, one.imported_at) == ("CC0-1.0", "HSDS package", NOW)
    assert one.title.startswith("Annuaire de démonstration")


async def test_progress_is_told(database: Database) -> None:
    """How many services were read is told on the way and at the end."""
    told: list[tuple[int, int | None]] = []
    await bring(database, DEMO / "services.csv", progress=lambda number, about: told.append((number, about)))
    assert told == [(200, 292), (291, 291)]
