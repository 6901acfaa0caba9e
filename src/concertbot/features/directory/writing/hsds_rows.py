"""From HSDS objects to rows of tables: as they were, when they came out of tables, else each with an id and owners."""

import json
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from concertbot.features.directory.writing.hsds_spec import NESTED, OWNED_BY, POINTERS, RESOURCES, SINGLE

Row = dict[str, str]
Rows = Iterator[tuple[str, Row]]
Body = Mapping[str, Any]

SHARED = frozenset(table for table, _ in SINGLE.values())
LINKS = frozenset({*POINTERS, "link_id"})
# How rows that may belong to anything say to what.
ANY_OWNER: Mapping[str, tuple[str, str]] = MappingProxyType(
    {"attributes": ("link_id", "link_entity"), "metadata": ("resource_id", "resource_type")}
)


def table_under(name: str) -> str:
    """Return the table whose rows stand under a name."""
    return NESTED.get(name) or SINGLE.get(name, (name,))[0]


def children(body: Body) -> Iterator[tuple[str, Body]]:
    """Go through the objects within an object, with the names under which they stand."""
    for name, value in body.items():
        for one in value if isinstance(value, list) else (value,):
            if isinstance(one, dict):
                yield name, one


class Kept:
    """Gives the rows of objects that came out of tables, cell for cell.

    A row that belongs to several objects stands in each of them, and is given once.
    """

    def __init__(self) -> None:
        self._given: set[int] = set()

    def rows(self, table: str, body: Body) -> Rows:
        """Go through the rows of an object and of what is nested in it."""
        row = {name: value for name, value in body.items() if isinstance(value, str)}
        if self._first(table, row):
            yield table, row
        for name, child in children(body):
            yield from self.rows(table_under(name), child)

    def _first(self, table: str, row: Row) -> bool:
        if sum(1 for name in LINKS if row.get(name)) < 2:  # noqa: PLR2004 - only rows of several owners come again
            return True
        key = hash((table, *row.items()))
        first = key not in self._given
        self._given.add(key)
        return first


class Made:
    """Makes rows of nested objects: each gets an id where it has none, and the ids of what it belongs to.

    Within one object, what has the same id and says the same is one row with several owners. Of objects that several
    share, the first is written. `parts` is whether anything else may come again.
    """

    def __init__(self, *, parts: bool = True) -> None:
        self._written: set[int] = set()
        self._parts = parts

    def rows(self, table: str, body: Body) -> Rows:
        """Go through the rows of an object and of what is nested in it."""
        made: dict[tuple[str, str], Row] = {}
        said = str(body.get("id") or _id(json.dumps(body, sort_keys=True)))
        self._add(made, table, {**body, "id": said}, {}, said)
        self._written.update(hash(key) for key in made if self._parts or key[0] in SHARED)
        for (one, _), row in made.items():
            yield one, row

    def _add(self, made: dict[tuple[str, str], Row], table: str, body: Body, owner: Row, path: str) -> str:
        """Add an object's rows; return its id."""
        row = {"id": str(body.get("id") or _id(path)), **_cells(body)}
        row |= {name: said for name, said in owner.items() if not row.get(name)}
        key = (table, row["id"])
        if table in SHARED and (hash(key) in self._written or key in made):
            return row["id"]
        if hash(key) in self._written or not _fits(made.get(key, {}), row):
            key = (table, _id(f"{path}/{row['id']}"))
        kept = made.setdefault(key, {})
        kept |= {**row, "id": key[1]}
        self._add_nested(made, table, body, kept, path)
        return key[1]

    def _add_nested(self, made: dict[tuple[str, str], Row], table: str, body: Body, row: Row, path: str) -> None:
        for number, (name, child) in enumerate(children(body)):
            below = f"{path}/{name}/{number}"
            if name in NESTED:
                self._add(made, NESTED[name], child, _owner(table, NESTED[name], row["id"]), below)
            elif name in SINGLE:
                inner, column = SINGLE[name]
                row[column] = self._add(made, inner, child, {}, below)


def _cells(body: Body) -> Row:
    return {name: said for name, value in body.items() if (said := _cell(name, value))}


def _cell(name: str, value: Any) -> str:
    """Return a value as the text of a cell; what has a table of its own is none."""
    if isinstance(value, str):
        return value
    objects = isinstance(value, dict) and name in SINGLE
    rows = isinstance(value, list) and name in NESTED and all(isinstance(one, dict) for one in value)
    if value is None or objects or rows:
        return ""
    return json.dumps(value, ensure_ascii=False)


def _owner(table: str, nested: str, said: str) -> Row:
    if nested in ANY_OWNER:
        column, kind = ANY_OWNER[nested]
        return {column: said, kind: RESOURCES.get(table, table)}
    return {OWNED_BY[table]: said} if table in OWNED_BY else {}


def _fits(known: Row, row: Row) -> bool:
    """Whether two rows of one id can be one row: they say the same, and belong to different kinds of owners."""
    return all(known[name] == said for name, said in row.items() if name in known) and (
        {*known} - LINKS == {*row} - LINKS or not known
    )


def _id(path: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"urn:concertbot:hsds:{path}"))
