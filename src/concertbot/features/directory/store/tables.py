"""The tables, one for each record class: its plain fields are columns, what it belongs to are foreign keys.

Declared once, in the record classes, so that what is read, kept and shown cannot differ.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, get_args

from sqlalchemy import Column, ForeignKey, Integer, String, Table, UniqueConstraint
from sqlmodel import SQLModel

from concertbot.domain.services import Organisation, Service
from concertbot.features.directory import parts
from concertbot.features.directory.records import LocationRecord, OrganisationRecord, ServiceAtLocation, ServiceRecord
from concertbot.features.directory.store.columns import TYPES

NOUN = frozenset({"id", "source", "uuid", "name", "status"})  # what the shared nouns hold in `domain`
OWNERS = ("organisation", "service", "location")
OWNER_COLUMNS = tuple(f"{owner}_id" for owner in OWNERS)


def column_name(field: str) -> str:
    """Return the column of a field: `id` is the row's own, so the source's has another name."""
    return "source_id" if field == "id" else field


def _columns(record: type[parts.Row], without: frozenset[str] = frozenset()) -> list[Column[Any]]:
    return [
        Column(column_name(name), TYPES[kind], nullable=type(None) in get_args(kind))
        for name, kind in record.plain().items()
        if name not in without
    ]


def _id() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def _owner(name: str, *, required: bool = False) -> Column[int]:
    return Column(f"{name}_id", ForeignKey(f"{name}.id", ondelete="CASCADE"), nullable=not required, index=True)


def _noun(model: type[SQLModel]) -> Table:
    return SQLModel.metadata.tables[str(model.__tablename__)]


def _details(name: str, record: type[parts.Row]) -> Table:
    owner: Column[int] = Column(f"{name}_id", ForeignKey(f"{name}.id", ondelete="CASCADE"), primary_key=True)
    return Table(f"{name}_details", SQLModel.metadata, owner, *_columns(record, NOUN))


def _sourced(name: str, record: type[parts.Row]) -> Table:
    digest = Column("digest", String, nullable=False)
    unique = UniqueConstraint("source", "source_id")
    return Table(name, SQLModel.metadata, _id(), *_columns(record), digest, unique)


ORGANISATION = _noun(Organisation)
ORGANISATION_DETAILS = _details("organisation", OrganisationRecord)
SERVICE = _noun(Service)
SERVICE_DETAILS = _details("service", ServiceRecord)
LOCATION = _sourced("location", LocationRecord)
TAXONOMY_TERM = _sourced("taxonomy_term", parts.Term)
SERVICE_AT_LOCATION = Table(
    "service_at_location",
    SQLModel.metadata,
    _id(),
    _owner("service", required=True),
    _owner("location", required=True),
    *_columns(ServiceAtLocation),
)


@dataclass(frozen=True, slots=True)
class Child:
    """A record class whose rows belong to a service, an organisation or a location.

    A row of a service and a location holds for that service at that location only.
    """

    record: type[parts.Row]
    table: Table


def _child(name: str, record: type[parts.Row], *owners: str) -> Child:
    more = (_owner("taxonomy_term", required=True),) if record is parts.Attribute else ()
    return Child(record, Table(name, SQLModel.metadata, _id(), *map(_owner, owners), *more, *_columns(record)))


# By the field of the owning record.
CHILDREN: Mapping[str, Child] = MappingProxyType(
    {
        "phones": _child("phone", parts.Phone, *OWNERS),
        "languages": _child("language", parts.Language, "service", "location"),
        "schedules": _child("schedule", parts.Schedule, "service", "location"),
        "areas": _child("service_area", parts.ServiceArea, "service", "location"),
        "costs": _child("cost_option", parts.CostOption, "service"),
        "documents": _child("required_document", parts.RequiredDocument, "service"),
        "capacities": _child("service_capacity", parts.Capacity, "service"),
        "contacts": _child("contact", parts.Contact, *OWNERS),
        "funding": _child("funding", parts.Funding, "organisation", "service"),
        "links": _child("link", parts.Link, "organisation", "service"),
        "identifiers": _child("organisation_identifier", parts.Identifier, "organisation"),
        "accessibility": _child("accessibility", parts.Accessibility, "location"),
        "addresses": _child("address", parts.Address, "location"),
        "attributes": _child("attribute", parts.Attribute, *OWNERS),
    }
)
