"""Puts records together again from their rows, with few queries, whether for one service or for all."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Column, ColumnElement, Select, Table, null, or_, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from concertbot.features.directory.parts import Attribute, Term
from concertbot.features.directory.parts import Row as Record
from concertbot.features.directory.records import LocationRecord, OrganisationRecord, ServiceAtLocation, ServiceRecord
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
    Child,
    column_name,
)

R = TypeVar("R", bound=Record)
Owner = tuple[int | None, int | None, int | None]  # organisation, service, location


@dataclass(frozen=True, slots=True)
class Scope:
    """Which rows are wanted: those of one service, or all."""

    service: int | None = None
    organisation: int | None = None
    locations: tuple[int, ...] = ()

    def belonging(self, table: Table) -> ColumnElement[bool]:
        """Return which rows of a child table are wanted."""
        if self.service is None:
            return true()
        wanted = {"service_id": self.service, "organisation_id": self.organisation}
        clauses = [table.c[name] == row_id for name, row_id in wanted.items() if name in table.c]
        if "location_id" in table.c:
            general = table.c.service_id.is_(None) if "service_id" in table.c else true()
            clauses.append(table.c.location_id.in_(self.locations) & general)
        return or_(*clauses)

    def of(self, column: Column[Any], *wanted: int | None) -> ColumnElement[bool]:
        """Return which rows are wanted, by a column."""
        return true() if self.service is None else column.in_(wanted)


class Reading(Generic[R]):
    """The rows of a record class, and the record that each of them is."""

    def __init__(self, record: type[R], *tables: Table) -> None:
        self._record = record
        self._names = tuple(record.plain())
        columns = {column.name: column for table in reversed(tables) for column in table.c}
        self.columns = [columns[column_name(name)] for name in self._names]

    def record(self, values: Any, **more: Any) -> R:
        """Return the record that a row's values are."""
        return self._record(**dict(zip(self._names, values, strict=False)), **more)


class Loader:
    """Reads what belongs to the services of a scope, and puts records together."""

    def __init__(self, session: AsyncSession, scope: Scope, fields: Collection[str]) -> None:
        self._session = session
        self._scope = scope
        self._fields = fields
        self._owned: dict[str, Mapping[Owner, list[Any]]] = {}

    async def services(self) -> list[ServiceRecord]:
        """Return the services of the scope, in the order in which they were first imported."""
        terms = await self._terms()
        self._owned = {field: await self._children(CHILDREN[field], terms) for field in self._fields}
        organisations = await self._organisations()
        places = await self._places(await self._locations())
        reading = Reading(ServiceRecord, SERVICE, SERVICE_DETAILS)
        query = select(SERVICE.c.id, SERVICE.c.organisation_id, *reading.columns).join_from(SERVICE, SERVICE_DETAILS)
        wanted = self._scope.of(SERVICE.c.id, self._scope.service)
        rows = await self._rows(query.where(wanted).order_by(SERVICE.c.id))
        return [
            reading.record(
                values,
                organisation=organisations.get(organisation_id),
                places=tuple(places.get(row_id, ())),
                **self._of(ServiceRecord, (None, row_id, None)),
            )
            for row_id, organisation_id, *values in rows
        ]

    async def _terms(self) -> dict[int, Term]:
        reading = Reading(Term, TAXONOMY_TERM)
        rows = await self._rows(select(TAXONOMY_TERM.c.id, *reading.columns))
        return {row_id: reading.record(values) for row_id, *values in rows}

    async def _children(self, child: Child, terms: Mapping[int, Term]) -> Mapping[Owner, list[Any]]:
        reading, table = Reading(child.record, child.table), child.table
        owners = [table.c[name] if name in table.c else null().label(name) for name in OWNER_COLUMNS]
        term = [table.c.taxonomy_term_id] if child.record is Attribute else []
        query = select(*owners, *reading.columns, *term).where(self._scope.belonging(table)).order_by(table.c.id)
        owned: defaultdict[Owner, list[Any]] = defaultdict(list)
        for organisation, service, location, *values in await self._rows(query):
            more = {"term": terms[values[-1]]} if term else {}
            owned[organisation, service, location].append(reading.record(values, **more))
        return owned

    async def _organisations(self) -> dict[int, OrganisationRecord]:
        reading = Reading(OrganisationRecord, ORGANISATION, ORGANISATION_DETAILS)
        query = select(ORGANISATION.c.id, *reading.columns).join_from(ORGANISATION, ORGANISATION_DETAILS)
        rows = await self._rows(query.where(self._scope.of(ORGANISATION.c.id, self._scope.organisation)))
        return {
            row_id: reading.record(values, **self._of(OrganisationRecord, (row_id, None, None)))
            for row_id, *values in rows
        }

    async def _locations(self) -> dict[int, LocationRecord]:
        reading = Reading(LocationRecord, LOCATION)
        query = select(LOCATION.c.id, *reading.columns).where(self._scope.of(LOCATION.c.id, *self._scope.locations))
        return {
            row_id: reading.record(values, **self._of(LocationRecord, (None, None, row_id)))
            for row_id, *values in await self._rows(query)
        }

    async def _places(self, locations: Mapping[int, LocationRecord]) -> Mapping[int, list[ServiceAtLocation]]:
        reading, table = Reading(ServiceAtLocation, SERVICE_AT_LOCATION), SERVICE_AT_LOCATION
        query = select(table.c.service_id, table.c.location_id, *reading.columns).order_by(table.c.id)
        places: defaultdict[int, list[ServiceAtLocation]] = defaultdict(list)
        rows = await self._rows(query.where(self._scope.of(table.c.service_id, self._scope.service)))
        for service, location, *values in rows:
            more = self._of(ServiceAtLocation, (None, service, location))
            places[service].append(reading.record(values, location=locations[location], **more))
        return places

    async def _rows(self, query: Select[Any]) -> Sequence[Any]:
        return (await self._session.execute(query)).all()

    def _of(self, record: type[Record], owner: Owner) -> dict[str, tuple[Any, ...]]:
        return {field: tuple(self._owned[field].get(owner, ())) for field in record.parts() & self._owned.keys()}
