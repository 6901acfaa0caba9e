"""What the directory is asked: entries for a lookup, what changed, or one service in full."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from concertbot.domain.lookup import Entry
from concertbot.domain.services import ACTIVE
from concertbot.features.directory.formats import documents
from concertbot.features.directory.formats.derived import record_of, references
from concertbot.features.directory.formats.places import Places
from concertbot.features.directory.records import ServiceRecord
from concertbot.features.directory.store import objects, sources
from concertbot.features.directory.store.corrections import corrected, corrected_record, corrections
from concertbot.features.directory.store.packed import Packed, entry_of, text_of
from concertbot.features.directory.store.sources import DirectorySource
from concertbot.features.directory.store.tables import OBJECT, SERVICE, STAGED

Key = tuple[str, str]  # source, id in the source
STEP = 500  # keys that are asked for at once
NOWHERE = Places()


async def entries(session: AsyncSession) -> list[Entry]:
    """Return the active services as entries, in the order in which they were first imported."""
    rows = (await session.execute(_entries().where(SERVICE.c.status == ACTIVE))).all()
    return await _corrected(session, [entry_of(*row) for row in rows])


async def coming(session: AsyncSession, imports: Mapping[str, int]) -> Packed:
    """Return the active services as they will be once the imports of some sources are swapped in."""
    others = _entries().where(SERVICE.c.status == ACTIVE, SERVICE.c.source.not_in(imports))
    there = (OBJECT.c[name] == STAGED.c[name] for name in ("import_id", "source", "kind", "source_id"))
    staged = select(STAGED.c.source, STAGED.c.source_id, OBJECT.c.entry).where(*_staged(imports), *there)
    known, packed = await corrections(session), Packed()
    for query in (others, staged.order_by(STAGED.c.id)):
        async for source, source_id, text in await session.stream(query):
            fields = known.get(source, {}).get(source_id)
            packed.add(source, source_id, _as_corrected((source, source_id, text), fields) if fields else text)
    return packed


def _as_corrected(row: tuple[str, str, str], fields: Mapping[str, Any]) -> str:
    return text_of(corrected(entry_of(*row), fields))


async def count_coming(session: AsyncSession, imports: Mapping[str, int]) -> int:
    """Return how many active services the imports of some sources will bring."""
    return int((await session.scalars(select(func.count()).select_from(STAGED).where(*_staged(imports)))).one())


def _staged(imports: Mapping[str, int]) -> Sequence[ColumnElement[bool]]:
    ours = STAGED.c.import_id.in_(set(imports.values()))
    return (STAGED.c.kind == documents.SERVICE, STAGED.c.status == ACTIVE, ours)


async def entries_of(session: AsyncSession, keys: Sequence[Key]) -> Mapping[Key, Entry]:
    """Return the entries of some active services; those that are no more are left out."""
    found: list[Entry] = []
    for at in range(0, len(keys), STEP):
        some = keys[at : at + STEP]
        query = _entries().where(SERVICE.c.status == ACTIVE, SERVICE.c.source_id.in_([one for _, one in some]))
        found.extend(entry_of(*row) for row in (await session.execute(query)).all() if (row[0], row[1]) in some)
    return {(entry.source, entry.id): entry for entry in await _corrected(session, found)}


async def imported(session: AsyncSession, key: Key) -> Entry | None:
    """Return an active service as its source says it, without what people corrected."""
    source, source_id = key
    query = _entries().where(SERVICE.c.status == ACTIVE, SERVICE.c.source == source, SERVICE.c.source_id == source_id)
    row = (await session.execute(query)).one_or_none()
    return entry_of(*row) if row else None


async def status(session: AsyncSession, key: Key) -> str | None:
    """Return the status of a service; None when there is no such service."""
    source, source_id = key
    query = select(SERVICE.c.status).where(SERVICE.c.source == source, SERVICE.c.source_id == source_id)
    return (await session.scalars(query)).one_or_none()


async def changed_since(session: AsyncSession, revision: int) -> Sequence[Key]:
    """Return the services that changed after a revision of the directory."""
    query = select(SERVICE.c.source, SERVICE.c.source_id).where(SERVICE.c.revision > revision)
    return [(source, source_id) for source, source_id in (await session.execute(query)).all()]


async def details(session: AsyncSession, source: str, source_id: str, places: Places = NOWHERE) -> ServiceRecord | None:
    """Return everything people see of a service, active or not; None when there is no such service."""
    document = await objects.service(session, source, source_id)
    layout = await sources.layout(session, source)
    if document is None or not layout:
        return None
    record = record_of(document, layout, await _others(session, document, layout), places)
    fields = (await corrections(session, source)).get(source, {}).get(source_id, {})
    return replace(corrected_record(record, fields), status=await status(session, (source, source_id)) or record.status)


async def _others(
    session: AsyncSession, document: documents.Document, layout: Mapping[str, Any]
) -> Mapping[Key, Mapping[str, Any]]:
    """Return what an object points to, and what that points to, until nothing is left."""
    found: dict[Key, Mapping[str, Any]] = {}
    wanted = references(layout, document.body)
    while wanted:
        new = await objects.bodies(session, document.source, wanted)
        found |= new
        wanted = {key for body in new.values() for key in references(layout, body)} - found.keys() - wanted
    return found


def _entries() -> Select[Any]:
    there = and_(
        OBJECT.c.source == SERVICE.c.source,
        OBJECT.c.kind == documents.SERVICE,
        OBJECT.c.source_id == SERVICE.c.source_id,
        OBJECT.c.import_id == col(DirectorySource.import_id),
    )
    columns = select(SERVICE.c.source, SERVICE.c.source_id, OBJECT.c.entry)
    joined = SERVICE.join(DirectorySource, col(DirectorySource.name) == SERVICE.c.source).join(OBJECT, there)
    return columns.select_from(joined).order_by(SERVICE.c.id)


async def _corrected(session: AsyncSession, found: Collection[Entry]) -> list[Entry]:
    known = await corrections(session)
    return [
        corrected(entry, known[entry.source][entry.id])
        if entry.source in known and entry.id in known[entry.source]
        else entry
        for entry in found
    ]
