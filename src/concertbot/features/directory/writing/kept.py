"""A source as the database keeps it, to be written out."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Self

from sqlalchemy.ext.asyncio import AsyncSession

from concertbot.features.directory.formats.derived import record_of, references
from concertbot.features.directory.formats.documents import ORGANISATION, SERVICE, Document
from concertbot.features.directory.formats.places import Places
from concertbot.features.directory.records import OrganisationRecord, ServiceRecord
from concertbot.features.directory.store import objects
from concertbot.features.directory.store.corrections import corrections
from concertbot.features.directory.store.sources import DirectorySource
from concertbot.features.directory.writing.corrected import corrected
from concertbot.features.directory.writing.source import FLAT, HSDS, INCLUSION, Origin
from concertbot.features.directory.writing.wholes import Bodies, Key, Whole, batches, wholes


class Kept:
    """Goes through what is kept of a source, in batches; what people corrected stands in it."""

    def __init__(self, session: AsyncSession, origin: Origin, places: Places, known: Mapping[str, Any]) -> None:
        self.origin = origin
        self._session = session
        self._places = places
        self._corrections = known

    @classmethod
    async def of(cls, session: AsyncSession, row: DirectorySource, places: Places) -> Self:
        """Return the source of a row."""
        origin = Origin(row.name, row.layout, row.imported_at.date())
        return cls(session, origin, places, (await corrections(session, row.name)).get(row.name, {}))

    async def documents(self, kind: str | None = None) -> AsyncIterator[Document]:
        """Go through what was imported, in its order."""
        async for one in objects.documents(self._session, self.origin.name, kind):
            known = self._corrections.get(one.id) if one.kind == SERVICE else None
            yield replace(one, body=corrected(self.origin, one.body, known)) if known else one

    async def wholes(self, kind: str) -> AsyncIterator[Whole]:
        """Go through what was imported of a kind, with the objects in place for which a reference stands."""
        async for one in wholes(self.documents(kind), self.origin.layout, self._find):
            yield one

    async def services(self) -> AsyncIterator[ServiceRecord]:
        """Go through the services as records."""
        async for batch in batches(self.wholes(SERVICE)):
            for record in await self._records(batch):
                yield record

    async def organisations(self) -> AsyncIterator[OrganisationRecord]:
        """Go through the organisations as records, each once."""
        told: set[str] = set()
        if self.origin.family == FLAT or (self.origin.family == HSDS and not self.origin.is_table):
            async for service in self.services():
                if service.organisation and service.organisation.id not in told:
                    told.add(service.organisation.id)
                    yield service.organisation
        async for document, body in self.wholes(ORGANISATION):
            if document.id not in told:
                yield self._organisation(document.id, body)

    def _organisation(self, said: str, body: Mapping[str, Any]) -> OrganisationRecord:
        """Return the record of an organisation, read as that of a service which it offers."""
        service = {"id": said, "name": said, "nom": said, "structure_id": said, "organization": body}
        others = {(ORGANISATION, said): body}
        document = Document(SERVICE, self.origin.name, said, service)
        record = record_of(document, self.origin.layout, others, self._places)
        return record.organisation or OrganisationRecord(id=said, source=self.origin.name, uuid=said, name=said)

    async def _records(self, batch: Sequence[Whole]) -> list[ServiceRecord]:
        wanted = {key for document, _ in batch for key in references(self.origin.layout, document.body)}
        others = await self._find(wanted) if self.origin.family == INCLUSION else {}
        layout, places = self.origin.layout, self._places
        return [record_of(replace(document, body=body), layout, others, places) for document, body in batch]

    async def _find(self, wanted: set[Key]) -> Bodies:
        return await objects.bodies(self._session, self.origin.name, wanted)
