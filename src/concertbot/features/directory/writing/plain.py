"""The columns of records, as text: the inverse of reading them."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from concertbot.features.directory.parts import AUDIENCE, KIND, Address, Funding, Row, Schedule
from concertbot.features.directory.records import ServiceRecord

LIST = "|"  # what joins words in a cell
APART = frozenset({"id", "uuid", "source", "extra"})


def plain(record: Row, columns: Mapping[str, str] = MappingProxyType({}), *without: str) -> dict[str, Any]:
    """Return the columns of a record that hold something, and those that no field is for; dates and lists as text."""
    apart = {*APART, *without} - ({"source"} if isinstance(record, Funding) else set())
    names = [name for name in record.plain() if name not in apart]
    values = {columns.get(name, name): _value(getattr(record, name)) for name in names}
    return dict(record.extra) | {name: value for name, value in values.items() if value not in ("", None)}


def words(values: Iterable[str]) -> str:
    """Return distinct words as one cell."""
    return LIST.join(dict.fromkeys(one for one in values if one))


def addresses(service: ServiceRecord) -> list[Address]:
    """Return where a service is, in the order of its places."""
    return [address for place in service.places for address in place.location.addresses]


def in_one_line(address: Address) -> str:
    """Return an address as one text."""
    town = " ".join(part for part in (address.postal_code, address.city) if part)
    return ", ".join(part for part in (address.address_1, address.address_2, town) if part)


def hours(schedules: Iterable[Schedule]) -> str:
    """Return opening hours as one text."""
    return "; ".join(dict.fromkeys(one for one in map(_hours, schedules) if one))


def number(value: float | None) -> str:
    """Return a number as people write it."""
    if value is None:
        return ""
    return str(int(value)) if value == int(value) else f"{value:.12f}".rstrip("0")


def further(service: ServiceRecord) -> Iterator[tuple[str, str]]:
    """Go through what a table with one row a service has no usual column for."""
    for name in ("program", "interpretation_services", "accreditations", "licenses", "alert"):
        yield name, getattr(service, name)
    yield "minimum_age", number(service.minimum_age)
    yield "maximum_age", number(service.maximum_age)
    yield "required_documents", words(one.document for one in service.documents)
    yield "capacity", words(one.description or one.unit for one in service.capacities)
    yield "links", words(one.url for one in service.links)
    yield "transportation", words(place.location.transportation for place in service.places)
    accessibility = (one for place in service.places for one in place.location.accessibility)
    yield "accessibility", words(one.description or one.details or one.url for one in accessibility)
    yield "other_addresses", words(map(in_one_line, addresses(service)[1:]))
    for kind in dict.fromkeys(one.link_type for one in service.attributes):
        if kind not in {KIND, AUDIENCE}:
            yield kind or "terms", words(one.term.name for one in service.attributes if one.link_type == kind)


def _value(value: Any) -> Any:
    if isinstance(value, tuple):
        return words(value)
    if isinstance(value, date):
        return value.isoformat()
    return int(value) if isinstance(value, float) and value == int(value) else value


def _hours(schedule: Schedule) -> str:
    times = f"{schedule.opens_at}–{schedule.closes_at}" if schedule.opens_at else ""
    said = " ".join(part for part in (schedule.byday, times) if part)
    return schedule.opening_hours or schedule.description or said
