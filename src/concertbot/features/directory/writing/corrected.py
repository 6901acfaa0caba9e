"""What people corrected, put into the words of a source."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from concertbot.features.directory.formats.inclusion_parts import FURTHER_PHONES
from concertbot.features.directory.writing.inclusion_rows import FURTHER
from concertbot.features.directory.writing.plain import LIST
from concertbot.features.directory.writing.source import FLAT, HSDS, INCLUSION, Origin

# By family: what a field of a record or an entry is called there, where it has another name.
NAMES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        FLAT: {
            "name": "service_name",
            "organisation": "organization_name",
            "alternate_names": "alternate_name",
            "kind": "service_type",
            "postcodes": "postal_code",
            "areas": "area_served",
            "eligibility": "eligibility_description",
            "phones": "phone",
            "fees_description": "fees",
            "access": "application_process",
        },
        INCLUSION: {
            "name": "nom",
            "description": "description",
            "phones": "telephone",
            "email": "courriel",
            "url": "lien_source",
            "fees": "frais_precisions",
            "fees_description": "frais_precisions",
            "access": "mobilisation_precisions",
            "application_process": "mobilisation_precisions",
            "eligibility": "publics_precisions",
            "eligibility_description": "publics_precisions",
            "last_modified": "date_maj",
        },
        HSDS: {
            "name": "name",
            "alternate_names": "alternate_name",
            "verified_on": "assured_date",
            "fees": "fees_description",
            "access": "application_process",
            "eligibility": "eligibility_description",
        },
    }
)
COMMUNES = ("commune_fr", "commune_nl")


def corrected(origin: Origin, body: Mapping[str, Any], corrections: Mapping[str, Any]) -> dict[str, Any]:
    """Return the body of a service in which the corrections stand."""
    found = dict(body)
    for field, value in corrections.items():
        found |= dict(_put(origin, found, field, value))
    return found


def _put(origin: Origin, body: Mapping[str, Any], field: str, value: Any) -> Mapping[str, Any]:
    if origin.family == HSDS and field == "phones":
        return {"phones": _phones(origin, body, value)}
    if origin.family == INCLUSION and field == "phones":
        numbers = list(map(str, value))
        further = {FURTHER_PHONES: LIST.join(numbers[1:])} if numbers[1:] or FURTHER_PHONES in body else {}
        return {NAMES[INCLUSION][field]: "".join(numbers[:1]), **further}
    if origin.family == FLAT and field == "communes":
        return dict(zip(COMMUNES, [*value, "", ""], strict=False))
    name = NAMES[origin.family].get(field, f"{FURTHER}{field}" if origin.family == INCLUSION else field)
    return {name: _text(value) if origin.is_table or isinstance(value, list) else value}


def _phones(origin: Origin, body: Mapping[str, Any], numbers: Any) -> list[Mapping[str, Any]]:
    """Return these telephone numbers; of those that were known, everything."""
    known = {str(one.get("number")): one for one in body.get("phones", ()) if isinstance(one, Mapping)}
    owner = {"service_id": body["id"]} if origin.is_table and "id" in body else {}
    return [known.get(one) or {"id": _id(origin, body, one), **owner, "number": one} for one in map(str, numbers)]


def _id(origin: Origin, body: Mapping[str, Any], number: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"urn:concertbot:{origin.name}:corrected:{body.get('id')}:{number}"))


def _text(value: Any) -> str:
    if isinstance(value, list):
        return LIST.join(map(str, value))
    return "" if value is None else str(value)
