"""Makes the rows of one source in one table equal to what was read, and keeps the ids of those that stay."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, TypeVar

from sqlalchemy import Table, bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from concertbot.features.directory.parts import Row
from concertbot.features.directory.store.tables import column_name

R = TypeVar("R", bound=Row)
Values = dict[str, Any]
BATCH = 5_000


def digest_of(record: Row) -> str:
    """Return a short text that differs when anything in a record differs."""
    return sha256(repr(record).encode(errors="surrogatepass")).hexdigest()[:32]


def row_of(record: Row, table: Table | None = None) -> Values:
    """Return a record's plain fields as columns: all, or those that a table has."""
    row = {column_name(name): getattr(record, name) for name in record.plain()}
    return row if table is None else {name: value for name, value in row.items() if name in table.c}


@dataclass(frozen=True, slots=True)
class Difference:
    """What an import does to the rows of a source, by the source's ids."""

    added: frozenset[str]
    changed: frozenset[str]
    removed: frozenset[str]
    unchanged: frozenset[str]


async def difference(session: AsyncSession, table: Table, source: str, digests: Mapping[str, str]) -> Difference:
    """Compare what was read with what is kept."""
    query = select(table.c.source_id, table.c.digest).where(table.c.source == source)
    kept: dict[str, str] = {row.source_id: row.digest for row in await session.execute(query)}
    same = frozenset(key for key, digest in digests.items() if kept.get(key) == digest)
    return Difference(
        added=frozenset(digests.keys() - kept.keys()),
        changed=frozenset(digests.keys() & kept.keys()) - same,
        removed=frozenset(kept.keys() - digests.keys()),
        unchanged=same,
    )


class Writer:
    """Inserts rows in batches."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._waiting: defaultdict[Table, list[Values]] = defaultdict(list)

    async def add(self, table: Table, row: Values) -> None:
        """Insert a row, now or with the next ones."""
        waiting = self._waiting[table]
        waiting.append(row)
        if len(waiting) >= BATCH:
            await self._session.execute(insert(table), waiting)
            waiting.clear()

    async def flush(self) -> None:
        """Insert what still waits."""
        for table, rows in self._waiting.items():
            if rows:
                await self._session.execute(insert(table), rows)
        self._waiting.clear()


@dataclass(frozen=True, slots=True)
class Synced:
    """What was done to a table, and the rows' ids by the source's ids."""

    found: Difference
    ids: Mapping[str, int]

    def again(self, records: Mapping[str, R]) -> list[tuple[int, R]]:
        """Return the records that were added or changed, with the ids of their rows."""
        return [(self.ids[key], record) for key, record in records.items() if key not in self.found.unchanged]

    def old(self) -> list[int]:
        """Return the ids of the rows that were changed."""
        return [self.ids[key] for key in sorted(self.found.changed)]


async def sync(
    session: AsyncSession,
    table: Table,
    source: str,
    records: Mapping[str, Row],
    more: Mapping[str, Values] | None = None,
) -> Synced:
    """Make a source's rows in a table equal to the records; `more` holds further columns by the source's ids."""

    def row(key: str) -> Values:
        return {**row_of(records[key], table), "digest": digests[key], **((more or {}).get(key, {}))}

    digests = {key: digest_of(record) for key, record in records.items()}
    found = await difference(session, table, source, digests)
    here = (table.c.source == source, table.c.source_id == bindparam("key"))
    if found.removed:
        await session.execute(delete(table).where(*here), [{"key": key} for key in sorted(found.removed)])
    if found.changed:
        await session.execute(update(table).where(*here), [{"key": key, **row(key)} for key in sorted(found.changed)])
    writer = Writer(session)
    for key in records:
        if key in found.added:
            await writer.add(table, row(key))
    await writer.flush()
    ids = await session.execute(select(table.c.source_id, table.c.id).where(table.c.source == source))
    return Synced(found, {one.source_id: one.id for one in ids})


async def forget(session: AsyncSession, table: Table, owner: str, ids: Iterable[int]) -> None:
    """Delete the rows that belong to owners, a location's without those that hold for one service there."""
    where = [table.c[f"{owner}_id"] == bindparam("key")]
    if owner == "location" and "service_id" in table.c:
        where.append(table.c.service_id.is_(None))
    keys = [{"key": one} for one in ids]
    if keys:
        await session.execute(delete(table).where(*where), keys)
