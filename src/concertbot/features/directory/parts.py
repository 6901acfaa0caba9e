"""What belongs to a service, an organisation or a location: one class for each HSDS table.

The plain fields are the table's columns. Empty means unknown. Names of natural persons have no field: not shown.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any

Extra = tuple[tuple[str, str], ...]  # columns of the source that have no field here
PLAIN = (str, int | None, float | None, date | None, tuple[str, ...], Extra)  # types of fields that are columns


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What every row of a source has."""

    id: str = ""  # as in the source
    extra: Extra = ()

    @classmethod
    @cache
    def plain(cls) -> Mapping[str, Any]:
        """Return the fields that are columns, with their types."""
        return MappingProxyType({one.name: one.type for one in dataclasses.fields(cls) if one.type in PLAIN})

    @classmethod
    @cache
    def parts(cls) -> frozenset[str]:
        """Return the fields that are rows of other tables."""
        return frozenset(one.name for one in dataclasses.fields(cls)) - cls.plain().keys()


@dataclass(frozen=True, slots=True, kw_only=True)
class Phone(Row):
    """A telephone number."""

    number: str
    extension: str = ""
    type: str = ""
    description: str = ""
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Language(Row):
    """A language that is spoken."""

    spoken: str  # ISO 639 code, or a word such as "LSFB" and "interprètes"
    name: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule(Row):
    """When something is open: a sentence, OpenStreetMap opening hours, or an iCalendar rule."""

    description: str = ""
    opening_hours: str = ""
    opens_at: str = ""
    closes_at: str = ""
    byday: str = ""
    freq: str = ""
    interval: str = ""
    wkst: str = ""
    count: str = ""
    byweekno: str = ""
    bymonthday: str = ""
    byyearday: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    dtstart: date | None = None
    until: date | None = None
    timezone: str = ""
    schedule_link: str = ""
    attending_type: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CostOption(Row):
    """What a service costs, for whom."""

    option: str = ""
    amount: float | None = None
    currency: str = ""
    amount_description: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceArea(Row):
    """Where the people live for whom a service is there."""

    name: str = ""
    description: str = ""
    extent: str = ""
    extent_type: str = ""
    uri: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequiredDocument(Row):
    """What one has to bring."""

    document: str = ""
    uri: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity(Row):
    """How many places there are, and how many are free."""

    unit: str = ""
    available: float | None = None
    maximum: float | None = None
    description: str = ""
    updated: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact(Row):
    """A function or a department that can be written to or called; never a person's name."""

    title: str = ""
    department: str = ""
    email: str = ""
    phones: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Funding(Row):
    """Who pays."""

    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link(Row):
    """A further web address."""

    label: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifier(Row):
    """A number in a register of organisations."""

    scheme: str = ""
    type: str = ""
    identifier: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Accessibility(Row):
    """How accessible a location is."""

    description: str = ""
    details: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address(Row):
    """Where a location is."""

    address_1: str = ""
    address_2: str = ""
    city: str = ""
    communes: tuple[str, ...] = ()  # the city's name in each language, French first
    postal_code: str = ""
    region: str = ""
    state_province: str = ""
    country: str = ""
    type: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Row):
    """A word of a taxonomy."""

    source: str
    code: str = ""
    name: str = ""
    description: str = ""
    parent_id: str = ""
    language: str = ""
    uri: str = ""
    taxonomy: str = ""
    taxonomy_id: str = ""
    taxonomy_uri: str = ""
    taxonomy_version: str = ""


KIND, AUDIENCE = "service_category", "audience"  # link types that have a meaning here


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute(Row):
    """A term that something is classified under, and as what."""

    term: Term
    link_type: str = ""
    value: str = ""
    label: str = ""
