"""An HSDS package of tables, joined so that it reads like nested objects."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from sys import intern
from types import MappingProxyType

from concertbot.features.directory.formats.cells import Cells
from concertbot.features.directory.formats.problems import Problems
from concertbot.features.directory.formats.tables import CsvTable, RowSpot

Kept = tuple[RowSpot, Mapping[str, str]]

# By table: the columns by which its rows belong to something.
OWNERS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "phones": ("service_id", "location_id", "organization_id", "contact_id", "service_at_location_id"),
        "languages": ("service_id", "location_id", "phone_id"),
        "schedules": ("service_id", "location_id", "service_at_location_id"),
        "contacts": ("service_id", "location_id", "organization_id", "service_at_location_id"),
        "service_areas": ("service_id", "service_at_location_id"),
        "service_at_location": ("service_id",),
        "addresses": ("location_id",),
        "accessibility": ("location_id",),
        "cost_options": ("service_id",),
        "required_documents": ("service_id",),
        "service_capacity": ("service_id",),
        "funding": ("service_id", "organization_id"),
        "organization_identifiers": ("organization_id",),
        "attributes": ("link_id",),
    }
)
# What nested objects call a table, where that differs.
TABLES = {"service_at_locations": "service_at_location", "capacities": "service_capacity"}
# The one object that a column points to: its table and the column.
ONE: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "organization": ("organizations", "organization_id"),
        "program": ("programs", "program_id"),
        "location": ("locations", "location_id"),
        "taxonomy_term": ("taxonomy_terms", "taxonomy_term_id"),
        "taxonomy_detail": ("taxonomies", "taxonomy_id"),
        "unit": ("units", "unit_id"),
    }
)
TARGETS = frozenset(table for table, _ in ONE.values())
SERVICES, ID_MAP = "services", "id_map"
REQUIRED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {SERVICES: ("id", "name"), "organizations": ("id", "name"), "locations": ("id",), ID_MAP: ("id", "service_uuid")}
)
USED = frozenset({SERVICES, ID_MAP, *TARGETS, *OWNERS})
UNUSED = frozenset({"metadata", "meta_table_descriptions", "url"})
KEYS = frozenset({"id", "service_uuid", *(column for columns in OWNERS.values() for column in columns)})
# What its owner is called in a table, by the table of the owner.
OWNER_COLUMN = {
    "services": "service_id",
    "organizations": "organization_id",
    "locations": "location_id",
    "phones": "phone_id",
    "contacts": "contact_id",
    "service_at_location": "service_at_location_id",
}


class Package:
    """The tables of a package but that of services, by what their rows belong to."""

    def __init__(self, tables: Mapping[str, CsvTable], problems: Problems) -> None:
        self._problems = problems
        self._tables = tables
        self._owned: defaultdict[tuple[str, str, str], list[Kept]] = defaultdict(list)
        self._targets: dict[tuple[str, str], Kept] = {}
        self.slugs: dict[str, str] = {}
        for name, table in tables.items():
            table.require(REQUIRED.get(name, ()))
            if name != SERVICES:
                self._load(name, table)

    def services(self) -> Iterator["PackageCells"]:
        """Go through the services. Raises Refused."""
        for spot, values in self._tables[SERVICES].rows():
            yield PackageCells(self, SERVICES, (spot, values), self._problems)

    def owned(self, table: str, column: str, owner: str) -> list[Kept]:
        """Return the rows of a table that belong to an owner."""
        return self._owned.get((table, column, owner), [])

    def target(self, table: str, said: str) -> Kept | None:
        """Return the row that an id names."""
        return self._targets.get((table, said))

    def _load(self, name: str, table: CsvTable) -> None:
        for spot, values in table.rows():
            if name == ID_MAP:
                self.slugs[values.get("service_uuid", "")] = values.get("id", "")
            if name in TARGETS:
                self._targets[name, values.get("id", "")] = spot, values
            for column in OWNERS.get(name, ()):
                if column in values:
                    self._owned[name, column, intern(values[column])].append((spot, values))


class PackageCells(Cells):
    """A row of a package, whose parts stand in other tables."""

    def __init__(self, package: Package, table: str, kept: Kept, problems: Problems) -> None:
        super().__init__(kept[1], kept[0], problems)
        self._package = package
        self._table = table

    def many(self, name: str) -> list[Cells]:
        """Return the rows of another table that belong to this one."""
        table = TABLES.get(name, name)
        column = "link_id" if table == "attributes" else OWNER_COLUMN.get(self._table, "")
        rows = self._package.owned(table, column, self.line("id"))
        return [PackageCells(self._package, table, kept, self._problems) for kept in rows]

    def one(self, name: str) -> Cells | None:
        """Return the row that this one points to."""
        table, column = ONE[name]
        said = self.line(column)
        kept = self._package.target(table, said) if said else None
        if said and kept is None and name != "program":
            self.warn("missing-row", column, table=f"{table}.csv", id=said)
        return PackageCells(self._package, table, kept, self._problems) if kept else None
