"""A service in full: everything that people see of it, and plainly what is unknown."""

from collections.abc import Iterable, Iterator

from concertbot.chat.reply import Card, Day, Line, Many, Text
from concertbot.domain.services import RETIRED
from concertbot.features.directory.cards import SEPARATOR, source, title
from concertbot.features.directory.entries import entry_of
from concertbot.features.directory.parts import Address, Schedule
from concertbot.features.directory.points import known, points
from concertbot.features.directory.records import ServiceRecord
from concertbot.features.directory.terms import Terms


def full_card(service: ServiceRecord, terms: Terms) -> Card:
    """Return the full card of a service."""
    entry = entry_of(service)
    told = [(Text(key), point) for key, point in points(entry, terms).items()]
    lines = [
        *_about(service),
        *(Line(value, label) for label, value in told if known(value)),
        *_reaching(service),
        *_further(service),
    ]
    unknown = tuple(label for label, value in told if not known(value))
    if unknown:
        lines.append(Line(Many(unknown), Text("show-unknown-points")))
    return Card(title(entry), (*lines, source(entry)), link=entry.url)


def _about(service: ServiceRecord) -> Iterator[Line]:
    if service.status == RETIRED:
        yield Line(Text("show-retired"))
    yield from _line("", service.description)
    yield from _line("show-alert", service.alert)
    yield from _line("show-also-called", _joined(service.alternate_names))
    yield from _line("show-organisation", service.organisation.name if service.organisation else "")


def _reaching(service: ServiceRecord) -> Iterator[Line]:
    entry = entry_of(service)
    addresses = [one for place in service.places for one in place.location.addresses]
    yield from _line("show-address", _joined(map(_address, addresses), SEPARATOR))
    yield from _line("show-phone", _joined(entry.phones))
    yield from _line("show-email", entry.email)
    yield from _line("show-web", entry.url)
    yield from _line("show-hours", _joined(map(_hours, service.schedules), SEPARATOR))
    yield from _line("show-transport", _joined(place.location.transportation for place in service.places))
    accessible = (one.description or one.details for place in service.places for one in place.location.accessibility)
    yield from _line("show-accessibility", _joined(accessible, SEPARATOR))


def _further(service: ServiceRecord) -> Iterator[Line]:
    yield from _line("show-interpreters", service.interpretation_services)
    yield from _line("show-documents", _joined(one.document for one in service.documents))
    yield from _line("show-capacity", _joined(one.description or one.unit for one in service.capacities))
    if service.last_modified:
        yield Line(Day(service.last_modified), Text("show-modified"))


def _line(label: str, value: str) -> Iterator[Line]:
    if value:
        yield Line(value, Text(label) if label else "")


def _joined(words: Iterable[str], separator: str = ", ") -> str:
    return separator.join(dict.fromkeys(word for word in words if word))


def _address(address: Address) -> str:
    town = " ".join(part for part in (address.postal_code, address.city) if part)
    return ", ".join(part for part in (address.address_1, address.address_2, town) if part)


def _hours(schedule: Schedule) -> str:
    times = f"{schedule.opens_at}–{schedule.closes_at}" if schedule.opens_at else ""
    return schedule.description or schedule.opening_hours or " ".join(part for part in (schedule.byday, times) if part)
