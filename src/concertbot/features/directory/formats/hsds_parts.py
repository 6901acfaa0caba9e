"""The parts of HSDS objects: phones, schedules, languages and so on."""

import dataclasses
import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from concertbot.features.directory import parts
from concertbot.features.directory.formats.cells import Cells
from concertbot.features.directory.formats.filling import READERS, fill
from concertbot.features.directory.formats.origin import Origin, uuid_of
from concertbot.features.directory.formats.persons import shared_mailbox
from concertbot.features.directory.formats.spoken import spoken

# Columns that point to an owner, hold parts that are read apart, or name a person: none is kept as extra.
APART = frozenset(
    ["id", "organization_id", "service_id", "location_id", "service_at_location_id", "contact_id", "phone_id", "program_id", "unit_id", "link_id", "taxonomy_term_id", "taxonomy_id", "resource_id", "organization", "service", "location", "program", "unit", "taxonomy_term", "taxonomy_detail", "phones", "schedules", "service_areas", "service_at_locations", "languages", "funding", "cost_options", "required_documents", "contacts", "capacities", "attributes", "metadata", "additional_urls", "additional_websites", "organization_identifiers", "addresses", "accessibility", "locations", "services", "programs", "source", "attention", "assurer_email", "link_entity"]
)
PLACEHOLDER = re.compile(r"\([^)\d]*\)")  # what stands where an address is not published, such as "(unknown)"
# Parts that need nothing but their columns: by field, what HSDS calls the list.
SIMPLE: Mapping[str, tuple[type[parts.Row], tuple[str, ...]]] = MappingProxyType(
    {
        "schedules": (parts.Schedule, ("schedules",)),
        "areas": (parts.ServiceArea, ("service_areas",)),
        "costs": (parts.CostOption, ("cost_options",)),
        "documents": (parts.RequiredDocument, ("required_documents",)),
        "funding": (parts.Funding, ("funding",)),
        "links": (parts.Link, ("additional_urls", "additional_websites")),
        "identifiers": (parts.Identifier, ("organization_identifiers",)),
        "accessibility": (parts.Accessibility, ("accessibility",)),
    }
)
IDENTIFIER = {"scheme": "identifier_scheme", "type": "identifier_type"}


class Parts:
    """Reads the parts of one source's objects."""

    def __init__(self, source: str, origin: Origin) -> None:
        self._source = source
        self._origin = origin
        self._terms: dict[str, parts.Term] = {}
        self._apart: Mapping[str, Callable[[Cells], Iterator[parts.Row]]] = {
            "phones": self._phones,
            "languages": self._languages,
            "capacities": self._capacities,
            "contacts": self._contacts,
            "addresses": self._addresses,
            "attributes": self._attributes,
        }

    def of(self, record: type[parts.Row], cells: Cells) -> dict[str, tuple[Any, ...]]:
        """Return the parts that a record has fields for."""
        names = [one.name for one in dataclasses.fields(record) if one.type not in READERS]
        return {name: tuple(self._part(name, cells)) for name in names if name in SIMPLE or name in self._apart}

    def _part(self, name: str, cells: Cells) -> Iterator[parts.Row]:
        if name in self._apart:
            yield from self._apart[name](cells)
            return
        record, lists = SIMPLE[name]
        columns = IDENTIFIER if record is parts.Identifier else {}
        for one in (one for list_name in lists for one in cells.many(list_name)):
            yield fill(record, one, columns, APART)

    def _phones(self, cells: Cells) -> Iterator[parts.Phone]:
        for one in cells.many("phones"):
            tongues = tuple(language.spoken for language in self._languages(one))
            number = one.line("number").strip('" ')
            if number:
                yield fill(parts.Phone, one, known=APART, number=number, languages=tongues)

    def _languages(self, cells: Cells) -> Iterator[parts.Language]:
        for one in cells.many("languages"):
            said = one.line("code", "name")
            if said:
                yield fill(parts.Language, one, known=APART | {"code"}, spoken=spoken(said))

    def _capacities(self, cells: Cells) -> Iterator[parts.Capacity]:
        for one in cells.many("capacities"):
            unit = one.one("unit")
            yield fill(parts.Capacity, one, known=APART, unit=unit.line("name") if unit else one.line("unit"))

    def _contacts(self, cells: Cells) -> Iterator[parts.Contact]:
        for one in cells.many("contacts"):
            email = one.line("email")
            kept = email if shared_mailbox(email) else ""
            if one.line("name") or email != kept:
                one.warn("person-left-out", "name" if one.line("name") else "email")
            phones = tuple(phone.number for phone in self._phones(one))
            contact = fill(parts.Contact, one, known=APART | {"name"}, email=kept, phones=phones)
            if contact.title or contact.department or kept or phones:
                yield contact

    def _addresses(self, cells: Cells) -> Iterator[parts.Address]:
        for one in cells.many("addresses"):
            street = one.text("address_1")
            communes = self._origin.places.names(one.line("city"), one.line("postal_code"))
            street = "" if PLACEHOLDER.fullmatch(street) else street
            yield fill(parts.Address, one, {"type": "address_type"}, APART, address_1=street, communes=communes)

    def _attributes(self, cells: Cells) -> Iterator[parts.Attribute]:
        for one in cells.many("attributes"):
            term = self._term(one.one("taxonomy_term") or one)
            if term.name:
                yield fill(parts.Attribute, one, known=APART, term=term)

    def _term(self, cells: Cells) -> parts.Term:
        said = cells.line("id")
        if said not in self._terms:
            taxonomy = cells.one("taxonomy_detail")
            given = {
                "id": said or uuid_of(self._source, "term", cells.line("label", "value")),
                "name": cells.line("name", "label", "value"),
                "taxonomy": (taxonomy.line("name") if taxonomy else "") or cells.line("taxonomy"),
                "taxonomy_id": taxonomy.line("id") if taxonomy else cells.line("taxonomy_id"),
                "taxonomy_uri": taxonomy.line("uri") if taxonomy else "",
                "taxonomy_version": taxonomy.line("version") if taxonomy else "",
            }
            known = APART | {"link_type", "value", "label"}
            self._terms[said] = fill(parts.Term, cells, {"uri": "term_uri"}, known, source=self._source, **given)
        return self._terms[said]
