"""Writes the directory out: in the formats it comes in, and for spreadsheets."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from concertbot.domain.database import Database
from concertbot.features.directory.formats.places import Places
from concertbot.features.directory.store.sources import DirectorySource, sources
from concertbot.features.directory.writing import destination
from concertbot.features.directory.writing.exporter import ARCHIVE, Exporter, Progress
from concertbot.features.directory.writing.flat_export import FlatExport, WorkbookExport
from concertbot.features.directory.writing.hsds_export import LINES, ObjectsExport, PackageExport
from concertbot.features.directory.writing.inclusion_export import InclusionExport
from concertbot.features.directory.writing.kept import Kept


class Format(StrEnum):
    """What can be written."""

    HSDS_CSV = "hsds-csv"
    HSDS_JSON = "hsds-json"
    DATA_INCLUSION = "data-inclusion"
    CSV = "csv"
    XLSX = "xlsx"


EXPORTERS: Mapping[Format, type[Exporter]] = MappingProxyType(
    {
        Format.HSDS_CSV: PackageExport,
        Format.HSDS_JSON: ObjectsExport,
        Format.DATA_INCLUSION: InclusionExport,
        Format.CSV: FlatExport,
        Format.XLSX: WorkbookExport,
    }
)


ENDINGS: Mapping[Format, Sequence[str]] = MappingProxyType(
    {
        Format.HSDS_CSV: (),
        Format.HSDS_JSON: (".json", *LINES),
        Format.DATA_INCLUSION: (".json",),
        Format.CSV: (FlatExport.suffix,),
        Format.XLSX: (WorkbookExport.suffix,),
    }
)
FOLDERS = frozenset({Format.HSDS_CSV, Format.DATA_INCLUSION})  # formats of several files


class NothingToExportError(Exception):
    """There is nothing to write; why is the message."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be written, and where."""

    format: Format
    path: Path
    sources: Sequence[str] = ()  # all where none is named
    force: bool = False  # whether an earlier export is replaced
    country: str = ""  # where services are that do not say it


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written."""

    services: int
    sources: Sequence[str]
    left: Mapping[str, int] = field(default_factory=Counter)  # what the format has no place for, by kind


def misnamed(form: Format, path: Path) -> str:
    """Return how a path for a format is to be called, where it is called like something else; else nothing."""
    endings, ending = (*ENDINGS[form], ARCHIVE), path.suffix.lower()
    others = {one for listed in ENDINGS.values() for one in listed}
    if ending in endings or (form in FOLDERS and ending not in others):
        return ""
    *most, last = endings
    named = f"a name that ends in {', '.join(most)} or {last}" if most else f"a name that ends in {last}"
    return f"{'a folder, or ' if form in FOLDERS else ''}{named}"


async def export(database: Database, wanted: Wanted, places: Places, progress: Progress) -> Exported:
    """Write sources to a path, all of them or nothing. Raises NothingToExportError and TakenError."""
    destination.check(wanted.path, force=wanted.force)
    async with database.read() as session:
        chosen = _chosen(await sources(session), wanted.sources)
    with destination.beside(wanted.path) as folder:
        async with database.read() as session:  # over before files are closed, which may take long
            kept = [await Kept.of(session, one, places) for one in chosen]
            exporter = EXPORTERS[wanted.format](folder, wanted.path, [one.origin for one in kept], wanted.country)
            exporter.progress = progress
            for one in kept:
                await exporter.add(one)
        destination.put(exporter.close(), wanted.path)
    return Exported(exporter.services, [one.name for one in chosen], exporter.left)


def _chosen(known: Sequence[DirectorySource], names: Sequence[str]) -> list[DirectorySource]:
    there = {one.name: one for one in known}
    for name in names:
        if name not in there:
            told = ", ".join(there) or "none"
            raise NothingToExportError(f"There is no source {name}. Those that there are: {told}.")
    if not there:
        raise NothingToExportError("The directory is empty. Bring one in first: concertbot directory import PATH.")
    chosen = [there[name] for name in dict.fromkeys(names)] if names else list(known)
    bare = [one.name for one in chosen if not one.import_id]
    if bare:
        raise NothingToExportError(
            f"An earlier version imported {', '.join(bare)}, and kept nothing that can be exported. Import it again: "
            "concertbot directory import PATH --source NAME. Or name other sources: --source NAME."
        )
    return chosen
