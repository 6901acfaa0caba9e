"""An HSDS package: a file for each table, and the description of them all."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from concertbot.features.directory.writing.datapackage import Description
from concertbot.features.directory.writing.hsds_spec import COLUMNS
from concertbot.features.directory.writing.table_file import TableFile

SERVICES = "services"


class HsdsPackage:
    """Writes rows of tables as they come."""

    def __init__(self, folder: Path, tables: Mapping[str, Iterable[str]], package: Mapping[str, Any] | None) -> None:
        folder.mkdir()
        self._folder = folder
        self._description = Description(dict(package) if package else None)
        self._files: dict[str, TableFile] = {}
        for table, columns in tables.items():
            self._open(table, columns)

    def write(self, table: str, row: Mapping[str, str]) -> None:
        """Add a row to a table."""
        if table not in self._files:
            self._open(table, [name for name in COLUMNS.get(table, {}) if name in row or self._usual(table, name)])
        self._files[table].write(row)
        self._description.see(table, row)

    def close(self) -> None:
        """Finish the tables, and describe them."""
        if not self._files:
            self._open(SERVICES, COLUMNS[SERVICES])
        for file in self._files.values():
            file.close()
        package = self._description.package({table: file.columns for table, file in self._files.items()})
        described = json.dumps(package, ensure_ascii=False, indent=2)
        (self._folder / "datapackage.json").write_text(described + "\n", encoding="utf-8", errors="replace")

    def _open(self, table: str, columns: Iterable[str]) -> None:
        self._files[table] = TableFile(self._folder / f"{table}.csv", columns)

    @staticmethod
    def _usual(table: str, name: str) -> bool:
        """Whether a column is written though nothing stands in it: those of version 3.0."""
        return (table, name) not in {("attributes", "label"), ("service_areas", "service_at_location_id")}
