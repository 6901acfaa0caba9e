"""How a source's entries are replaced: what is new is added, what differs is changed, what is gone is removed.

Rows that stay keep their id, so that what other abilities tie to a service or an organisation holds.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from sqlalchemy import Table
from sqlalchemy.ext.asyncio import AsyncSession

from concertbot.features.directory.parts import Attribute, Row, Term
from concertbot.features.directory.records import LocationRecord, OrganisationRecord, ServiceAtLocation, ServiceRecord
from concertbot.features.directory.store.syncing import (
    Difference,
    Synced,
    Writer,
    difference,
    digest_of,
    forget,
    row_of,
    sync,
)
from concertbot.features.directory.store.tables import (
    CHILDREN,
    LOCATION,
    ORGANISATION,
    ORGANISATION_DETAILS,
    OWNER_COLUMNS,
    SERVICE,
    SERVICE_AT_LOCATION,
    SERVICE_DETAILS,
    TAXONOMY_TERM,
)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many services an import adds, changes, removes and leaves alone."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0

    @property
    def differ(self) -> bool:
        """Whether anything changes."""
        return bool(self.added or self.changed or self.removed)


def _counts(found: Difference) -> Counts:
    return Counts(len(found.added), len(found.changed), len(found.removed), len(found.unchanged))


async def compare(session: AsyncSession, source: str, services: Sequence[ServiceRecord]) -> Counts:
    """Return what replacing a source's services would do."""
    return _counts(await difference(session, SERVICE, source, {one.id: digest_of(one) for one in services}))


async def replace(session: AsyncSession, source: str, services: Sequence[ServiceRecord]) -> Counts:
    """Make a source's entries equal to these services, and leave the other sources alone."""
    by_id = {one.id: one for one in services}
    organisations = {one.organisation.id: one.organisation for one in services if one.organisation}
    locations = {place.location.id: place.location for one in services for place in one.places}
    terms = {one.id: one for one in _terms(chain(services, organisations.values(), locations.values()))}
    saved_terms = await sync(session, TAXONOMY_TERM, source, terms)
    saved_organisations = await sync(session, ORGANISATION, source, organisations)
    saved_locations = await sync(session, LOCATION, source, locations)
    offered = {
        one.id: {"organisation_id": saved_organisations.ids[one.organisation.id] if one.organisation else None}
        for one in services
    }
    saved_services = await sync(session, SERVICE, source, by_id, offered)
    rest = _Rest(session, saved_terms.ids, saved_locations.ids)
    await rest.organisations(saved_organisations, organisations)
    await rest.locations(saved_locations, locations)
    await rest.services(saved_services, by_id)
    return _counts(saved_services.found)


def _terms(owners: Iterable[ServiceRecord | OrganisationRecord | LocationRecord]) -> Iterator[Term]:
    for owner in owners:
        places = owner.places if isinstance(owner, ServiceRecord) else ()
        for attribute in chain(owner.attributes, *(place.attributes for place in places)):
            yield attribute.term


class _Rest:
    """Writes what belongs to the organisations, locations and services that were added or changed."""

    def __init__(self, session: AsyncSession, terms: Mapping[str, int], locations: Mapping[str, int]) -> None:
        self._session = session
        self._terms = terms
        self._locations = locations
        self._writer = Writer(session)

    async def organisations(self, saved: Synced, records: Mapping[str, OrganisationRecord]) -> None:
        await self._forget("organisation", saved.old(), ORGANISATION_DETAILS)
        for row_id, record in saved.again(records):
            owner = {"organisation_id": row_id}
            await self._writer.add(ORGANISATION_DETAILS, {**owner, **row_of(record, ORGANISATION_DETAILS)})
            await self._children(owner, record)
        await self._writer.flush()

    async def locations(self, saved: Synced, records: Mapping[str, LocationRecord]) -> None:
        await self._forget("location", saved.old())
        for row_id, record in saved.again(records):
            await self._children({"location_id": row_id}, record)
        await self._writer.flush()

    async def services(self, saved: Synced, records: Mapping[str, ServiceRecord]) -> None:
        await self._forget("service", saved.old(), SERVICE_DETAILS, SERVICE_AT_LOCATION)
        for row_id, record in saved.again(records):
            owner = {"service_id": row_id}
            await self._writer.add(SERVICE_DETAILS, {**owner, **row_of(record, SERVICE_DETAILS)})
            await self._children(owner, record)
            for place in record.places:
                there = {**owner, "location_id": self._locations[place.location.id]}
                await self._writer.add(SERVICE_AT_LOCATION, {**there, **row_of(place)})
                await self._children(there, place)
        await self._writer.flush()

    async def _forget(self, owner: str, ids: Sequence[int], *more: Table) -> None:
        for table in (*more, *(child.table for child in CHILDREN.values())):
            if f"{owner}_id" in table.c:
                await forget(self._session, table, owner, ids)

    async def _children(
        self, owner: Mapping[str, int], record: OrganisationRecord | LocationRecord | ServiceRecord | ServiceAtLocation
    ) -> None:
        for field in CHILDREN.keys() & record.parts():
            table = CHILDREN[field].table
            for one in getattr(record, field):
                await self._writer.add(table, self._child_row(table, owner, one))

    def _child_row(self, table: Table, owner: Mapping[str, int], one: Row) -> dict[str, Any]:
        owners = {name: owner.get(name) for name in OWNER_COLUMNS if name in table.c}
        term = {"taxonomy_term_id": self._terms[one.term.id]} if isinstance(one, Attribute) else {}
        return {**owners, **term, **row_of(one)}
