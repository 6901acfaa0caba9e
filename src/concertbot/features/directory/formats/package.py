"""An HSDS package of tables, joined so that it reads like nested objects."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Any

from concertbot.features.directory.formats.cells import Cells, RowCells
from concertbot.features.directory.formats.documents import REST, Document
from concertbot.features.directory.formats.problems import Problems
from concertbot.features.directory.formats.recent import Recent
from concertbot.features.directory.formats.shelf import Shelf, Shelved
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
        "url": ("service_id", "organization_id"),
    }
)
# What nested objects call a table, where that differs.
TABLES = {"service_at_locations": "service_at_location", "capacities": "service_capacity", "additional_urls": "url"}
LISTS = {table: name for name, table in TABLES.items()}
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
# What objects that services share are called as documents, by their table.
KINDS: Mapping[str, str] = MappingProxyType(
    {
        "organizations": "organisation",
        "programs": "program",
        "locations": "location",
        "taxonomy_terms": "taxonomy_term",
        "taxonomies": "taxonomy",
        "units": "unit",
    }
)
SERVICES, ID_MAP = "services", "id_map"
OTHER_SOURCE = frozenset({"funding"})  # of money
NOBODY = "="  # the owner of what belongs to nothing
REQUIRED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {SERVICES: ("id", "name"), "organizations": ("id", "name"), "locations": ("id",), ID_MAP: ("id", "service_uuid")}
)
USED = frozenset({SERVICES, ID_MAP, *TARGETS, *OWNERS})
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

    def __init__(self, tables: Mapping[str, Callable[[], Table]], shelf: Shelf, problems: Problems) -> None:
        self.problems = problems
        self._shelf = shelf
        self._services = tables.get(SERVICES)
        self._given: defaultdict[str, Lines] = defaultdict(
            Lines
        )  # the lines of each table that were given as documents
        self._owners: set[int] = set()  # hashes of those to whom rows belong: of most rows nothing is part
        self._targets = Recent[tuple[str, str], PackageCells | None]()
        self.tables: dict[str, Table] = {}
        self.slugs: dict[str, str] = {}  # ids in the source, by UUID
        for name, table in tables.items():
            if name != SERVICES:
                self._load(name, table())

    def services(self) -> Iterator["PackageCells"]:
        """Go through the services. Raises RefusedError."""
        if self._services:
            table = self.tables[SERVICES] = self._services()
            table.require(REQUIRED[SERVICES])
            for row in table.rows():
                yield PackageCells(self, SERVICES, row)

    def owned(self, table: str, owner: str) -> Mapping[str, list["PackageCells"]]:
        """Return the rows that belong to a row of a table, by their tables."""
        owners = {f"{column}={owner}" for column in (OWNER_COLUMN.get(table, "link_id"), "link_id")}
        known = [one for one in sorted(owners) if owner and hash(one) in self._owners]
        found: defaultdict[str, list[PackageCells]] = defaultdict(list)
        for one in self._shelf.of(*known) if known else ():
            self._given[one.table].add(one.line)
            found[one.table].append(self._cells(one))
        return found

    def target(self, table: str, said: str) -> "PackageCells | None":
        """Return the row that an id names."""
        return self._targets.get((table, said), lambda: self._target(table, said))

    def _target(self, table: str, said: str) -> "PackageCells | None":
        return next(map(self._cells, self._shelf.of(f"{table}={said}")), None)

    def _all(self, table: str) -> Iterator["PackageCells"]:
        """Go through the rows of a table that others point to."""
        for owner in self._shelf.owners(f"{table}="):
            for one in self._shelf.of(owner):
                if self._given[table].add(one.line):
                    yield self._cells(one)

    def documents(self, source_of: Callable[[Cells], str]) -> Iterator[Document]:
        """Go through the objects that services share, and through the rows that belong to nothing."""
        for table, kind in KINDS.items():
            for cells in self._all(table):
                yield Document(kind, source_of(cells), cells.line("id"), cells.body)
        for one in self._shelf.all():
            if self._given[one.table].add(one.line):
                body = {"table": one.table, "row": self._row(one).body()}
                yield Document(REST, source_of(self._placed(one)), f"{one.table}:{one.line}", body)

    def _cells(self, one: Shelved) -> "PackageCells":
        return PackageCells(self, one.table, self._row(one))

    def _row(self, one: Shelved) -> CsvRow:
        return CsvRow(self.tables[one.table], one.line, tuple(one.cells))

    def _placed(self, one: Shelved) -> Cells:
        """Return what may say the source of a row; some rows call something else a source."""
        values = {} if one.table in OTHER_SOURCE else self._row(one).values()
        return Cells(values, self._row(one).spot, self.problems)

    def _load(self, name: str, table: Table) -> None:
        table.require(REQUIRED.get(name, ()))
        self.tables[name] = table
        columns = [column for column in OWNERS.get(name, ()) if column in table.columns]
        for row in table.rows():
            values = row.values()
            if name == ID_MAP:
                self.slugs[values.get("service_uuid", "")] = values.get("id", "")
            owners = [f"{column}={values[column]}" for column in columns if column in values]
            self._owners.update(map(hash, owners))
            if name in TARGETS and values.get("id"):
                owners.append(f"{name}={values['id']}")
            self._shelf.put(owners or [NOBODY], Shelved(name, row.line, row.cells))


class Lines:
    """Some lines of a table, a byte each."""

    def __init__(self) -> None:
        self._marks = bytearray()

    def add(self, line: int) -> bool:
        """Add a line; return whether it is new."""
        if line >= len(self._marks):
            self._marks.extend(bytes(line + 1 - len(self._marks)))
        new = not self._marks[line]
        self._marks[line] = 1
        return new


class PackageCells(RowCells):
    """A row of a package, whose parts stand in other tables."""

    def __init__(self, package: Package, table: str, row: CsvRow) -> None:
        super().__init__(row, package.problems)
        self._package = package
        self._table = table

    @cached_property
    def _parts(self) -> Mapping[str, list["PackageCells"]]:
        return self._package.owned(self._table, self.line("id"))

    @property
    def body(self) -> Mapping[str, Any]:
        """The row with those that belong to it, every cell as it stands."""
        parts = {LISTS.get(table, table): [one.body for one in rows] for table, rows in self._parts.items()}
        return {**super().body, **parts}

    def many(self, name: str) -> list[Cells]:
        """Return the rows of another table that belong to this one."""
        return list(self._parts.get(TABLES.get(name, name), ()))

    def one(self, name: str) -> Cells | None:
        """Return the row that this one points to."""
        table, column = ONE[name]
        said = self.line(column)
        found = self._package.target(table, said) if said else None
        if said and found is None and name != "program":
            self.warn("missing-row", column, table=f"{table}.csv", id=said)
        return found
