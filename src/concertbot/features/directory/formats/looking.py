"""Looks at a file: what it holds, judged by its first part. Nothing is read whole but small JSON."""

import re
from collections import Counter
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from concertbot.features.directory.formats.archives import WORKBOOK, kind_of
from concertbot.features.directory.formats.files import encoding_of, open_text
from concertbot.features.directory.formats.jsonhead import keys
from concertbot.features.directory.formats.jsontext import JsonText
from concertbot.features.directory.formats.kinds import Found, Kind, kind_of_object, kind_of_table
from concertbot.features.directory.formats.mapping.fields import heading
from concertbot.features.directory.formats.mapping.guessing import CALLED
from concertbot.features.directory.formats.mapping.table import MappedTable
from concertbot.features.directory.formats.problems import Problems, RefusedError, Whole
from concertbot.features.directory.formats.sheets import SheetTable, sheets
from concertbot.features.directory.formats.tables import CsvTable, Table

HEAD = 1 << 20  # characters that are looked at
MANY = 200  # rows that are looked at
TWO = 2  # rows, columns, or names of columns
TABLES = frozenset({".csv", ".tsv"})
SENTENCE = re.compile(r"\w+\s+\w+\s+.*\w+[.!?]\s*$")
NAMES = frozenset().union(*CALLED.values())
SIMILAR = 0.6  # of the rows of a table are as wide as its first line


def look(path: Path, problems: Problems) -> list[Found]:
    """Return what a file holds: one thing, or one for each sheet of a workbook; nothing if it is refused, and told."""
    try:
        if kind_of(path, problems) == WORKBOOK:
            return [_sheet(one) for one in sheets(path, problems)] or [Found(Kind.UNKNOWN, path, is_json=False)]
        return [_text(path, encoding_of(path, problems), problems)]
    except RefusedError:
        return []


def open_table(one: Found, problems: Problems) -> Table:
    """Return the table in a file or a sheet, mapped if it is to be. Raises RefusedError."""
    header = one.mapping["table"]["header"] if one.mapping else None
    table = plain_table(one, problems, header)
    return MappedTable(table, one.mapping) if one.mapping else table


def plain_table(one: Found, problems: Problems, header: int | None = None) -> Table:
    """Return the table in a file or a sheet as it stands. Raises RefusedError."""
    if one.sheet:
        return SheetTable(one.path, one.sheet, problems, header)
    return CsvTable(str(one.path), partial(open_text, one.path, one.encoding), problems, header)


def _sheet(table: SheetTable) -> Found:
    kind = kind_of_table(table.sheet, table.columns)
    known = Kind.TABLE if kind is Kind.UNKNOWN else kind
    return Found(known, table.path, is_json=False, sheet=table.sheet)


def _text(path: Path, encoding: str, problems: Problems) -> Found:
    with open_text(path, encoding) as file:
        head = file.read(HEAD)
    start = head.lstrip()[:1]
    if start == "<":
        raise problems.refuse("markup-file", Whole(str(path)))
    if start in {"{", "["}:
        return Found(_kind_of_json(path, head, problems), path, is_json=True, encoding=encoding)
    found = Found(Kind.TABLE, path, is_json=False, encoding=encoding)
    table = plain_table(found, problems)
    kind = kind_of_table(path.stem, table.columns)
    if kind is Kind.UNKNOWN and looks_like_table(plain_table(found, Problems()), path.suffix):
        kind = Kind.TABLE
    return Found(kind, path, is_json=False, encoding=encoding)


def _kind_of_json(path: Path, head: str, problems: Problems) -> Kind:
    if len(head) == HEAD:
        names, has_resources = keys(head)
        return kind_of_object(names, has_resources=has_resources)
    item: Any = next((value for _, value in JsonText(str(path), head, problems).items()), None)
    if not isinstance(item, dict):
        return Kind.UNKNOWN
    return kind_of_object(item.keys(), has_resources=isinstance(item.get("resources"), list))


def looks_like_table(table: Table, suffix: str) -> bool:
    """Whether a text has columns: most rows are equally wide, and it is called a table or its columns have names."""
    try:
        rows = [cells for _, cells in islice(table.records(), MANY) if any(map(str.strip, cells))]
    except RefusedError:
        return True  # its problem is told when it is read
    if len(rows) < TWO or any(map(SENTENCE.search, rows[0])):
        return False
    width, times = Counter(map(len, rows)).most_common(1)[0]
    known = sum(heading(name)[0] in NAMES for name in table.names)
    if width < TWO:
        return heading(table.names[0])[0] in CALLED["name"] | CALLED["organisation"]
    return times >= len(rows) * SIMILAR and (suffix.lower() in TABLES or known >= TWO)
