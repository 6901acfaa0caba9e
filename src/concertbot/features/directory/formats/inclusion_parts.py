"""The parts of data.inclusion rows: addresses, telephone numbers, classifications."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType

from concertbot.features.directory.formats.cells import Cells
from concertbot.features.directory.formats.origin import uuid_of
from concertbot.features.directory.formats.places import Places
from concertbot.features.directory.parts import (
    AUDIENCE,
    KIND,
    Accessibility,
    Address,
    Attribute,
    Link,
    Phone,
    Schedule,
    Term,
)
from concertbot.features.directory.records import LocationRecord

LISTS = ",;|"  # what joins lists that are not JSON
# By column: what a term of it says of a service. Version 0 calls some otherwise.
TERMS: Mapping[str, str] = MappingProxyType(
    {
        "type": KIND,
        "types": KIND,
        "publics": AUDIENCE,
        "profils": AUDIENCE,
        "thematiques": "thematique",
        "modes_accueil": "mode_accueil",
        "modes_mobilisation": "mode_mobilisation",
        "mobilisable_par": "mobilisable_par",
        "reseaux_porteurs": "reseau_porteur",
        "labels_nationaux": "reseau_porteur",
        "typologie": "typologie",
    }
)
FURTHER_PHONES = "_phones"  # a column of our exports
LINKS = ("lien_source", "lien_mobilisation", "prise_rdv", "formulaire_en_ligne")
PLACE = ("adresse", "commune", "code_postal", "code_insee", "latitude", "longitude")
# Read with the location of a structure, or not kept: they are no extra of an organisation.
NOT_OF_STRUCTURE = frozenset(
    {*PLACE, "complement_adresse", "accessibilite_lieu", "accessibilite", "horaires_accueil", "horaires_ouverture"}
)
FIVE_DIGITS = re.compile(r"\d{5}")


def phones(cells: Cells) -> tuple[Phone, ...]:
    """Return the telephone number, and those for which the format has no column."""
    numbers = dict.fromkeys((cells.line("telephone"), *cells.words(FURTHER_PHONES)))
    return tuple(Phone(number=number) for number in numbers if number)


def schedules(cells: Cells) -> tuple[Schedule, ...]:
    """Return the opening hours."""
    hours = cells.text("horaires_accueil", "horaires_ouverture")
    return (Schedule(opening_hours=hours),) if hours else ()


def links(cells: Cells) -> tuple[Link, ...]:
    """Return the web addresses beside the main one."""
    return tuple(Link(label=name, url=url) for name in LINKS if (url := cells.line(name)))


def eligibility(cells: Cells) -> str:
    """Return for whom a service is, in the source's words."""
    said = (cells.text("publics_precisions", "profils_precisions"), cells.text("conditions_acces"))
    return "\n".join(one for one in said if one)


def attributes(cells: Cells, source: str) -> Iterator[Attribute]:
    """Go through what a row is classified under."""
    for column in TERMS:
        for code in cells.words(column, LISTS):
            yield _attribute(source, column, code)


@lru_cache(maxsize=10_000)
def _attribute(source: str, column: str, code: str) -> Attribute:
    uuid = uuid_of(source, "term", f"{column}:{code}")
    name = code.rsplit("--", 1)[-1].replace("-", " ")
    term = Term(id=uuid, source=source, code=code, name=name, taxonomy=column)
    return Attribute(term=term, link_type=TERMS[column])


def location(cells: Cells, places: Places, source: str, kind: str) -> LocationRecord:
    """Return where a service or a structure is."""
    said = f"{kind}:{cells.line('id')}"
    city, postcode = cells.line("commune"), cells.line("code_postal")
    if postcode and not FIVE_DIGITS.fullmatch(postcode):
        cells.warn("postcode", "code_postal", value=postcode)
    insee, access = cells.line("code_insee"), cells.line("accessibilite_lieu", "accessibilite")
    return LocationRecord(
        id=said,
        source=source,
        uuid=uuid_of(source, "location", said),
        type="physical",
        latitude=cells.number("latitude"),
        longitude=cells.number("longitude"),
        external_identifier=insee,
        external_identifier_type="code_insee" if insee else "",
        accessibility=(Accessibility(url=access),) if access else (),
        addresses=(
            Address(
                address_1=cells.line("adresse"),
                address_2=cells.line("complement_adresse"),
                city=city,
                communes=places.names(city, postcode),
                postal_code=postcode,
                type="physical",
            ),
        ),
    )
