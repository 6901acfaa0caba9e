"""An HSDS package of tables, joined so that it reads like nested objects."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from sys import intern
from types import MappingProxyType

from concertbot.features.directory.formats.cells import Cells
from concertbot.features.directory.formats.problems import Problems
from concertbot.features.directory.formats.tables import CsvRow, Table

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
OF_SERVICE = frozenset({"service_id", "link_id"})
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
    """The tables of a package, by what their rows belong to. Services are read one by one, the other tables first."""

    def __init__(self, tables: Mapping[str, Callable[[], Table]], problems: Problems) -> None:
        self._problems = problems
        self._services = tables.get(SERVICES)
        self._owned: defaultdict[tuple[str, str], dict[str, list[CsvRow]]] = defaultdict(dict)
        self._targets: defaultdict[str, dict[str, CsvRow]] = defaultdict(dict)
        self.slugs: dict[str, str] = {}  # ids in the source, by UUID
        for name, table in tables.items():
            if name != SERVICES:
                self._load(name, table())

    def services(self) -> Iterator["PackageCells"]:
        """Go through the services. Raises RefusedError."""
        table = self._services() if self._services else None
        if table:
            table.require(REQUIRED[SERVICES])
            for row in table.rows():
                yield PackageCells(self, SERVICES, row, self._problems)

    def owned(self, table: str, column: str, owner: str) -> list[CsvRow]:
        """Return the rows of a table that belong to an owner; those of a service only once, to spare memory."""
        rows = self._owned[table, column]
        return rows.pop(owner, []) if column in OF_SERVICE else rows.get(owner, [])

    def target(self, table: str, said: str) -> CsvRow | None:
        """Return the row that an id names."""
        return self._targets[table].get(said)

    def _load(self, name: str, table: Table) -> None:
        table.require(REQUIRED.get(name, ()))
        columns = [column for column in OWNERS.get(name, ()) if column in table.columns]
        for row in table.rows():
            values = row.values()
            if name == ID_MAP:
                self.slugs[values.get("service_uuid", "")] = values.get("id", "")
                continue
            # What is repeated in many rows is kept once; a row's own id is not repeated.
            named = zip(table.columns, row.cells, strict=False)
            kept = CsvRow(table, row.line, tuple(cell if column == "id" else intern(cell) for column, cell in named))
            if name in TARGETS:
                self._targets[name][values.get("id", "")] = kept
            for column in columns:
                if column in values:
                    self._owned[name, column].setdefault(intern(values[column]), []).append(kept)


class PackageCells(Cells):
    """A row of a package, whose parts stand in other tables."""

    def __init__(self, package: Package, table: str, row: CsvRow, problems: Problems) -> None:
        super().__init__(row.values(), row.spot, problems)
        self._package = package
        self._table = table

    def many(self, name: str) -> list[Cells]:
        """Return the rows of another table that belong to this one."""
        table = TABLES.get(name, name)
        column = "link_id" if table == "attributes" else OWNER_COLUMN.get(self._table, "")
        rows = self._package.owned(table, column, self.line("id"))
        return [PackageCells(self._package, table, row, self._problems) for row in rows]

    def one(self, name: str) -> Cells | None:
        """Return the row that this one points to."""
        table, column = ONE[name]
        said = self.line(column)
        row = self._package.target(table, said) if said else None
        if said and row is None and name != "program":
            self.warn("missing-row", column, table=f"{table}.csv", id=said)
        return PackageCells(self._package, table, row, self._problems) if row else None
