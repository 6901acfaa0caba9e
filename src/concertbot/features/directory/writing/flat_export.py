"""One row a service: as CSV for spreadsheets, or as a workbook."""

from collections.abc import AsyncIterator, Sequence
from pathlib import Path

from concertbot.features.directory.writing.exporter import Exporter, union
from concertbot.features.directory.writing.flat_file import FlatFile
from concertbot.features.directory.writing.flat_rows import COLUMNS, flat_row
from concertbot.features.directory.writing.sheet_file import LONGEST, to_sheet
from concertbot.features.directory.writing.source import FLAT, Origin, Source
from concertbot.features.directory.writing.table_file import TableFile

SOURCE, SERVICES = "source", "services"


class FlatExport(Exporter):
    """Writes one table of all services."""

    suffix = ".csv"

    def __init__(self, folder: Path, target: Path, sources: Sequence[Origin], country: str) -> None:
        super().__init__(folder, target, sources, country)
        known = union(map(_columns, sources))
        path = self.file(self.suffix)
        self._table = self._open(path, union([known, [SOURCE]]) if self.several else known)

    async def add(self, source: Source) -> None:
        """Write the services of a source."""
        async for row in rows(source):
            self._table.write(self._cut({**row, SOURCE: source.origin.name} if self.several else row))
            self.count()

    def close(self) -> list[Path]:
        """Finish the table."""
        self._table.close()
        return [self._table.path]

    @staticmethod
    def _open(path: Path, columns: Sequence[str]) -> FlatFile | TableFile:
        return FlatFile(path, columns)

    @staticmethod
    def _cut(row: dict[str, str]) -> dict[str, str]:
        return row


class WorkbookExport(FlatExport):
    """Writes one sheet of all services, when all its columns are known."""

    suffix = ".xlsx"

    @staticmethod
    def _open(path: Path, columns: Sequence[str]) -> TableFile:
        return TableFile(path.with_suffix(".rows"), columns)

    @staticmethod
    def _cut(row: dict[str, str]) -> dict[str, str]:
        return {name: cell[:LONGEST] for name, cell in row.items()}

    def close(self) -> list[Path]:
        """Put the rows into a workbook."""
        self._table.close()
        path = self.file(self.suffix)
        to_sheet(self._table.path, path)
        return [path]


async def rows(source: Source) -> AsyncIterator[dict[str, str]]:
    """Go through the services of a source as rows: as they came, where they came so."""
    if _comes_so(source.origin):
        async for document in source.documents("service"):
            yield {name: str(cell) for name, cell in document.body.items()}
        return
    async for service in source.services():
        yield flat_row(service)


def _comes_so(origin: Origin) -> bool:
    return origin.family == FLAT and not origin.is_mapped


def _columns(origin: Origin) -> Sequence[str]:
    return origin.columns(SERVICES) if _comes_so(origin) else COLUMNS
