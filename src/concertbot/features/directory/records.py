"""A service with everything people see of it, as read from any format, as kept, and as shown in full."""

from dataclasses import dataclass
from datetime import date

from concertbot.domain.services import ACTIVE
from concertbot.features.directory.parts import (
    Accessibility,
    Address,
    Attribute,
    Capacity,
    Contact,
    CostOption,
    Funding,
    Identifier,
    Language,
    Link,
    Phone,
    RequiredDocument,
    Row,
    Schedule,
    ServiceArea,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationRecord(Row):
    """Who offers a service."""

    source: str
    uuid: str
    name: str
    alternate_names: tuple[str, ...] = ()
    description: str = ""
    email: str = ""
    website: str = ""
    tax_status: str = ""
    tax_id: str = ""
    year_incorporated: str = ""
    legal_status: str = ""
    logo: str = ""
    uri: str = ""
    parent_id: str = ""
    last_modified: date | None = None
    phones: tuple[Phone, ...] = ()
    contacts: tuple[Contact, ...] = ()
    funding: tuple[Funding, ...] = ()
    links: tuple[Link, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    attributes: tuple[Attribute, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LocationRecord(Row):
    """Where services are offered: a building, a postal address, or a place on the net."""

    source: str
    uuid: str
    name: str = ""
    type: str = ""
    alternate_names: tuple[str, ...] = ()
    description: str = ""
    transportation: str = ""
    url: str = ""
    latitude: float | None = None
    longitude: float | None = None
    external_identifier: str = ""
    external_identifier_type: str = ""
    addresses: tuple[Address, ...] = ()
    phones: tuple[Phone, ...] = ()
    languages: tuple[Language, ...] = ()
    schedules: tuple[Schedule, ...] = ()
    accessibility: tuple[Accessibility, ...] = ()
    contacts: tuple[Contact, ...] = ()
    attributes: tuple[Attribute, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceAtLocation(Row):
    """That a service is offered at a location, and what holds only there."""

    location: LocationRecord
    description: str = ""
    phones: tuple[Phone, ...] = ()
    schedules: tuple[Schedule, ...] = ()
    areas: tuple[ServiceArea, ...] = ()
    contacts: tuple[Contact, ...] = ()
    attributes: tuple[Attribute, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceRecord(Row):
    """A service with everything people see of it."""

    source: str
    uuid: str
    name: str
    organisation: OrganisationRecord | None = None
    status: str = ACTIVE
    alternate_names: tuple[str, ...] = ()
    description: str = ""
    care_level: int | None = None  # stepped care, 0 to 5
    url: str = ""
    email: str = ""
    program: str = ""
    interpretation_services: str = ""
    application_process: str = ""
    fees_description: str = ""
    fees: str = ""
    wait_time: str = ""
    accreditations: str = ""
    licenses: str = ""
    eligibility_description: str = ""
    minimum_age: float | None = None
    maximum_age: float | None = None
    alert: str = ""
    verified_on: date | None = None
    last_modified: date | None = None
    phones: tuple[Phone, ...] = ()
    languages: tuple[Language, ...] = ()
    schedules: tuple[Schedule, ...] = ()
    areas: tuple[ServiceArea, ...] = ()
    costs: tuple[CostOption, ...] = ()
    documents: tuple[RequiredDocument, ...] = ()
    capacities: tuple[Capacity, ...] = ()
    contacts: tuple[Contact, ...] = ()
    funding: tuple[Funding, ...] = ()
    links: tuple[Link, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    places: tuple[ServiceAtLocation, ...] = ()
