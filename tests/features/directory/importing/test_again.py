"""What happens when a source comes again: what is back, gone, corrected, and what a crash left."""

import asyncio
from collections.abc import Mapping
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlmodel import col

from concertbot.domain.database import Database
from concertbot.domain.services import Service
from concertbot.features.directory.correcting import UnknownServiceError, correct
from concertbot.features.directory.differences import Counts
from concertbot.features.directory.formats.documents import Document
from concertbot.features.directory.store import queries
from concertbot.features.directory.store.staging import Staging
from concertbot.features.directory.store.tables import OBJECT, STAGED

from .conftest import NOW, bring, entries, read, revision, table


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


async def test_changes_at_once_are_counted_apart(tmp_path: Path, database: Database) -> None:
    """Each has a revision of its own: a bot that knows one of them still finds the others."""
    numbers = [str(number) for number in range(8)]
    await bring(database, table(tmp_path, *(f"{number},N{number},O,," for number in numbers)))

    async def one(number: str) -> None:
        async with database.write() as session:
            await correct(session, (tmp_path.name, number), {"name": f"Corrected {number}"}, NOW)

    await asyncio.gather(*map(one, numbers))
    async with database.read() as session:
        revisions = (await session.scalars(select(col(Service.revision)))).all()
    assert sorted(revisions) == list(range(2, 10))
