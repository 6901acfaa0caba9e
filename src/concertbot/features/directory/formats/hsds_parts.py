"""The parts of HSDS objects: phones, schedules, languages and so on."""

import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from concertbot.features.directory import parts
from concertbot.features.directory.formats.cells import Cells
from concertbot.features.directory.formats.filling import fill
from concertbot.features.directory.formats.origin import Origin, uuid_of
from concertbot.features.directory.formats.persons import shared_mailbox
from concertbot.features.directory.formats.spoken import spoken

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
        return {name: tuple(self._part(name, cells)) for name in record.parts() & (SIMPLE.keys() | self._apart.keys())}

    def _part(self, name: str, cells: Cells) -> Iterator[parts.Row]:
        if name in self._apart:
            yield from self._apart[name](cells)
            return
        record, lists = SIMPLE[name]
        columns = IDENTIFIER if record is parts.Identifier else {}
        for one in (one for list_name in lists for one in cells.many(list_name)):
            yield fill(record, one, columns)

    def _phones(self, cells: Cells) -> Iterator[parts.Phone]:
        for one in cells.many("phones"):
            tongues = tuple(language.spoken for language in self._languages(one))
            number = one.line("number").strip('" ')
            if number:
                yield fill(parts.Phone, one, number=number, languages=tongues)

    def _languages(self, cells: Cells) -> Iterator[parts.Language]:
        for one in cells.many("languages"):
            said = one.line("code", "name")
            if said:
                yield fill(parts.Language, one, spoken=spoken(said))

    def _capacities(self, cells: Cells) -> Iterator[parts.Capacity]:
        for one in cells.many("capacities"):
            unit = one.one("unit")
            yield fill(parts.Capacity, one, unit=unit.line("name") if unit else one.line("unit"))

    def _contacts(self, cells: Cells) -> Iterator[parts.Contact]:
        for one in cells.many("contacts"):
            email = one.line("email")
            kept = email if shared_mailbox(email) else ""
            if one.line("name") or email != kept:
                one.warn("person-left-out", "name" if one.line("name") else "email")
            phones = tuple(phone.number for phone in self._phones(one))
            contact = fill(parts.Contact, one, email=kept, phones=phones)
            if contact.title or contact.department or kept or phones:
                yield contact

    def _addresses(self, cells: Cells) -> Iterator[parts.Address]:
        for one in cells.many("addresses"):
            street = one.text("address_1")
            communes = self._origin.places.names(one.line("city"), one.line("postal_code"))
            street = "" if PLACEHOLDER.fullmatch(street) else street
            yield fill(parts.Address, one, {"type": "address_type"}, address_1=street, communes=communes)

    def _attributes(self, cells: Cells) -> Iterator[parts.Attribute]:
        for one in cells.many("attributes"):
            row = one.one("taxonomy_term")
            term = self._term(row) if row else self._word(one.line("label", "value"))
            if term.name:
                yield fill(parts.Attribute, one, term=term)

    def _term(self, cells: Cells) -> parts.Term:
        said = cells.line("id") or uuid_of(self._source, "term", cells.line("code", "name"))
        if said not in self._terms:
            taxonomy, name = cells.one("taxonomy_detail"), cells.line("taxonomy")
            given = {
                "id": said,
                "taxonomy": (taxonomy.line("name") if taxonomy else "") or name,
                "taxonomy_id": taxonomy.line("id") if taxonomy else cells.line("taxonomy_id"),
                "taxonomy_uri": taxonomy.line("uri") if taxonomy else "",
                "taxonomy_version": taxonomy.line("version") if taxonomy else "",
            }
            self._terms[said] = fill(parts.Term, cells, {"uri": "term_uri"}, source=self._source, **given)
        return self._terms[said]

    def _word(self, word: str) -> parts.Term:
        """Return the term of an attribute that has no taxonomy."""
        return parts.Term(id=uuid_of(self._source, "term", word), source=self._source, name=word)
