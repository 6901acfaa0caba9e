"""data.inclusion: structures and services, in two tables or in two lists of objects."""

from collections.abc import AsyncIterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from concertbot.features.directory.formats.documents import REST
from concertbot.features.directory.writing.exporter import Exporter, union
from concertbot.features.directory.writing.inclusion_cells import cells, values
from concertbot.features.directory.writing.inclusion_rows import service_row, structure_row
from concertbot.features.directory.writing.inclusion_spec import SERVICE, STRUCTURE
from concertbot.features.directory.writing.json_file import JsonFile
from concertbot.features.directory.writing.source import INCLUSION, Origin, Source
from concertbot.features.directory.writing.table_file import TableFile

SOURCE, STRUCTURES, SERVICES = "source", "structures", "services"
KINDS = {STRUCTURES: "organisation", SERVICES: "service"}
COLUMNS = {STRUCTURES: STRUCTURE, SERVICES: SERVICE}
Item = Mapping[str, Any]


class InclusionExport(Exporter):
    """Writes a folder with two tables, or with two JSON files where all that is exported came as JSON.

    With a path to a JSON file, the services go there and the structures beside it.
    """

    def __init__(self, folder: Path, target: Path, sources: Sequence[Origin], country: str) -> None:
        super().__init__(folder, target, sources, country)
        came = all(one.family == INCLUSION and not one.is_table for one in sources)
        self._single = target.suffix.lower() == ".json"
        self._json = self._single or (came and bool(sources))
        self._files = {table: self._open(table) for table in (SERVICES, STRUCTURES)}

    async def add(self, source: Source) -> None:
        """Write the structures, then the services."""
        for table in (STRUCTURES, SERVICES):
            async for item in items(source, table):
                self._write(table, {**item, SOURCE: source.origin.name} if self.several else item, source.origin)
                if table == SERVICES:
                    self.count()

    def close(self) -> list[Path]:
        """Finish both files."""
        for file in self._files.values():
            file.close()
        paths = [file.path for file in self._files.values()]
        return paths if self._single else [paths[0].parent]

    def _open(self, table: str) -> TableFile | JsonFile:
        if self._single:
            name = Path(self.name)
            return JsonFile(self.folder / (self.name if table == SERVICES else f"{name.stem}-{table}{name.suffix}"))
        (self.folder / "directory").mkdir(exist_ok=True)
        path = self.folder / "directory" / table
        if self._json:
            return JsonFile(path.with_suffix(".json"))
        return TableFile(path.with_suffix(".csv"), union(self._columns(table, one) for one in self.sources))

    @staticmethod
    def _columns(table: str, origin: Origin) -> Sequence[str]:
        return origin.columns(table) if origin.family == INCLUSION else COLUMNS[table]

    def _write(self, table: str, item: Item, origin: Origin) -> None:
        file = self._files[table]
        if isinstance(file, TableFile):
            file.write(cells(item))
        else:
            plain = origin.family == INCLUSION and not origin.is_table
            file.write(item if plain else values(item))


async def items(source: Source, table: str) -> AsyncIterator[Item]:
    """Go through the rows of a table: as they came, where they came so."""
    if source.origin.family == INCLUSION:
        async for document in source.documents(KINDS[table]):
            yield document.body
        async for document in source.documents(REST):
            if document.body["table"] == table:  # a structure that has no id of its own
                yield document.body["row"]
    elif table == STRUCTURES:
        async for organisation in source.organisations():
            yield structure_row(organisation, source.origin.day)
    else:
        async for service in source.services():
            yield service_row(service, source.origin.day)
