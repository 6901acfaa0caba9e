"""Which files make up a directory, and in which format they are, judged by what is in them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any

from concertbot.features.directory.formats import package
from concertbot.features.directory.formats.files import read_text
from concertbot.features.directory.formats.jsontext import JsonText
from concertbot.features.directory.formats.problems import Problems, RefusedError, Whole
from concertbot.features.directory.formats.tables import CsvTable

SUFFIXES = (".csv", ".tsv", ".json", ".ndjson", ".jsonl")
DATAPACKAGE = "datapackage.json"


class Kind(StrEnum):
    """What a file holds."""

    FLAT = "services.csv"
    HSDS_TABLE = "HSDS tables"
    HSDS_JSON = "HSDS JSON"
    STRUCTURES = "data.inclusion structures"
    SERVICES = "data.inclusion services"
    DATAPACKAGE = "datapackage"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Found:
    """A file and what it holds."""

    kind: Kind
    path: Path
    is_json: bool


# A table of this kind has at least one of these columns.
COLUMNS: Mapping[Kind, frozenset[str]] = MappingProxyType(
    {
        Kind.FLAT: frozenset({"service_name", "service_type", "care_level", "organization_name"}),
        Kind.SERVICES: frozenset({"structure_id"}),
        Kind.STRUCTURES: frozenset({"nom"}),
    }
)
OBJECT_KEYS = frozenset({"organization", "organization_id", "status", "service_at_locations", "services"})


def find(paths: Iterable[Path], problems: Problems) -> list[Found]:
    """Return the files of a directory that stand at these paths."""
    found: dict[Path, Found] = {}
    for path in paths:
        for one in _at(path, problems):
            found.setdefault(one.path.resolve(), one)
    return list(found.values())


def _at(path: Path, problems: Problems) -> Iterator[Found]:
    here = Whole(str(path))
    if path.is_dir():
        yield from _in_folder(path, problems)
        return
    if not path.is_file():
        problems.add("missing-path", here)
        return
    one = _look(path, problems)
    if one and one.kind is Kind.UNKNOWN:
        problems.add("not-a-directory", here)
    elif one and (one.kind is Kind.DATAPACKAGE or (one.kind is Kind.HSDS_TABLE and path.stem == package.SERVICES)):
        yield from _in_folder(path.parent, problems)
    elif one:
        yield one


def _in_folder(folder: Path, problems: Problems) -> Iterator[Found]:
    try:
        paths = sorted(one for one in folder.iterdir() if one.suffix.lower() in SUFFIXES and one.is_file())
    except OSError as error:
        problems.add("unreadable-file", Whole(str(folder)), reason=error.strerror or "")
        return
    found = [one for path in paths if (one := _look(path, problems))]
    package_here = any(one.kind is Kind.HSDS_TABLE for one in found)
    known = [one for one in found if one.kind is not Kind.UNKNOWN]
    if not any(one.kind is not Kind.DATAPACKAGE for one in known) and not problems.errors:
        problems.add("no-directory-here", Whole(str(folder)))
    for one in found:
        twin = next((other for other in known if _twins(one, other)), None)
        if twin:
            problems.add("twin-file", Whole(str(one.path)), other=twin.path.name)
        elif one.kind is not Kind.UNKNOWN:
            yield one
        elif known and not (package_here and one.path.stem in package.UNUSED):
            problems.add("skipped-file", Whole(str(one.path)))


def _twins(one: Found, table: Found) -> bool:
    """Whether a JSON file holds what the table of the same name holds."""
    return one.kind is table.kind and one.path.stem == table.path.stem and one.is_json and not table.is_json


def _look(path: Path, problems: Problems) -> Found | None:
    try:
        text = read_text(path, problems)
        is_json = text.lstrip()[:1] in {"{", "["}
        kind = _kind_of_json(path, text, problems) if is_json else _kind_of_table(path, text, problems)
    except RefusedError:
        return None
    return Found(kind, path, is_json)


def _kind_of_json(path: Path, text: str, problems: Problems) -> Kind:
    item: Any = next((value for _, value in JsonText(str(path), text, problems).items()), None)
    if not isinstance(item, dict):
        return Kind.UNKNOWN
    if isinstance(item.get("resources"), list):
        return Kind.DATAPACKAGE
    kind = next((kind for kind, columns in COLUMNS.items() if columns & item.keys() and kind is not Kind.FLAT), None)
    return kind or (Kind.HSDS_JSON if OBJECT_KEYS & item.keys() else Kind.UNKNOWN)


def _kind_of_table(path: Path, text: str, problems: Problems) -> Kind:
    columns = frozenset(CsvTable(str(path), text, problems).columns)
    kind = next((kind for kind, names in COLUMNS.items() if names & columns), Kind.UNKNOWN)
    if kind is Kind.UNKNOWN and path.stem in package.USED and columns & package.KEYS:
        return Kind.HSDS_TABLE
    return kind
