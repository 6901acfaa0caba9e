"""Services as HSDS objects, whatever format they came from: with UUIDs, unique codes and all that is required."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from concertbot.features.directory.formats.cells import UNKNOWN
from concertbot.features.directory.formats.origin import OWN_ID, uuid_of
from concertbot.features.directory.parts import Attribute, Capacity, Contact, Language, Phone, Row, Term
from concertbot.features.directory.records import LocationRecord, OrganisationRecord, ServiceAtLocation, ServiceRecord
from concertbot.features.directory.writing.hsds_objects import typed
from concertbot.features.directory.writing.hsds_rows import table_under
from concertbot.features.directory.writing.hsds_spec import COLUMNS, NESTED
from concertbot.features.directory.writing.plain import plain

Json = dict[str, Any]
CODE_LENGTH = 3  # letters of a language's code
SIGNED = MappingProxyType({"LSFB": "sfb", "VGT": "vgt"})  # codes of languages that are called otherwise here

# What objects call the parts of a record, by its field.
LISTS: Mapping[str, str] = MappingProxyType(
    {
        "phones": "phones",
        "languages": "languages",
        "schedules": "schedules",
        "areas": "service_areas",
        "costs": "cost_options",
        "documents": "required_documents",
        "capacities": "capacities",
        "contacts": "contacts",
        "funding": "funding",
        "links": "additional_urls",
        "identifiers": "organization_identifiers",
        "accessibility": "accessibility",
        "addresses": "addresses",
        "attributes": "attributes",
    }
)
# What columns are called, where that is not the field's name.
NAMES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "identifiers": {"scheme": "identifier_scheme", "type": "identifier_type"},
        "addresses": {"type": "address_type"},
    }
)
ORGANISATION = {"alternate_names": "alternate_name", "parent_id": "parent_organization_id"}
LOCATION = {"alternate_names": "alternate_name", "type": "location_type"}
SERVICE = {"alternate_names": "alternate_name", "verified_on": "assured_date"}
USUAL = MappingProxyType({"location_type": "physical", "address_type": "physical"})
ENTITIES = MappingProxyType({ServiceRecord: "service", OrganisationRecord: "organization", LocationRecord: "location"})


class Bodies:
    """Makes objects of records. `country` is where the services are that do not say it."""

    def __init__(self, country: str, *, sourced: bool = False, slugs: bool = False) -> None:
        self._country = country
        self._sourced = sourced  # whether each service says its source
        self._slugs = slugs  # whether a table of its own tells the ids of services in their source
        self._codes: dict[str, str] = {}  # the term of each code

    def service(self, record: ServiceRecord) -> Json:
        """Return the object of a service."""
        body = {
            **({"id": record.uuid} if self._slugs else self._ids(record)),
            **plain(record, SERVICE, "care_level", "program"),
            **self._parts(record, record.uuid, record.source),
        }
        if self._sourced:
            body["source"] = record.source
        if record.care_level is not None:
            body.setdefault("attributes", []).append(self._level(record, record.care_level))
        if record.program:
            said = uuid_of(record.source, "program", record.program)
            body["program"] = {"id": said, "name": record.program}
        if record.organisation:
            body["organization"] = self._organisation(record.organisation)
            if record.program:
                body["program"]["organization_id"] = body["organization"]["id"]
        places = [self._place(one, record, number) for number, one in enumerate(record.places)]
        return self._finished("services", {**body, **({"service_at_locations": places} if places else {})})

    def organisation(self, record: OrganisationRecord) -> Json:
        """Return the object of an organisation."""
        return self._finished("organizations", self._organisation(record))

    def _organisation(self, record: OrganisationRecord) -> Json:
        body = {
            **self._ids(record),
            **plain(record, ORGANISATION),
            **self._parts(record, record.uuid, record.source),
        }
        if record.parent_id:
            body["parent_organization_id"] = uuid_of(record.source, "organisation", record.parent_id)
        if "additional_urls" in body:
            body["additional_websites"] = body.pop("additional_urls")
        return body

    def _place(self, record: ServiceAtLocation, service: ServiceRecord, number: int) -> Json:
        said = uuid_of(service.source, "place", record.id or f"{service.uuid}/{number}")
        location = record.location
        there = {
            **self._ids(location),
            **plain(location, LOCATION),
            **self._parts(location, location.uuid, location.source),
        }
        return {"id": said, **plain(record), **self._parts(record, said, service.source), "location": there}

    @staticmethod
    def _ids(record: ServiceRecord | OrganisationRecord | LocationRecord) -> Json:
        original = {OWN_ID: record.id} if record.id != record.uuid else {}
        return {"id": record.uuid, **original}

    def _parts(self, record: Row, owner: str, source: str) -> Json:
        """Return the parts of a record, each with an id of its own."""
        body: Json = {}
        for field, name in LISTS.items():
            found = getattr(record, field, ())
            if found:
                body[name] = [
                    {
                        "id": uuid_of(source, field, one.id or f"{owner}/{number}"),
                        **self._part(field, one, record, source),
                    }
                    for number, one in enumerate(found)
                ]
        return body

    def _part(self, field: str, part: Row, owner: Row, said: str) -> Json:
        if isinstance(part, Phone | Contact | Language | Capacity):
            return _special(part, said)
        body = plain(part, NAMES.get(field, {}), "communes")
        if isinstance(part, Attribute):
            entity = ENTITIES.get(type(owner), "service_at_location")
            return {**body, "link_entity": entity, "taxonomy_term": self._term(part.term)}
        return body

    def _level(self, record: ServiceRecord, level: int) -> Json:
        term = Term(source=record.source, id=f"care_level:{level}", code=f"care_level:{level}", name=str(level))
        said = {"taxonomy_term": {**self._term(term), "taxonomy": "care_level"}}
        return {
            "id": uuid_of(record.source, "attribute", f"{record.uuid}/care_level"),
            "link_type": "care_level",
            "link_entity": "service",
            **said,
        }

    def _term(self, term: Term) -> Json:
        source = term.source
        said = uuid_of(source, "term", term.id)
        detail = ("taxonomy_id", "taxonomy_uri", "taxonomy_version")
        body = {"id": said, **plain(term, {"uri": "term_uri"}, *detail)}
        if term.code:
            body["code"] = self._code(term, said)
        if term.parent_id:
            body["parent_id"] = uuid_of(source, "term", term.parent_id)
        if term.taxonomy_id:
            told = {"name": term.taxonomy, "uri": term.taxonomy_uri, "version": term.taxonomy_version}
            known = {name: value for name, value in told.items() if value}
            body["taxonomy_detail"] = {"id": uuid_of(source, "taxonomy", term.taxonomy_id), **known}
        return body

    def _code(self, term: Term, said: str) -> str:
        """Return a code that no other term has."""
        longer = (term.code, f"{term.taxonomy}:{term.code}", f"{term.source}:{term.taxonomy}:{term.code}", said)
        return next(one for one in longer if self._codes.setdefault(one, said) == said)

    def _finished(self, table: str, body: Json) -> Json:
        """Return an object with what is required, and with numbers where numbers belong."""
        return typed(table, self._filled(table, body))

    def _filled(self, table: str, body: Json) -> Json:
        filled = {
            name: [self._filled(NESTED[name], one) for one in value]
            if name in NESTED and isinstance(value, list)
            else self._filled(table_under(name), value)
            if isinstance(value, dict)
            else value
            for name, value in body.items()
        }
        return {**filled, **dict(self._missing(table, filled))}

    def _missing(self, table: str, body: Json) -> Iterator[tuple[str, str]]:
        for name, column in COLUMNS[table].items():
            if column.required and column.type == "string" and column.format == "default" and not body.get(name):
                yield name, self._country if name == "country" else USUAL.get(name, UNKNOWN)


def _special(part: Phone | Contact | Language | Capacity, said: str) -> Json:
    """Return a part whose fields are not all columns."""
    if isinstance(part, Phone):
        return {**plain(part, {}, "languages"), **_listed("languages", "code", part.languages, said)}
    if isinstance(part, Contact):
        return {**plain(part, {}, "phones"), **_listed("phones", "number", part.phones, said)}
    if isinstance(part, Capacity):
        return {**plain(part, {}, "unit"), **({"unit": {"name": part.unit}} if part.unit else {})}
    code = part.spoken if len(part.spoken) <= CODE_LENGTH and part.spoken.islower() else SIGNED.get(part.spoken, "")
    told = {"code": code, "name": part.name or ("" if code else part.spoken)}
    return {**plain(part, {}, "spoken", "name"), **{name: value for name, value in told.items() if value}}


def _listed(name: str, column: str, values: Iterable[str], owner: str) -> Json:
    found = [{"id": uuid_of(owner, name, str(number)), column: one} for number, one in enumerate(values)]
    return {name: found} if found else {}
