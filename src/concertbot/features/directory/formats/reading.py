"""Reads a directory, whatever its format, into services; what is wrong is found on the way."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

from concertbot.chat.words import clean
from concertbot.features.directory.formats.archives import unpacked
from concertbot.features.directory.formats.cells import Cells, RowCells
from concertbot.features.directory.formats.checks import Ids
from concertbot.features.directory.formats.documents import ORGANISATION, Document
from concertbot.features.directory.formats.files import open_text
from concertbot.features.directory.formats.finding import Found, Kind, find
from concertbot.features.directory.formats.flat import Flat
from concertbot.features.directory.formats.hsds import Hsds
from concertbot.features.directory.formats.inclusion import SERVICE_COLUMNS, STRUCTURE_COLUMNS, Inclusion
from concertbot.features.directory.formats.jsontext import JsonText
from concertbot.features.directory.formats.layout import Layout, layout_of, rows_of
from concertbot.features.directory.formats.looking import open_table
from concertbot.features.directory.formats.origin import OWN_ID, Origin
from concertbot.features.directory.formats.package import Package
from concertbot.features.directory.formats.problems import RefusedError, Whole
from concertbot.features.directory.formats.shelf import Shelf
from concertbot.features.directory.formats.structures import Structures
from concertbot.features.directory.formats.tables import Table

FORMATS: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.FLAT: "services.csv",
        Kind.HSDS_TABLE: "HSDS package",
        Kind.HSDS_JSON: "HSDS JSON",
        Kind.STRUCTURES: "data.inclusion",
        Kind.SERVICES: "data.inclusion",
    }
)


@dataclass(frozen=True, slots=True)
class Opened:
    """A directory of a known format; going through its documents reads it."""

    format: str
    title: str
    licence: str
    layout: Layout
    documents: Iterator[Document]
    rows: int | None  # of the services, about; None where that is not known before


def open_directory(paths: Sequence[Path], origin: Origin) -> Opened | None:
    """Find out what stands at these paths; None when that is no directory, as the problems tell."""
    with ExitStack() as stack:
        here = stack.enter_context(unpacked(paths, origin.problems))
        return _open(here, replace(origin, folder=_folder(paths, here, origin)), stack)


def _folder(paths: Sequence[Path], here: Sequence[Path], origin: Origin) -> str:
    """Return the name of the source where nothing else names it; an archive is a folder of its own."""
    return clean(here[0].name) if here and here[0] != paths[0] else origin.folder


def _open(paths: Sequence[Path], origin: Origin, stack: ExitStack) -> Opened | None:
    found = find(paths, origin.problems)
    formats = sorted({FORMATS[one.kind] for one in found if one.kind in FORMATS})
    if len(formats) > 1:
        origin.problems.add("several-formats", Whole(str(paths[0])), formats=", ".join(formats))
    if not formats or origin.problems.errors:
        return None
    described = next((one for one in found if one.kind is Kind.DATAPACKAGE), None)
    description = _description(described, origin) if described else {}
    licence = description.get("license")
    return Opened(
        format=formats[0],
        title=str(description.get("title") or ""),
        licence=str(licence.get("name") or "") if isinstance(licence, dict) else "",
        layout=layout_of(formats[0], found, description),
        documents=_documents(formats[0], found, origin, stack.pop_all()),
        rows=rows_of(found),
    )


def _description(described: Found, origin: Origin) -> Mapping[str, Any]:
    """Return what a package says of itself, having seen that its tables are there."""
    package: Mapping[str, Any] = {}
    with suppress(ValueError):
        package = json.loads(described.path.read_text(encoding="utf-8-sig"))
    here = {one.name for one in described.path.parent.iterdir()}
    for resource in package.get("resources", []):
        path = str(resource.get("path") or "") if isinstance(resource, dict) else ""
        if path and path not in here:
            origin.problems.add("missing-table", Whole(str(described.path)), table=path)
    return package


def _documents(name: str, found: Sequence[Found], origin: Origin, stack: ExitStack) -> Iterator[Document]:
    with stack, Shelf() as shelf, suppress(RefusedError):
        yield from READERS[name](found, origin, shelf)


def _table(one: Found, origin: Origin) -> Table:
    return open_table(one, origin.problems)


def _flat(found: Sequence[Found], origin: Origin, _shelf: Shelf) -> Iterator[Document]:
    flat = Flat(origin, Ids())
    for one in found:
        yield from flat.table(_table(one, origin))


def _package(found: Sequence[Found], origin: Origin, shelf: Shelf) -> Iterator[Document]:
    tables = {one.name: partial(_table, one, origin) for one in found if one.kind is Kind.HSDS_TABLE}
    package = Package(tables, shelf, origin.problems)
    hsds = Hsds(origin, Ids())
    source = ""
    for cells in package.services():
        for document in hsds.read(cells, slug=package.slugs.get(cells.line("id"), "")):
            source = source or document.source
            yield document
    yield from package.documents(partial(origin.source_of, usual=source))


def _hsds_json(found: Sequence[Found], origin: Origin, _shelf: Shelf) -> Iterator[Document]:
    hsds = Hsds(origin, Ids())
    for cells in _objects(found, origin):
        services = cells.many("services")
        if not services and "services" not in cells.values:
            yield from hsds.read(cells)
        elif not services:
            yield Document(ORGANISATION, origin.source_of(cells), cells.line(OWN_ID, "id"), cells.body)
        for service in services:
            yield from hsds.read(service, parent=cells)


def _inclusion(found: Sequence[Found], origin: Origin, shelf: Shelf) -> Iterator[Document]:
    structures = Structures(origin, shelf)
    for cells in _rows(Kind.STRUCTURES, STRUCTURE_COLUMNS, found, origin):
        yield from structures.keep(cells)
    inclusion = Inclusion(origin, Ids(), structures.get)
    for cells in _rows(Kind.SERVICES, SERVICE_COLUMNS, found, origin):
        yield from inclusion.service(cells)


READERS: Mapping[str, Callable[[Sequence[Found], Origin, Shelf], Iterator[Document]]] = MappingProxyType(
    {
        FORMATS[Kind.FLAT]: _flat,
        FORMATS[Kind.HSDS_TABLE]: _package,
        FORMATS[Kind.HSDS_JSON]: _hsds_json,
        FORMATS[Kind.SERVICES]: _inclusion,
    }
)


def _rows(kind: Kind, required: Sequence[str], found: Sequence[Found], origin: Origin) -> Iterator[Cells]:
    files = [one for one in found if one.kind is kind]
    yield from _objects([one for one in files if one.is_json], origin)
    for one in files:
        if not one.is_json:
            table = _table(one, origin)
            table.require(required)
            for row in table.rows():
                yield RowCells(row, origin.problems)


def _objects(found: Sequence[Found], origin: Origin) -> Iterator[Cells]:
    pages: dict[str, int] = {}
    for one in found:
        with open_text(one.path, one.encoding) as opened:
            text = JsonText(str(one.path), opened, origin.problems)
            for spot, value in text.items():
                if isinstance(value, dict):
                    yield Cells(value, spot, origin.problems)
                else:
                    origin.problems.add("not-an-object", spot)
            pages[text.file] = text.pages
    for file, number in pages.items():
        if number > len(pages):
            origin.problems.add("missing-pages", Whole(file), pages=str(number))
