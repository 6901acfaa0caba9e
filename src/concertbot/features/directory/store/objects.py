"""The source's own objects, as they were imported last: what cards, exports and the lookup are derived from."""

from collections.abc import AsyncIterator, Collection, Mapping
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from concertbot.features.directory.formats.documents import SERVICE, Document, unpacked
from concertbot.features.directory.store.sources import DirectorySource
from concertbot.features.directory.store.tables import OBJECT

STEP = 500  # objects that are in memory at once
Found = Mapping[tuple[str, str], Mapping[str, Any]]  # bodies by kind and id


async def documents(session: AsyncSession, source: str, kind: str | None = None) -> AsyncIterator[Document]:
    """Go through what a source holds now, in its own order; what was retired is no more part of it."""
    query = select(OBJECT).where(OBJECT.c.import_id == _live(source), OBJECT.c.source == source)
    if kind is not None:
        query = query.where(OBJECT.c.kind == kind)
    last = 0
    while True:
        rows = (await session.execute(query.where(OBJECT.c.id > last).order_by(OBJECT.c.id).limit(STEP))).all()
        for row in rows:
            yield Document(row.kind, row.source, row.source_id, unpacked(row.body))
        if len(rows) < STEP:
            return
        last = rows[-1].id


async def service(session: AsyncSession, source: str, source_id: str) -> Document | None:
    """Return a service as it was imported last, retired or not."""
    there = (OBJECT.c.source == source, OBJECT.c.kind == SERVICE, OBJECT.c.source_id == source_id)
    # What a running import has brought so far is not there yet.
    query = select(OBJECT).where(*there, OBJECT.c.import_id <= _live(source))
    row = (await session.execute(query.order_by(OBJECT.c.import_id.desc()).limit(1))).one_or_none()
    return Document(row.kind, row.source, row.source_id, unpacked(row.body)) if row else None


async def bodies(session: AsyncSession, source: str, wanted: Collection[tuple[str, str]]) -> Found:
    """Return objects of a source by their kinds and ids, those that are there."""
    ids = sorted({source_id for _, source_id in wanted})
    query = select(OBJECT.c.kind, OBJECT.c.source_id, OBJECT.c.body)
    query = query.where(OBJECT.c.source == source, OBJECT.c.import_id == _live(source))
    rows = [row for at in range(0, len(ids), STEP) for row in await _with_ids(session, query, ids[at : at + STEP])]
    return {(row.kind, row.source_id): unpacked(row.body) for row in rows if (row.kind, row.source_id) in wanted}


async def _with_ids(session: AsyncSession, query: Select[Any], ids: Collection[str]) -> Collection[Any]:
    return (await session.execute(query.where(OBJECT.c.source_id.in_(ids)))).all()


def _live(source: str) -> Any:
    live = select(col(DirectorySource.import_id)).where(col(DirectorySource.name) == source)
    return select(func.coalesce(live.scalar_subquery(), 0)).scalar_subquery()
