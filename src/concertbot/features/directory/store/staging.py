"""What an import brings, written little by little and unseen, then put in place at once."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Table, delete, exists, func, insert, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from concertbot.domain.alone import Alone, alone
from concertbot.domain.database import Database
from concertbot.domain.services import RETIRED
from concertbot.features.directory.formats import documents
from concertbot.features.directory.formats.documents import Document
from concertbot.features.directory.store.sources import DirectorySource
from concertbot.features.directory.store.tables import OBJECT, ORGANISATION, SERVICE, STAGED

BATCH = 1_000  # rows that are written in one transaction, so that nobody waits for long
SWEPT = 5_000  # rows that are deleted in one
Values = dict[str, Any]


class OtherImportError(Exception):
    """Another import is running."""


class Staging:
    """The rows of one import. Nobody sees them until they are swapped in."""

    def __init__(self, database: Database, import_id: int) -> None:
        self.import_id = import_id
        self._database = database
        self._objects: list[Values] = []
        self._staged: list[Values] = []
        self._written = 0
        self._organisations: set[tuple[str, str]] = set()

    @classmethod
    async def begin(cls, database: Database) -> "Staging":
        """Sweep away what an import left that did not come to its end, and begin another."""
        async with database.write() as session:
            await alone(session, Alone.CHANGING_THE_DIRECTORY)
            live = select(func.coalesce(func.max(DirectorySource.import_id), 0))
            last = int((await session.scalars(live)).one())
            await session.execute(delete(STAGED))
        await sweep(database, OBJECT.c.import_id > last)
        return cls(database, last + 1)

    async def add(self, document: Document, entry: str, digest: str) -> None:
        """Write an object, now or with the next ones."""
        body = documents.packed(document.body)
        where = {"import_id": self.import_id, "source": document.source, "kind": document.kind}
        self._objects.append({**where, "source_id": document.id, "body": body, "entry": entry})
        if document.record:
            self._stage(document, digest)
        if len(self._objects) >= BATCH:
            await self.flush()

    def _stage(self, document: Document, digest: str) -> None:
        record = document.record
        owner = record.organisation if record else None
        if owner and (document.source, owner.id) not in self._organisations:
            self._organisations.add((document.source, owner.id))
            self._staged.append(self._row(documents.ORGANISATION, owner, "", ""))
        if record:
            self._staged.append(self._row(documents.SERVICE, record, digest, owner.id if owner else ""))

    def _row(self, kind: str, record: Any, digest: str, organisation: str) -> Values:
        return {
            "import_id": self.import_id,
            "source": record.source,
            "kind": kind,
            "source_id": record.id,
            "uuid": record.uuid,
            "name": record.name,
            "status": getattr(record, "status", ""),
            "digest": digest,
            "organisation": organisation,
        }

    async def flush(self) -> None:
        """Write what still waits."""
        async with self._database.write() as session:
            for table, rows in ((OBJECT, self._objects), (STAGED, self._staged)):
                if rows:
                    await session.execute(insert(table), rows)
        self._written += len(self._objects)
        self._objects.clear()
        self._staged.clear()

    async def discard(self) -> None:
        """Take back what was written."""
        async with self._database.write() as session:
            await session.execute(delete(STAGED).where(STAGED.c.import_id == self.import_id))
        await sweep(self._database, OBJECT.c.import_id == self.import_id)

    async def swap(self, session: AsyncSession, names: Sequence[str], revision: int) -> None:
        """Put what was staged in the place of what these sources had. Raises OtherImportError."""
        query = select(func.count()).select_from(OBJECT).where(OBJECT.c.import_id == self.import_id)
        if int((await session.scalars(query)).one()) != self._written:
            raise OtherImportError
        await _sync(session, self.import_id, ORGANISATION, documents.ORGANISATION, {})
        await _sync(session, self.import_id, SERVICE, documents.SERVICE, {"revision": revision})
        await _retire(session, self.import_id, names, revision)
        await session.execute(delete(STAGED).where(STAGED.c.import_id == self.import_id))


def _staged(table: Table, import_id: int, kind: str) -> Sequence[Any]:
    return (
        STAGED.c.import_id == import_id,
        STAGED.c.kind == kind,
        STAGED.c.source == table.c.source,
        STAGED.c.source_id == table.c.source_id,
    )


async def _sync(session: AsyncSession, import_id: int, table: Table, kind: str, more: Mapping[str, Any]) -> None:
    """Insert what is new and change what differs in a table of nouns; rows that stay keep their ids."""
    names = [name for name in ("uuid", "name", "status", "digest") if name in table.c]
    values: Values = {name: STAGED.c[name] for name in names}
    if table is SERVICE:
        owned = (ORGANISATION.c.source == STAGED.c.source, ORGANISATION.c.source_id == STAGED.c.organisation)
        values["organisation_id"] = select(ORGANISATION.c.id).where(*owned).scalar_subquery()
    here = _staged(table, import_id, kind)
    differs = or_(*(table.c[name] != STAGED.c[name] for name in names))
    await session.execute(update(table).where(*here, differs).values({**values, **more}))
    columns = ["source", "source_id", *values, *more]
    new = select(STAGED.c.source, STAGED.c.source_id, *values.values(), *map(literal, more.values()))
    new = new.where(STAGED.c.import_id == import_id, STAGED.c.kind == kind, ~exists().where(*here[2:]))
    await session.execute(insert(table).from_select(columns, new.order_by(STAGED.c.id)))


async def _retire(session: AsyncSession, import_id: int, sources: Collection[str], revision: int) -> None:
    gone = ~exists().where(*_staged(SERVICE, import_id, documents.SERVICE))
    where = (SERVICE.c.source.in_(sources), SERVICE.c.status != RETIRED, gone)
    await session.execute(update(SERVICE).where(*where).values(status=RETIRED, revision=revision))


async def sweep(database: Database, *where: Any) -> None:
    """Delete objects little by little, so that nobody waits for long."""
    while True:
        async with database.write() as session:
            some = select(OBJECT.c.id).where(*where).limit(SWEPT)
            gone: Any = await session.execute(delete(OBJECT).where(OBJECT.c.id.in_(some)))
        if gone.rowcount < SWEPT:
            return


async def forget_old(database: Database, names: Sequence[str], import_id: int) -> None:
    """Delete the objects that an import replaced; of services that were retired, the last ones stay."""
    for name in names:
        retired = select(SERVICE.c.source_id).where(SERVICE.c.source == name, SERVICE.c.status == RETIRED)
        kept = (OBJECT.c.kind == documents.SERVICE) & OBJECT.c.source_id.in_(retired)
        await sweep(database, OBJECT.c.source == name, OBJECT.c.import_id < import_id, ~kept)
