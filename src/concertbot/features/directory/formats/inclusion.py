"""data.inclusion structures and services: version 1, and what version 0 calls otherwise."""

from collections.abc import Callable, Iterator

from concertbot.features.directory.formats.cells import Cells
from concertbot.features.directory.formats.checks import Ids, name_of
from concertbot.features.directory.formats.documents import SERVICE, Document
from concertbot.features.directory.formats.inclusion_parts import (
    LISTS,
    NOT_OF_STRUCTURE,
    PLACE,
    attributes,
    eligibility,
    links,
    location,
    phones,
    schedules,
)
from concertbot.features.directory.formats.origin import Origin, uuid_of
from concertbot.features.directory.formats.recent import Recent
from concertbot.features.directory.parts import Identifier, ServiceArea
from concertbot.features.directory.records import OrganisationRecord, ServiceAtLocation, ServiceRecord

SERVICE_COLUMNS = ("id", "structure_id", "nom")
STRUCTURE_COLUMNS = ("id", "nom")


class Inclusion:
    """Reads services; `structure` gives the structure of a source that an id names."""

    def __init__(self, origin: Origin, ids: Ids, structure: Callable[[str, str], Cells | None]) -> None:
        self._origin = origin
        self._ids = ids
        self._structure = structure
        self._structures = Recent[tuple[str, str], Cells | None]()
        self._organisations = Recent[tuple[str, str], OrganisationRecord]()

    def service(self, cells: Cells) -> Iterator[Document]:
        """Return the service of a row, if it has an id that no other has."""
        source, said = self._origin.source_of(cells), cells.line("id")
        if self._ids.accept(source, cells, "id", said):
            yield Document(SERVICE, source, said, cells.body, self._service(cells, source, said))

    def _service(self, cells: Cells, source: str, said: str) -> ServiceRecord:
        key = source, cells.line("structure_id")
        structure = self._structures.get(key, lambda: self._structure(*key))
        if structure:
            self._origin.source_of(structure)  # read, and no column that nobody knows
        if structure is None:
            cells.warn("missing-structure", "structure_id", id=key[1])
        if cells.line("contact_nom_prenom"):
            cells.warn("person-left-out", "contact_nom_prenom")
        return ServiceRecord(
            id=said,
            source=source,
            uuid=uuid_of(source, "service", said),
            name=name_of(cells, "nom", said),
            organisation=self._organisation(structure, source) if structure else None,
            description=cells.text("description", "presentation_detail", "presentation_resume"),
            url=cells.line("lien_source", "page_web"),
            email=cells.line("courriel"),
            application_process=cells.text("mobilisation_precisions", "modes_orientation_beneficiaire_autres"),
            fees=", ".join(cells.words("frais", LISTS)),
            fees_description=cells.text("frais_precisions", "frais_autres"),
            eligibility_description=eligibility(cells),
            last_modified=cells.day("date_maj"),
            phones=phones(cells),
            schedules=schedules(cells) or (schedules(structure) if structure else ()),
            areas=tuple(ServiceArea(name=one) for one in cells.words("zone_eligibilite", LISTS)),
            links=links(cells),
            attributes=tuple(attributes(cells, source)),
            places=tuple(self._places(cells, structure, source)),
            extra=cells.rest(),
        )

    def _places(self, cells: Cells, structure: Cells | None, source: str) -> Iterator[ServiceAtLocation]:
        """Where the service is: at its own address, else at its structure's."""
        for owner, kind in ((cells, "service"), (structure, "structure")):
            if owner and any(owner.line(name) for name in PLACE):
                there = location(owner, self._origin.places, source, kind)
                yield ServiceAtLocation(location=there)
                return

    def _organisation(self, cells: Cells, source: str) -> OrganisationRecord:
        return self._organisations.get((source, cells.line("id")), lambda: _organisation(cells, source))


def _organisation(cells: Cells, source: str) -> OrganisationRecord:
    said, siret = cells.line("id"), cells.line("siret")
    return OrganisationRecord(
        id=said,
        source=source,
        uuid=uuid_of(source, "organisation", said),
        name=cells.line("nom"),
        description=cells.text("description", "presentation_detail", "presentation_resume"),
        email=cells.line("courriel"),
        website=cells.line("site_web"),
        last_modified=cells.day("date_maj"),
        phones=phones(cells),
        links=links(cells),
        identifiers=(Identifier(scheme="FR-SIRET", type="SIRET", identifier=siret),) if siret else (),
        attributes=tuple(attributes(cells, source)),
        extra=cells.rest(NOT_OF_STRUCTURE),
    )
