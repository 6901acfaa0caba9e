"""From a service with everything to the entry that a lookup finds."""

from collections.abc import Iterable, Iterator
from itertools import chain

from concertbot.domain.lookup import Entry
from concertbot.features.directory.parts import AUDIENCE, KIND, Attribute, CostOption
from concertbot.features.directory.records import OrganisationRecord, ServiceRecord


def entry_of(service: ServiceRecord) -> Entry:
    """Return the entry of a service; what it lacks is taken from its locations, then from its organisation."""
    organisation = service.organisation or OrganisationRecord(source=service.source, uuid="", name="")
    locations = [place.location for place in service.places]
    addresses = [address for location in locations for address in location.addresses]
    kinds = _named(service.attributes, KIND)
    own_phones = (service.phones, *(place.phones for place in service.places), *(one.phones for one in locations))
    languages = (service.languages, *(location.languages for location in locations))
    areas = (service.areas, *(place.areas for place in service.places))
    return Entry(
        source=service.source,
        id=service.id,
        name=service.name,
        organisation=organisation.name,
        alternate_names=_distinct((*service.alternate_names, *organisation.alternate_names)),
        description=service.description,
        kind=next(iter(kinds), ""),
        terms=(*kinds[1:], *_others(service.attributes)),
        care_level=service.care_level,
        audiences=_named(service.attributes, AUDIENCE),
        languages=_distinct(language.spoken for language in chain(*languages)),
        communes=_distinct(commune for address in addresses for commune in address.communes),
        postcodes=_distinct(address.postal_code for address in addresses),
        areas=_distinct(area.name for area in chain(*areas)),
        eligibility=service.eligibility_description,
        phones=_distinct(phone.number for phone in chain(*own_phones))
        or _distinct(phone.number for phone in organisation.phones),
        email=service.email or organisation.email,
        url=service.url or organisation.website,
        fees=service.fees_description or service.fees or "; ".join(map(_cost, service.costs)),
        wait_time=service.wait_time,
        access=service.application_process,
        verified_on=service.verified_on,
    )


def _named(attributes: Iterable[Attribute], link_type: str) -> tuple[str, ...]:
    return _distinct(one.term.name for one in attributes if one.link_type == link_type)


def _others(attributes: Iterable[Attribute]) -> tuple[str, ...]:
    return _distinct(one.term.name for one in attributes if one.link_type not in {KIND, AUDIENCE})


def _cost(cost: CostOption) -> str:
    return " ".join(_cost_parts(cost))


def _cost_parts(cost: CostOption) -> Iterator[str]:
    if cost.option:
        yield f"{cost.option}:"
    if cost.amount is not None:
        yield f"{cost.amount:g} {cost.currency.upper()}".strip()
    if cost.amount_description:
        yield cost.amount_description


def _distinct(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in words if word))
