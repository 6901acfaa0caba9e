"""A directory is brought in whole or not at all, and comes back as it was read."""

from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlmodel import SQLModel

from concertbot.bootstrap import declare_tables
from concertbot.domain.database import Database
from concertbot.domain.lookup import Entry
from concertbot.domain.people import Person
from concertbot.domain.services import RETIRED, Service
from concertbot.features.directory.correcting import UnknownServiceError, correct
from concertbot.features.directory.differences import Counts
from concertbot.features.directory.formats.documents import Document
from concertbot.features.directory.formats.origin import Origin
from concertbot.features.directory.formats.reading import open_directory
from concertbot.features.directory.importing import How, Report, folder_name, import_paths
from concertbot.features.directory.records import ServiceRecord
from concertbot.features.directory.store import queries, sources
from concertbot.features.directory.store.staging import Staging
from concertbot.features.directory.store.tables import OBJECT, ORGANISATION, STAGED

NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)
DATA = Path(__file__).parents[2] / "data" / "directory"
DEMO = Path(__file__).parents[3] / "config" / "demo" / "directory"
HEAD = "id,service_name,organization_name,phone,status"

declare_tables()


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """Return an empty database."""
    database = Database(f"sqlite:///{tmp_path}/directory.sqlite")
    async with database.writing() as connection:
        await connection.run_sync(SQLModel.metadata.create_all)
    yield database
    await database.close()


async def bring(database: Database, *paths: Path, **how: Any) -> Report:
    """Import a directory."""
    return await import_paths(database, paths, now=NOW, how=How(**how))


def read(*paths: Path) -> list[ServiceRecord]:
    """Return the services that stand there."""
    opened = open_directory(paths, Origin(folder_name(paths[0])))
    assert opened
    return [one.record for one in opened.documents if one.record]


async def entries(database: Database) -> list[Entry]:
    """Return what a lookup sees."""
    async with database.read() as session:
        return await queries.entries(session)


async def revision(database: Database) -> int:
    """Return the directory's revision."""
    async with database.read() as session:
        return await sources.revision(session)


def table(folder: Path, *rows: str) -> Path:
    """Write a directory."""
    path = folder / "services.csv"
    path.write_text("\n".join([HEAD, *rows]), encoding="utf-8")
    return path


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


async def test_what_is_back_is_found_again(tmp_path: Path, database: Database) -> None:
    """A service that was retired and stands in the file again is the same service."""
    both, one = ["a,A,O,1,", "b,B,O,2,"], ["a,A,O,1,"]
    await bring(database, table(tmp_path, *both))
    async with database.read() as session:
        before = {row.source_id: row.id for row in await session.scalars(select(Service))}
    await bring(database, table(tmp_path, *one))
    assert [found.id for found in await entries(database)] == ["a"]
    report = await bring(database, table(tmp_path, *both))
    assert report.counts[tmp_path.name] == Counts(added=1, unchanged=1)
    async with database.read() as session:
        assert {row.source_id: row.id for row in await session.scalars(select(Service))} == before


async def test_retiring_many_must_be_agreed_to(tmp_path: Path, database: Database) -> None:
    """More than a fifth of a source is not retired because somebody gave half a file."""
    await bring(database, table(tmp_path, *(f"{number},N{number},O,," for number in range(10))))
    path = table(tmp_path, *(f"{number},N{number},O,," for number in range(7)))
    asked: list[int] = []

    def refuse(_source: str, counts: Counts) -> bool:
        asked.append(counts.retired)
        return False

    refused = await bring(database, path, agreed=refuse)
    assert [one.code for one in refused.errors] == ["many-retired"]
    assert asked == [3]
    assert len(await entries(database)) == 10
    assert not (await bring(database, path, agreed=lambda _source, _counts: True)).refused
    assert len(await entries(database)) == 7
    few = table(tmp_path, *(f"{number},N{number},O,," for number in range(6)))
    assert not (await bring(database, few)).refused


