"""A service as one row, in the layout of the Brussels directory."""

from concertbot.features.directory.entries import entry_of
from concertbot.features.directory.parts import AUDIENCE, KIND
from concertbot.features.directory.records import ServiceRecord
from concertbot.features.directory.writing.plain import addresses, further, hours, number, words

COLUMNS = (
    *("id", "organization_name", "service_name", "alternate_name", "description", "service_type", "care_level"),
    *("audiences", "languages", "address", "commune_fr", "commune_nl", "postal_code", "latitude", "longitude"),
    *("area_served", "eligibility_description", "application_process", "opening_hours", "fees", "wait_time"),
    *("phone", "email", "url", "status", "verified_on", "last_modified"),
)


def flat_row(service: ServiceRecord) -> dict[str, str]:
    """Return the row of a service; what has no column in the layout stands in further ones."""
    row = _about(service) | _reaching(service) | _where(service)
    more = {**dict(service.extra), **dict(further(service))}
    return {name: value for name, value in more.items() if value and name != "source"} | row


def _about(service: ServiceRecord) -> dict[str, str]:
    kinds = (one.term.name for one in service.attributes if one.link_type == KIND)
    audiences = (one.term.name for one in service.attributes if one.link_type == AUDIENCE)
    return {
        "id": service.id,
        "organization_name": service.organisation.name if service.organisation else "",
        "service_name": service.name,
        "alternate_name": words(entry_of(service).alternate_names),
        "description": service.description,
        "service_type": words(kinds),
        "care_level": number(service.care_level),
        "audiences": words(audiences),
        "eligibility_description": service.eligibility_description,
        "status": service.status,
        "verified_on": service.verified_on.isoformat() if service.verified_on else "",
        "last_modified": service.last_modified.isoformat() if service.last_modified else "",
    }


def _reaching(service: ServiceRecord) -> dict[str, str]:
    entry = entry_of(service)
    schedules = (*service.schedules, *(one for place in service.places for one in place.schedules))
    return {
        "languages": words(entry.languages),
        "area_served": words(entry.areas),
        "application_process": service.application_process,
        "opening_hours": hours(schedules),
        "fees": entry.fees,
        "wait_time": service.wait_time,
        "phone": words(entry.phones),
        "email": entry.email,
        "url": entry.url,
    }


def _where(service: ServiceRecord) -> dict[str, str]:
    if not service.places:
        return {}
    location = service.places[0].location
    row = {"latitude": number(location.latitude), "longitude": number(location.longitude)}
    for address in addresses(service)[:1]:
        communes = address.communes or (address.city,)
        row |= {
            "address": ", ".join(part for part in (address.address_1, address.address_2) if part),
            "commune_fr": communes[0],
            "commune_nl": communes[-1] if len(communes) > 1 else "",
            "postal_code": address.postal_code,
        }
    return row
