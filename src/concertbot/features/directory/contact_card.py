"""A service as a contact that an address book can keep, its note in the reader's language."""

import re
from collections.abc import Callable, Iterator

from concertbot.chat.plain import line_text
from concertbot.chat.reply import Line, Phrase, Text
from concertbot.chat.words import fold
from concertbot.domain.services import RETIRED
from concertbot.features.directory.cards import source, title
from concertbot.features.directory.entries import entry_of
from concertbot.features.directory.parts import Address, Phone
from concertbot.features.directory.records import ServiceRecord
from concertbot.features.directory.rules.vcard import Contact, Number, PostalAddress

LONGEST_NAME = 60  # characters of a file's name
NO_NAME = re.compile(r"[^a-z0-9]+")
Say = Callable[[Phrase], str]


def contact(service: ServiceRecord, say: Say, language: str) -> Contact:
    """Return what an address book can keep of a service."""
    entry = entry_of(service)
    addresses = dict.fromkeys(_address(one) for place in service.places for one in place.location.addresses)
    return Contact(
        uuid=service.uuid,
        name=title(entry),
        organisation=entry.organisation,
        numbers=tuple(dict.fromkeys(_numbers(service))),
        email=entry.email,
        url=entry.url,
        addresses=tuple(one for one in addresses if one != PostalAddress()),
        note="\n".join(_note(service, say, language)),
        changed=service.last_modified,
    )


def file_name(service: ServiceRecord) -> str:
    """Return a name that every system takes."""
    return (NO_NAME.sub("-", fold(title(entry_of(service))))[:LONGEST_NAME].strip("-") or "contact") + ".vcf"


def _numbers(service: ServiceRecord) -> Iterator[Number]:
    """Return the numbers that people see, each with what its source says of it."""
    places = [phones for place in service.places for phones in (place.phones, place.location.phones)]
    own = [service.phones, *places, service.organisation.phones if service.organisation else ()]
    known: dict[str, Phone] = {}
    for phone in (phone for phones in own for phone in phones):
        known.setdefault(phone.number, phone)
    for number in entry_of(service).phones:
        yield Number(number, known[number].type, known[number].extension)


def _address(address: Address) -> PostalAddress:
    street = ", ".join(part for part in (address.address_1, address.address_2) if part)
    region = address.state_province or address.region
    return PostalAddress(street, address.city, region, address.postal_code, address.country)


def _note(service: ServiceRecord, say: Say, language: str) -> Iterator[str]:
    """Return what should be known before one calls, and where the entry comes from."""
    entry = entry_of(service)
    hours = dict.fromkeys(one.description or one.opening_hours for one in service.schedules)
    lines = (
        Line(Text("show-retired") if service.status == RETIRED else ""),
        Line(service.description),
        Line(service.alert, Text("show-alert")),
        Line(entry.access, Text("point-access")),
        Line(" · ".join(one for one in hours if one), Text("show-hours")),
        source(entry),
    )
    for line in lines:
        if line.value:
            yield line_text(Line(say(line.value), say(line.label)), language)