async def test_strictly_a_warning_is_an_error(tmp_path: Path, database: Database) -> None:
    """With warnings nothing is changed, where that is asked for."""
    path = table(tmp_path, "a,A,O,1,unheard of")
    assert (await bring(database, path, strict=True)).refused
    assert await entries(database) == []
    assert not (await bring(database, path)).refused


async def test_a_crash_leaves_all_as_it_was(tmp_path: Path, database: Database) -> None:
    """What an import had written before it died is not seen, and is swept away by the next."""
    await bring(database, table(tmp_path, "a,A,O,1,"))
    died = await Staging.begin(database)
    (record,) = read(table(tmp_path, "a,Other,O,1,"))
    await died.add(Document("service", tmp_path.name, "a", {"id": "a"}, record), "{}", "digest")
    await died.flush()
    assert [one.name for one in await entries(database)] == ["A"]
    async with database.read() as session:
        seen = await queries.details(session, tmp_path.name, "a")
        assert seen
        assert seen.name == "A"
    await bring(database, table(tmp_path, "a,Third,O,1,"))
    assert [one.name for one in await entries(database)] == ["Third"]
    async with database.read() as session:
        assert await session.scalar(select(func.count()).select_from(OBJECT)) == 1
        assert await session.scalar(select(func.count()).select_from(STAGED)) == 0


async def test_of_two_imports_at_once_the_first_to_be_swept_gives_up(tmp_path: Path, database: Database) -> None:
    """It notices that its rows are gone, and changes nothing."""
    path = table(tmp_path, "a,A,O,1,")

    async def another(_imports: Mapping[str, int], _revision: int) -> None:
        await Staging.begin(database)

    refused = await bring(database, path, prepare=another)
    assert [one.code for one in refused.errors] == ["other-import"]
    assert await entries(database) == []


async def test_corrections_outlive_imports(tmp_path: Path, database: Database) -> None:
    """What people know better stands over the file, which is told where it now says otherwise."""
    key = (tmp_path.name, "a")
    await bring(database, table(tmp_path, "a,A,O,1,"))
    before = await revision(database)
    async with database.write() as session:
        assert await correct(session, key, {"phones": ["2"]}, NOW) == {"phones": (["1"], ["2"])}
    assert await revision(database) == before + 1
    again = await bring(database, table(tmp_path, "a,A,O,1,"))
    assert (again.differing, (await entries(database))[0].phones) == ((), ("2",))
    async with database.read() as session:
        full = await queries.details(session, *key)
        assert full
        assert [one.number for one in full.phones] == ["2"]
    (differs,) = (await bring(database, table(tmp_path, "a,A,O,3,"))).differing
    assert (differs.value, differs.now, differs.settled) == (["2"], ["3"], False)
    assert (await entries(database))[0].phones == ("2",)
    (differs,) = (await bring(database, table(tmp_path, "a,A,O,2,"))).differing
    assert differs.settled
    await bring(database, table(tmp_path, "a,A,O,4,"))
    assert (await entries(database))[0].phones == ("4",)


async def test_only_what_there_is_can_be_corrected(database: Database) -> None:
    """A service that nobody knows is told of."""
    async with database.write() as session:
        with pytest.raises(UnknownServiceError):
            await correct(session, ("s", "x"), {"name": "X"}, NOW)


async def test_what_changed_can_be_followed(tmp_path: Path, database: Database) -> None:
    """Since a revision, the services that are new, changed or retired are known."""
    await bring(database, table(tmp_path, "a,A,O,1,", "b,B,O,2,", "c,C,O,3,"))
    before = await revision(database)
    await bring(database, table(tmp_path, "a,A,O,1,", "b,Other,O,2,", "d,D,O,4,"))
    async with database.read() as session:
        changed = await queries.changed_since(session, before)
        found = await queries.entries_of(session, changed)
    assert {source_id for _, source_id in changed} == {"b", "c", "d"}
    assert {entry.name for entry in found.values()} == {"Other", "D"}
