"""What a file of a directory holds, judged by the names in it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any

from concertbot.features.directory.formats import package
from concertbot.features.directory.formats.files import UTF_8


class Kind(StrEnum):
    """What a file or a sheet holds."""

    FLAT = "services.csv"
    HSDS_TABLE = "HSDS tables"
    HSDS_JSON = "HSDS JSON"
    STRUCTURES = "data.inclusion structures"
    SERVICES = "data.inclusion services"
    DATAPACKAGE = "datapackage"
    TABLE = "table"  # of another kind; a mapping can make it one with a service a row
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Found:
    """A file or a sheet, and what it holds."""

    kind: Kind
    path: Path
    is_json: bool
    encoding: str = UTF_8
    sheet: str = ""  # of a workbook
    mapping: Mapping[str, Any] | None = None  # how a table of another kind is read

    @property
    def name(self) -> str:
        """What the table is called."""
        return self.sheet or self.path.stem

    @property
    def shown(self) -> str:
        """What it is called in problems."""
        return f"{self.path} ({self.sheet})" if self.sheet else str(self.path)


# A table of this kind has at least one of these columns.
COLUMNS: Mapping[Kind, frozenset[str]] = MappingProxyType(
    {
        Kind.FLAT: frozenset({"service_name", "service_type", "care_level", "organization_name"}),
        Kind.SERVICES: frozenset({"structure_id"}),
        Kind.STRUCTURES: frozenset({"nom"}),
    }
)
# Structures have one of these too, or are called so; many a table has a `nom`.
OF_STRUCTURES = frozenset(
    {"source", "date_maj", "siret", "rna", "code_insee", "typologie", "thematiques", "lien_source"}
)
OBJECT_KEYS = frozenset({"organization", "organization_id", "status", "service_at_locations", "services"})


def kind_of_table(name: str, columns: Collection[str]) -> Kind:
    """Return what a table holds, by its name and its columns."""
    given = frozenset(columns)
    kind = next((kind for kind, names in COLUMNS.items() if names & given), Kind.UNKNOWN)
    if kind is Kind.FLAT and not given & {"id", "service_name"}:
        kind = Kind.UNKNOWN
    if kind is Kind.STRUCTURES and not (OF_STRUCTURES & given or "structure" in name.lower()):
        kind = Kind.UNKNOWN
    if kind is Kind.UNKNOWN and name in package.USED and given & package.KEYS:
        return Kind.HSDS_TABLE
    return kind


def kind_of_object(keys: Collection[str], *, has_resources: bool) -> Kind:
    """Return what a JSON file holds, by the names in its first object."""
    if has_resources:
        return Kind.DATAPACKAGE
    given = frozenset(keys)
    kind = next((kind for kind, names in COLUMNS.items() if names & given and kind is not Kind.FLAT), None)
    return kind or (Kind.HSDS_JSON if OBJECT_KEYS & given else Kind.UNKNOWN)
