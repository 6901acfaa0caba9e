"""What a package says of its tables: as the source said it, as far as the cells hold to it, else as HSDS says it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from concertbot.features.directory.writing.hsds_spec import COLUMNS, POINTERS, RESOURCES, Column
from concertbot.features.directory.writing.watching import Watch

Json = dict[str, Any]

DIALECT = {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "skipInitialSpace": False, "lineTerminator": "\r\n"}
OURS: Json = {"name": "directory", "profile": "tabular-data-package", "version": "3.0.0"}


class Description:
    """Knows what is to be said of each table, watches its rows, and says in the end what they hold to."""

    def __init__(self, package: Json | None = None) -> None:
        self._package = package or OURS
        resources = [one for one in self._package.get("resources", []) if isinstance(one, dict)]
        self._said = {one["path"].removesuffix(".csv"): one for one in resources if isinstance(one.get("path"), str)}
        self._watches: dict[str, Watch] = {}

    def see(self, table: str, row: Mapping[str, str]) -> None:
        """Look at a row."""
        if table not in self._watches:
            self._watches[table] = Watch(self._fields(table))
        self._watches[table].see(row)

    def package(self, tables: Mapping[str, Iterable[str]]) -> Json:
        """Return the description of these tables with their columns."""
        for table in tables:
            self._watches.setdefault(table, Watch(self._fields(table)))
        order = [*(table for table in self._said if table in tables), *(one for one in tables if one not in self._said)]
        return {**self._package, "resources": [self._resource(table, list(tables[table])) for table in order]}

    def _fields(self, table: str) -> dict[str, Json]:
        """Return what is to be said of the columns."""
        said = self._said.get(table, {}).get("schema")
        if isinstance(said, dict) and isinstance(said.get("fields"), list):
            return {str(one["name"]): one for one in said["fields"] if isinstance(one, dict) and "name" in one}
        return {name: _field(column) for name, column in COLUMNS.get(table, {}).items()}

    def _name(self, table: str) -> str:
        return str(self._said.get(table, {}).get("name") or RESOURCES.get(table) or table.lower())

    def _resource(self, table: str, columns: list[str]) -> Json:
        watch, said = self._watches[table], self._said.get(table, {})
        fields = self._fields(table)
        schema = dict(said.get("schema") or {}) if isinstance(said.get("schema"), dict) else {"primaryKey": "id"}
        if not watch.identifies(_single(schema.get("primaryKey"))):
            schema.pop("primaryKey", None)
        schema["fields"] = [watch.held(fields.get(name, {"name": name, "type": "string"})) for name in columns]
        schema["foreignKeys"] = list(self._pointers(table, columns, schema))
        if not schema["foreignKeys"]:
            del schema["foreignKeys"]
        given = {"name": self._name(table), "path": f"{table}.csv", "profile": "tabular-data-resource"}
        told = {"format": "csv", "mediatype": "text/csv", "encoding": "utf-8", "dialect": DIALECT, "schema": schema}
        apart = {"bytes", "hash", "encoding", "dialect"}  # of the file as it was
        return {**given, **{name: value for name, value in said.items() if name not in apart}, **told}

    def _pointers(self, table: str, columns: list[str], schema: Json) -> Iterator[Json]:
        """Go through what points to another table, and always finds something there."""
        tables = {self._name(one): one for one in self._watches}
        for key in schema.get("foreignKeys") or self._usual(table, columns):
            field, reference = _single(key.get("fields")), key.get("reference", {})
            target = tables.get(reference.get("resource")) if reference.get("resource") else table
            there = _single(reference.get("fields"))
            if target and field in columns and self._watches[table].points(field, self._watches[target], there):
                yield key

    def _usual(self, table: str, columns: list[str]) -> Iterator[Json]:
        if table in COLUMNS:
            for name in columns:
                if name in POINTERS:
                    yield {"fields": name, "reference": {"resource": self._name(POINTERS[name]), "fields": "id"}}


def _single(fields: Any) -> str:
    one = fields[0] if isinstance(fields, list) and len(fields) == 1 else fields
    return one if isinstance(one, str) else ""


def _field(column: Column) -> Json:
    constraints: Json = {name: True for name in ("required", "unique") if getattr(column, name)}
    if column.enum:
        constraints["enum"] = list(column.enum)
    form = {} if column.format == "default" else {"format": column.format}
    return {"name": column.name, "type": column.type, **form, **({"constraints": constraints} if constraints else {})}
