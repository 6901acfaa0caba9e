"""Services and organisations as rows of data.inclusion v1. What it has no place for stands in further columns."""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date

from concertbot.chat.words import fold
from concertbot.features.directory.entries import entry_of
from concertbot.features.directory.formats.cells import UNKNOWN
from concertbot.features.directory.formats.inclusion_parts import FURTHER_PHONES
from concertbot.features.directory.parts import AUDIENCE, KIND, Address, Attribute
from concertbot.features.directory.records import LocationRecord, OrganisationRecord, ServiceRecord
from concertbot.features.directory.writing.inclusion_spec import CODES
from concertbot.features.directory.writing.plain import (
    addresses,
    further,
    hours,
    number,
    words,
)

LEAST_DESCRIPTION = 5  # characters
POSTCODE, INSEE, SIRET = re.compile(r"\d{5}"), re.compile(r"\w{5}", re.ASCII), re.compile(r"\d{14}")
ZONE = re.compile(r"\d{5}|\d{9}|\d{2,3}|2[AB](\d{3})?|france", re.ASCII)
THEME = re.compile(r"[a-z-]+--[a-z-]+")
TERMS = {"thematique": "thematiques", "mode_accueil": "modes_accueil", "mode_mobilisation": "modes_mobilisation"}
READ = frozenset({*TERMS, "mobilisable_par"})  # have columns of their own
FURTHER = "_"  # begins the names of columns that are not of the format
Row = dict[str, str]


def service_row(service: ServiceRecord, day: date) -> Row:
    """Return the row of a service; `day` is when it was learnt, where nothing says when it was changed."""
    entry = entry_of(service)
    row = {
        "source": service.source,
        "structure_id": service.organisation.id if service.organisation else "",
        "id": service.id,
        "nom": service.name,
        "description": service.description or UNKNOWN,
        "date_maj": (service.last_modified or service.verified_on or day).isoformat(),
        "publics_precisions": service.eligibility_description,
        "mobilisation_precisions": service.application_process,
        "lien_source": entry.url,
        "telephone": next(iter(entry.phones), ""),
        "courriel": entry.email,
        "horaires_accueil": hours(service.schedules),
        **_fees(service),
        **_areas(entry.areas),
        **_terms(service.attributes),
        **_where(service),
    }
    row |= {one.label: one.url for one in service.links if one.label == "lien_mobilisation"}
    told = {name: value for name, value in (dict(service.extra) | row | _apart(service)).items() if value}
    return {"structure_id": "", **told}


def structure_row(organisation: OrganisationRecord, day: date) -> Row:
    """Return the row of an organisation."""
    siret = (one.identifier for one in organisation.identifiers if SIRET.fullmatch(one.identifier))
    row = {
        "source": organisation.source,
        "id": organisation.id,
        "nom": organisation.name,
        "date_maj": (organisation.last_modified or day).isoformat(),
        "description": organisation.description,
        "telephone": next((one.number for one in organisation.phones), ""),
        "courriel": organisation.email,
        "site_web": organisation.website,
        "siret": next(siret, ""),
        **_marked({"alternate_name": words(organisation.alternate_names), **_legal(organisation)}),
        FURTHER_PHONES: words(one.number for one in organisation.phones[1:]),
    }
    told = {name: value for name, value in row.items() if value}
    if len(organisation.description) < LEAST_DESCRIPTION:
        told.pop("description", None)
    return dict(organisation.extra) | told


def _legal(organisation: OrganisationRecord) -> Row:
    names = ("tax_status", "tax_id", "year_incorporated", "legal_status", "logo", "uri")
    return {name: getattr(organisation, name) for name in names}


def _apart(service: ServiceRecord) -> Row:
    """Return what other directories say and this format does not."""
    entry = entry_of(service)
    more = {
        "service_type": words(one for one in _named(service.attributes, KIND) if slug(one) not in CODES["type"]),
        "audiences": words(one for one in entry.audiences if slug(one) not in CODES["publics"]),
        "care_level": number(service.care_level),
        "languages": words(entry.languages),
        "alternate_name": words(entry.alternate_names),
        "phones": words(entry.phones[1:]),
        "status": service.status,
        "wait_time": service.wait_time,
        "verified_on": service.verified_on.isoformat() if service.verified_on else "",
    }
    return _marked(more | {name: value for name, value in further(service) if name not in READ})


def _marked(row: Row) -> Row:
    """Return columns that are not of the format under names that tell it."""
    return {f"{FURTHER}{name}": value for name, value in row.items()}


def _fees(service: ServiceRecord) -> Row:
    free = slug(service.fees) in CODES["frais"]
    said = service.fees_description or ("" if free else entry_of(service).fees)
    return {"frais": slug(service.fees) if free else "", "frais_precisions": said}


def _areas(areas: Iterable[str]) -> Row:
    named = list(areas)
    codes = [one for one in named if ZONE.fullmatch(one)]
    return {
        "zone_eligibilite": _listed(codes),
        f"{FURTHER}area_served": words(one for one in named if one not in codes),
    }


def _terms(attributes: Iterable[Attribute]) -> Row:
    found = list(attributes)
    kinds = (slug(one) for one in _named(found, KIND))
    row = {
        "type": next((one for one in kinds if one in CODES["type"]), ""),
        "publics": _listed(one for one in map(slug, _named(found, AUDIENCE)) if one in CODES["publics"]),
        "mobilisable_par": _listed(_codes(found, "mobilisable_par", "mobilisable_par")),
    }
    return row | {column: _listed(_codes(found, kind, column)) for kind, column in TERMS.items()}


def _codes(attributes: Iterable[Attribute], kind: str, column: str) -> Iterator[str]:
    for one in attributes:
        code = one.term.code
        if one.link_type == kind and (code in CODES[column] if column in CODES else THEME.fullmatch(code)):
            yield code


def _named(attributes: Iterable[Attribute], kind: str) -> list[str]:
    return [one.term.name for one in attributes if one.link_type == kind]


def _where(service: ServiceRecord) -> Row:
    row: Row = {}
    for place in service.places[:1]:
        row |= _location(place.location)
    for address in addresses(service)[:1]:
        row |= _address(address)
    return row


def _location(location: LocationRecord) -> Row:
    insee = location.external_identifier if location.external_identifier_type == "code_insee" else ""
    url = next((one.url for one in location.accessibility if one.url), "")
    return {
        "latitude": number(location.latitude),
        "longitude": number(location.longitude),
        "code_insee": insee if INSEE.fullmatch(insee) else "",
        "accessibilite_lieu": url,
    }


def _address(address: Address) -> Row:
    """Return an address; a postcode without five digits, as in Belgium, stands in a column of its own."""
    column = "code_postal" if POSTCODE.fullmatch(address.postal_code) else f"{FURTHER}postal_code"
    return {
        "adresse": address.address_1,
        "complement_adresse": address.address_2,
        "commune": address.city,
        column: address.postal_code,
        f"{FURTHER}country": address.country,
    }


def _listed(codes: Iterable[str]) -> str:
    found = list(dict.fromkeys(codes))
    return json.dumps(found, ensure_ascii=False) if found else ""


def slug(word: str) -> str:
    """Return a word as data.inclusion writes its codes."""
    return re.sub(r"[^a-z0-9]+", "-", fold(word)).strip("-")
