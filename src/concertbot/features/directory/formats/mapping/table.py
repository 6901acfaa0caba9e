"""A table of any kind, read through a mapping as if it were a services.csv."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from concertbot.features.directory.formats.mapping.applying import mapped
from concertbot.features.directory.formats.mapping.fields import FIELDS
from concertbot.features.directory.formats.tables import CsvRow, Record, RowSpot, Table


@dataclass(frozen=True, slots=True)
class MappedRow(CsvRow):
    """One row, which keeps its own cells and gives those of services.csv."""

    said: Mapping[str, str]
    sources: Mapping[str, str]  # the column of the table, by the column of services.csv
    private: frozenset[str]  # columns of the table that are not kept

    @property
    def spot(self) -> "MappedSpot":
        """Where it begins."""
        return MappedSpot(self.table.file, self.line, self.table.names, self.sources)

    def values(self) -> Mapping[str, str]:
        """Return the cells of services.csv that hold something."""
        return self.said

    def body(self) -> dict[str, str]:
        """Return every cell that may be kept, by the names of the columns as they stand."""
        return {name: cell for name, cell in CsvRow.body(self).items() if name not in self.private}


@dataclass(frozen=True, slots=True)
class MappedSpot(RowSpot):
    """Where a row of a mapped table begins; its parts stand where the mapping takes them from."""

    sources: Mapping[str, str]

    def where(self, name: str) -> tuple[int, int]:
        """Return the line of the row and the number of a column."""
        column = self.sources.get(name, name)
        return self.line, self.columns.index(column) + 1 if column in self.columns else 1


class MappedTable(Table):
    """The rows of another table, mapped. What has no name, or stands there again without an id, is left out."""

    def __init__(self, table: Table, mapping: Mapping[str, Any]) -> None:
        self.source = table
        self.mapping = mapping
        self.file, self.problems = table.file, table.problems
        self.header_line, self.header = table.header_line, table.header
        self.names, self.columns = table.names, table.columns
        listed: Mapping[str, list[str]] = mapping["columns"]
        self._sources = {FIELDS[name].column: columns[0] for name, columns in reversed([*listed.items()])}
        self._sources["longitude"] = next(
            (listed[name][0] for name in ("longitude", "coordinates") if name in listed), ""
        )

    def records(self) -> Iterator[Record]:
        """Go through everything that stands there. Raises RefusedError."""
        return self.source.records()

    def require(self, names: Iterable[str]) -> None:
        """Require nothing: the mapping was checked when it was loaded."""

    def rows(self) -> Iterator[CsvRow]:
        """Go through the rows that hold a service. Raises RefusedError."""
        has_id = "id" in self.mapping["columns"]
        private = frozenset(self.mapping["private"])
        seen: dict[str, int] = {}
        for row in self.source.rows():
            said = mapped(self.mapping, row.body())
            found = MappedRow(self, row.line, row.cells, said, self._sources, private)
            if not said.get("service_name"):
                self.problems.add("nameless-row", found.spot)
            elif not has_id and seen.setdefault(said.get("id", ""), row.line) != row.line:
                self.problems.add("repeated-row", found.spot, first=str(seen[said["id"]]))
            else:
                yield found
