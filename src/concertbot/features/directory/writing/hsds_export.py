"""HSDS: a package of tables, or nested objects."""

from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from concertbot.features.directory.formats.documents import ORGANISATION, REST, SERVICE
from concertbot.features.directory.formats.origin import OWN_ID
from concertbot.features.directory.writing.distinct import Distinct
from concertbot.features.directory.writing.exporter import Exporter, union
from concertbot.features.directory.writing.hsds_objects import typed
from concertbot.features.directory.writing.hsds_package import SERVICES, HsdsPackage
from concertbot.features.directory.writing.hsds_records import Bodies
from concertbot.features.directory.writing.hsds_rows import Body, Kept, Made
from concertbot.features.directory.writing.hsds_trees import trees
from concertbot.features.directory.writing.json_file import JsonFile
from concertbot.features.directory.writing.source import HSDS, Origin, Source

SOURCE, ID_MAP = "source", "id_map"
# The tables that hold the objects of a kind.
TABLES: Mapping[str, str] = MappingProxyType(
    {
        SERVICE: SERVICES,
        ORGANISATION: "organizations",
        "location": "locations",
        "program": "programs",
        "taxonomy": "taxonomies",
        "taxonomy_term": "taxonomy_terms",
        "unit": "units",
    }
)
PLACED = frozenset({*TABLES.values(), ID_MAP})  # whose rows say their source, where there are several
LINES = (".ndjson", ".jsonl")


class PackageExport(Exporter):
    """Writes a package of tables."""

    def __init__(self, folder: Path, target: Path, sources: Sequence[Origin], country: str) -> None:
        super().__init__(folder, target, sources, country)
        came = [one for one in sources if one.family == HSDS and one.is_table]
        tables = union((one.layout.get("tables") or {}) for one in came)
        columns = {table: union(one.columns(table) for one in came) for table in tables}
        described = next((one.layout["datapackage"] for one in came if one.layout.get("datapackage")), None)
        self._package = HsdsPackage(folder / "package", columns, described)
        self._distinct = Distinct()
        self._bodies = Bodies(country, slugs=True)
        self._begin("")

    def _begin(self, source: str) -> None:
        self._made, self._kept, self._converted = Made(), Kept(), Made(parts=False)
        self._distinct.begin(source)

    async def add(self, source: Source) -> None:
        """Write the rows of a source."""
        origin = source.origin
        self._begin(origin.name)
        if origin.family != HSDS:
            await self._convert(source)
        elif origin.is_table:
            await self._keep(source)
        else:
            await self._make(source)

    def close(self) -> list[Path]:
        """Finish the package."""
        self._package.close()
        return [self.folder / "package"]

    async def _keep(self, source: Source) -> None:
        """Write what came as tables."""
        async for document in source.documents():
            if document.kind == REST:
                placed = {SOURCE: source.origin.name} if self.several else {}
                self._write(document.body["table"], {**placed, **document.body["row"]}, source)
                continue
            table = TABLES.get(document.kind, document.kind)
            for name, row in self._kept.rows(table, document.body):
                self._write(name, row, source)

    async def _make(self, source: Source) -> None:
        """Write what came as objects: services with all they refer to, then what none refers to."""
        async for _, body in source.wholes(SERVICE):
            self._nested(SERVICES, body, source)
        for kind, table in TABLES.items():
            if kind != SERVICE:
                async for _, body in source.wholes(kind):
                    self._nested(table, body, source)
        await self.leave(source)

    async def _convert(self, source: Source) -> None:
        async for service in source.services():
            self._nested(SERVICES, self._bodies.service(service), source, self._converted)
            if service.id != service.uuid:
                self._write(ID_MAP, {"id": service.id, "service_uuid": service.uuid}, source)
        async for organisation in source.organisations():
            self._nested("organizations", self._bodies.organisation(organisation), source, self._converted)
        await self.leave(source)

    def _nested(self, table: str, body: Body, source: Source, made: Made | None = None) -> None:
        for name, row in (made or self._made).rows(table, body):
            self._write(name, row, source)

    def _write(self, table: str, row: dict[str, str], source: Source) -> None:
        if table == SERVICES:
            self.count()
        if self.several:
            placed = {SOURCE: source.origin.name} if table in PLACED else {}
            row = {**self._distinct.of(table, row), **placed}
        self._package.write(table, row)


class ObjectsExport(Exporter):
    """Writes services as nested objects, and organisations without services as objects with none."""

    def __init__(self, folder: Path, target: Path, sources: Sequence[Origin], country: str) -> None:
        super().__init__(folder, target, sources, country)
        self._file = JsonFile(self.file(".json"), lines=target.suffix.lower() in LINES)
        self._bodies = Bodies(country)
        self._distinct = Distinct()

    async def add(self, source: Source) -> None:
        """Write the objects of a source."""
        self._distinct.begin(source.origin.name)
        told: set[str] = set()
        mapped = 0
        async for body in self._services(source):
            mapped += OWN_ID in body
            organisation = body if SERVICES in body else body.get("organization")
            if isinstance(organisation, Mapping):
                told.add(str(organisation.get("id")))
            self._write(body, source)
            self.count(len(body.get(SERVICES, "1")))
        async for body in self._organisations(source):
            if str(body.get("id")) not in told:
                self._write({**body, SERVICES: []}, source)
        await self.leave(source)
        self.left = +Counter({**self.left, ID_MAP: self.left[ID_MAP] - mapped})

    def close(self) -> list[Path]:
        """Finish the file."""
        self._file.close()
        return [self._file.path]

    def _write(self, body: Body, source: Source) -> None:
        if self.several:
            table = "organizations" if SERVICES in body else SERVICES
            body = {**self._distinct.of(table, body), SOURCE: source.origin.name}
        self._file.write(body)

    async def _services(self, source: Source) -> AsyncIterator[Body]:
        if source.origin.family == HSDS:
            async for body in trees(source):
                yield typed(SERVICES, body) if source.origin.is_table else body
        else:
            async for service in source.services():
                yield self._bodies.service(service)

    async def _organisations(self, source: Source) -> AsyncIterator[Body]:
        if source.origin.family != HSDS:
            async for organisation in source.organisations():
                yield self._bodies.organisation(organisation)
            return
        async for _, body in source.wholes(ORGANISATION):
            yield typed("organizations", body) if source.origin.is_table else body
