"""HSDS 3 objects, the same whether nested in JSON or joined from the tables of a package."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from concertbot.features.directory.formats.cells import Cells
from concertbot.features.directory.formats.checks import Ids, name_of, status_of
from concertbot.features.directory.formats.documents import SERVICE, Document
from concertbot.features.directory.formats.filling import fill
from concertbot.features.directory.formats.hsds_parts import Parts
from concertbot.features.directory.formats.origin import OWN_ID, Origin, is_uuid, uuid_of
from concertbot.features.directory.formats.recent import Recent
from concertbot.features.directory.parts import Attribute
from concertbot.features.directory.records import LocationRecord, OrganisationRecord, ServiceAtLocation, ServiceRecord

CARE_LEVEL = "care_level"
LEVEL = re.compile(r"(?<!\d)[0-5](?!\d)")
ORGANISATION_COLUMNS = {"alternate_names": "alternate_name", "parent_id": "parent_organization_id"}
LOCATION_COLUMNS = {"alternate_names": "alternate_name", "type": "location_type"}
SERVICE_COLUMNS = {"alternate_names": "alternate_name", "verified_on": "assured_date"}


class Hsds:
    """Reads service objects; what several of them share is read once."""

    def __init__(self, origin: Origin, ids: Ids) -> None:
        self._origin = origin
        self._ids = ids
        self._parts: dict[str, Parts] = {}
        self._organisations = Recent[tuple[str, str], OrganisationRecord]()
        self._locations = Recent[tuple[str, str], LocationRecord]()

    def read(self, cells: Cells, parent: Cells | None = None, slug: str = "") -> Iterator[Document]:
        """Return the service of an object, if it has an id that no other has; `slug` is its id in the source."""
        source, stated = self._origin.source_of(cells, parent), cells.line(OWN_ID, "id")
        said = slug or stated
        if self._ids.accept(source, cells, "id", said):
            self._parts.setdefault(source, Parts(source, self._origin))
            own = cells.one("organization")
            record = self._service(cells, source, said, self._organisation(own or parent, source))
            apart = {} if own or not parent else {"organization": _without_services(parent.body)}
            yield Document(SERVICE, source, said, {**cells.body, **apart}, record)

    def _service(self, cells: Cells, source: str, said: str, organisation: OrganisationRecord | None) -> ServiceRecord:
        program = cells.one("program")
        given = self._parts[source].of(ServiceRecord, cells)
        levels = [one for one in given["attributes"] if one.link_type == CARE_LEVEL]
        return fill(
            ServiceRecord,
            cells,
            SERVICE_COLUMNS,
            **given | {"attributes": tuple(one for one in given["attributes"] if one.link_type != CARE_LEVEL)},
            id=said,
            source=source,
            uuid=_uuid(source, "service", said, cells),
            name=name_of(cells, "name", said),
            status=status_of(cells),
            care_level=next((_level(one) for one in levels), None),
            program=program.line("name") if program else "",
            organisation=organisation,
            places=tuple(self._places(cells, source)),
        )

    def _organisation(self, cells: Cells | None, source: str) -> OrganisationRecord | None:
        said = cells.line(OWN_ID, "id", "name") if cells else ""
        if not cells or not said:
            return None
        return self._organisations.get((source, said), lambda: self._organisation_of(cells, source, said))

    def _organisation_of(self, cells: Cells, source: str, said: str) -> OrganisationRecord:
        given: dict[str, Any] = self._parts[source].of(OrganisationRecord, cells)
        given |= {"id": said, "source": source, "uuid": _uuid(source, "organisation", said, cells)}
        return fill(OrganisationRecord, cells, ORGANISATION_COLUMNS, **given)

    def _places(self, cells: Cells, source: str) -> Iterator[ServiceAtLocation]:
        for one in cells.many("service_at_locations"):
            location = one.one("location")
            if location:
                given: dict[str, Any] = self._parts[source].of(ServiceAtLocation, one)
                yield fill(ServiceAtLocation, one, location=self._location(location, source), **given)

    def _location(self, cells: Cells, source: str) -> LocationRecord:
        said = cells.line(OWN_ID, "id", "name")
        return self._locations.get((source, said), lambda: self._location_of(cells, source, said))

    def _location_of(self, cells: Cells, source: str, said: str) -> LocationRecord:
        given: dict[str, Any] = self._parts[source].of(LocationRecord, cells)
        given |= {"id": said, "source": source, "uuid": _uuid(source, "location", said, cells)}
        return fill(LocationRecord, cells, LOCATION_COLUMNS, **given)


def _uuid(source: str, kind: str, said: str, cells: Cells) -> str:
    """Return the UUID of an object: its id in the source if it is one, else the one that it came with."""
    return uuid_of(source, kind, said if is_uuid(said) else cells.line("id") or said)


def _without_services(body: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in body.items() if name != "services"}


def _level(attribute: Attribute) -> int | None:
    term = attribute.term
    found = LEVEL.search(f"{term.code} {term.name} {attribute.value}")
    return int(found.group()) if found else None
