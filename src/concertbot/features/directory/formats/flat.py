"""One table with a service a row, as the Brussels directory comes."""

from collections.abc import Iterator
from datetime import date

from concertbot.chat.words import fold
from concertbot.features.directory.formats.cells import Cells, RowCells, read_day
from concertbot.features.directory.formats.checks import Ids, level_of, name_of, status_of
from concertbot.features.directory.formats.documents import SERVICE, Document
from concertbot.features.directory.formats.origin import Origin, uuid_of
from concertbot.features.directory.formats.recent import Recent
from concertbot.features.directory.formats.spoken import spoken
from concertbot.features.directory.formats.tables import Table
from concertbot.features.directory.parts import (
    AUDIENCE,
    KIND,
    Address,
    Attribute,
    Language,
    Phone,
    Schedule,
    ServiceArea,
    Term,
)
from concertbot.features.directory.records import LocationRecord, OrganisationRecord, ServiceAtLocation, ServiceRecord

REQUIRED = ("id", "service_name")
TAXONOMIES = {KIND: "type", AUDIENCE: "public"}
NOT_VERIFIED = frozenset({"", "no", "non", "nee", "false", "0"})


class Flat:
    """Reads the rows of a table into services."""

    name = "services.csv"

    def __init__(self, origin: Origin, ids: Ids) -> None:
        self._origin = origin
        self._ids = ids
        self._organisations = Recent[tuple[str, str], OrganisationRecord]()
        self._attributes: dict[tuple[str, str, str], Attribute] = {}

    def table(self, table: Table) -> Iterator[Document]:
        """Go through the services of a table. Raises RefusedError."""
        table.require(REQUIRED)
        for row in table.rows():
            yield from self.read(RowCells(row, self._origin.problems))

    def read(self, cells: Cells) -> Iterator[Document]:
        """Return the service of a row, if it has an id that no other has."""
        source, said = self._origin.source_of(cells), cells.line("id")
        if self._ids.accept(source, cells, "id", said):
            yield Document(SERVICE, source, said, cells.body, self._service(cells, source, said))

    def _service(self, cells: Cells, source: str, said: str) -> ServiceRecord:
        return ServiceRecord(
            id=said,
            source=source,
            uuid=uuid_of(source, "service", said),
            name=name_of(cells, "service_name", said),
            organisation=self._organisation(cells, source),
            status=status_of(cells),
            alternate_names=cells.words("alternate_name"),
            description=cells.text("description"),
            care_level=level_of(cells, "care_level", cells.line("care_level")),
            url=cells.line("url"),
            email=cells.line("email"),
            application_process=cells.text("application_process"),
            fees_description=cells.text("fees"),
            wait_time=cells.text("wait_time"),
            eligibility_description=cells.text("eligibility_description"),
            verified_on=cells.day("verified_on") or self._verified(cells),
            last_modified=cells.day("last_modified"),
            phones=tuple(Phone(number=one) for one in cells.words("phone")),
            languages=tuple(Language(spoken=spoken(one), name=one) for one in cells.words("languages")),
            schedules=tuple(Schedule(opening_hours=one) for one in [cells.text("opening_hours")] if one),
            areas=tuple(ServiceArea(name=one) for one in cells.words("area_served")),
            attributes=(*self._listed(cells, source, "service_type", KIND), *self._listed(cells, source, "audiences")),
            places=tuple(self._places(cells, source, said)),
            extra=cells.rest(),
        )

    def _organisation(self, cells: Cells, source: str) -> OrganisationRecord | None:
        name = cells.line("organization_name")
        if not name:
            return None
        uuid = uuid_of(source, "organisation", fold(name))
        return self._organisations.get(
            (source, uuid), lambda: OrganisationRecord(id=uuid, source=source, uuid=uuid, name=name)
        )

    def _verified(self, cells: Cells) -> date | None:
        said = cells.line("verified")
        day = read_day(said)
        if day is None and fold(said) not in NOT_VERIFIED and not cells.line("verified_on"):
            cells.warn("undated-verification", "verified")
        return day

    def _listed(self, cells: Cells, source: str, column: str, link_type: str = AUDIENCE) -> list[Attribute]:
        return [self._attribute(source, link_type, word) for word in cells.words(column)]

    def _attribute(self, source: str, link_type: str, word: str) -> Attribute:
        key = (source, link_type, word)
        if key not in self._attributes:
            code = f"{TAXONOMIES[link_type]}:{word}"
            uuid = uuid_of(source, "term", code)
            term = Term(id=uuid, source=source, code=code, name=word, taxonomy=TAXONOMIES[link_type])
            self._attributes[key] = Attribute(term=term, link_type=link_type)
        return self._attributes[key]

    def _communes(self, french: str, dutch: str, postcode: str) -> tuple[str, ...]:
        """Return the names of a commune; what a Dutch one is called in French may be empty."""
        if french and dutch:
            return tuple(dict.fromkeys((french, dutch)))
        known = self._origin.places.names(french or dutch, postcode)
        return ("", dutch) if dutch and len(known) == 1 else known

    def _places(self, cells: Cells, source: str, said: str) -> Iterator[ServiceAtLocation]:
        city, postcode = cells.line("commune_fr", "commune_nl"), cells.line("postal_code")
        address = cells.text("address")
        if not (city or postcode or address):
            return
        names = self._communes(cells.line("commune_fr"), cells.line("commune_nl"), postcode)
        uuid = uuid_of(source, "location", said)
        location = LocationRecord(
            id=uuid,
            source=source,
            uuid=uuid,
            type="physical",
            latitude=cells.number("latitude"),
            longitude=cells.number("longitude"),
            addresses=(Address(address_1=address, city=city, communes=names, postal_code=postcode, type="physical"),),
        )
        yield ServiceAtLocation(location=location)
