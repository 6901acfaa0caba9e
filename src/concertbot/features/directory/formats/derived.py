"""From objects that were kept to the service that they say, by the same readers that read them first."""

from collections.abc import Iterator, Mapping
from typing import Any

from concertbot.chat.words import clean
from concertbot.features.directory.formats.cells import Cells
from concertbot.features.directory.formats.checks import Ids
from concertbot.features.directory.formats.documents import ORGANISATION, Document
from concertbot.features.directory.formats.flat import Flat
from concertbot.features.directory.formats.hsds import Hsds
from concertbot.features.directory.formats.inclusion import Inclusion
from concertbot.features.directory.formats.layout import FLAT, INCLUSION, Layout
from concertbot.features.directory.formats.mapping.applying import mapped
from concertbot.features.directory.formats.origin import Origin
from concertbot.features.directory.formats.package import KINDS, ONE
from concertbot.features.directory.formats.places import Places
from concertbot.features.directory.formats.problems import Problems, Whole
from concertbot.features.directory.records import ServiceRecord

Others = Mapping[tuple[str, str], Mapping[str, Any]]  # bodies by kind and id
KEPT = Whole("")
# The column by which an object points to another, and what kind that is of.
POINTS: Mapping[str, str] = {column: KINDS[table] for table, column in ONE.values()}


def references(layout: Layout, body: Mapping[str, Any]) -> set[tuple[str, str]]:
    """Return the kinds and ids of the objects that an object points to."""
    if layout["family"] == INCLUSION:
        return {(ORGANISATION, str(body.get("structure_id") or ""))}
    return set(_pointed(body)) if layout["family"] != FLAT and layout["shape"] == "csv" else set()


def _pointed(body: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in body.items():
        key = clean(name).lower()
        if isinstance(value, list):
            for one in value:
                yield from _pointed(one)
        elif key in POINTS and value:
            yield POINTS[key], clean(value)


def record_of(document: Document, layout: Layout, others: Others, places: Places) -> ServiceRecord:
    """Return what a service's object says; `others` are those that it points to, and they themselves."""
    origin = Origin(folder=document.source, source=document.source, places=places, problems=Problems())
    cells = KeptCells(_said(layout, document.body), origin.problems, others)
    if layout["family"] == FLAT:
        found = Flat(origin, Ids()).read(cells)
    elif layout["family"] == INCLUSION:
        found = Inclusion(origin, Ids(), lambda _, said: cells.other(ORGANISATION, said)).service(cells)
    else:
        found = Hsds(origin, Ids()).read(cells, slug=document.id)
    record = next(found).record
    if record is None:
        raise LookupError(document.id)
    return record


def _said(layout: Layout, body: Mapping[str, Any]) -> Mapping[str, Any]:
    return mapped(layout["mapping"], body) if "mapping" in layout else body


class KeptCells(Cells):
    """An object that was kept; those that it points to are kept beside it."""

    def __init__(self, body: Mapping[str, Any], problems: Problems, others: Others) -> None:
        values = {clean(name).lower(): value for name, value in body.items() if value not in ("", None)}
        super().__init__(values, KEPT, problems)
        self._others = others

    def one(self, name: str) -> Cells | None:
        """Return the object under a name, or that which a column points to."""
        table, column = ONE.get(name, ("", ""))
        if table and name not in self.values:
            return self.other(KINDS[table], self.line(column))
        return super().one(name)

    def other(self, kind: str, said: str) -> Cells | None:
        """Return an object that was kept beside this one."""
        found = self._others.get((kind, said))
        return KeptCells(found, self._problems, self._others) if found is not None else None

    def _down(self, values: Mapping[str, Any], *steps: str | int) -> Cells:
        del steps
        return KeptCells(values, self._problems, self._others)
