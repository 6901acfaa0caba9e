"""Writes a first mapping for a table that nobody knows, with some of its cells, for people to look at."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from concertbot.chat.words import clean
from concertbot.features.directory.formats.mapping.applying import MADE_OF, mapped
from concertbot.features.directory.formats.mapping.fields import FIELDS, LIST
from concertbot.features.directory.formats.mapping.guessing import Guess, guess
from concertbot.features.directory.formats.tables import Table

SHOWN, SHORT, ALIGNED = 3, 30, 44  # sample cells, letters of each, and the column where they begin
HEAD = """\
# How I would read {table} as a directory. Please look at each line, then run the same command again.
#
# On the left stands what the directory knows, on the right the column of your table: "Column", or several,
# ["Column 1", "Column 2"]. After # stand some cells. Correct what is wrong, and delete a line that should not be read.
# Columns that no line names are kept, and come back on export.
"""
CONSTANTS = """\
[constants]
# What holds for every row where the columns say nothing. Delete the # before a line to use it.
# kind = "hôpital"
# organisation = ""
# languages = ["fr", "nl"]
# area_served = ""
"""


def draft(table: Table, sheet: str = "", other_sheets: Sequence[str] = ()) -> tuple[str, Guess]:
    """Return the text of a mapping for a table, and the guess in it. Raises RefusedError."""
    found = guess(table, table.rows())
    _choose_id(table, found)
    parts = (_head(table, sheet, other_sheets), _columns(found), CONSTANTS.splitlines(), _separators(found))
    return "\n".join("".join(f"{line}\n" for line in part) for part in parts), found


def as_mapping(found: Guess, header: int | None = None, sheet: str = "") -> Mapping[str, Any]:
    """Return a guess as the mapping that its file will be read as."""
    return {
        "table": {"header": header, "sheet": sheet},
        "columns": found.columns,
        "constants": {},
        "separators": {},
        "id_from": found.id_from,
        "private": found.private,
    }


def _choose_id(table: Table, found: Guess) -> None:
    """Keep an id only if every row has one of its own, else make ids of columns that tell the rows apart."""
    if "id" in found.columns and not _is_own(table, found):
        found.unused += found.columns.pop("id")
    if "id" in found.columns:
        return
    names = [column for name in MADE_OF for column in found.columns.get(name, ())]
    rest = [column for listed in found.columns.values() for column in listed if column not in names]
    tried = (names, [*names, *rest], [*names, *rest, *found.unused])
    found.id_from = tried[0]
    for found.id_from in tried:
        if _is_own(table, found):
            return


def _is_own(table: Table, found: Guess) -> bool:
    """Whether all rows have ids, each its own; rows that are equal in full are one."""
    mapping, named = as_mapping(found), found.columns.get("id", [])
    ids: dict[str, int] = {}
    for row in table.rows():
        said = mapped(mapping, row.body())
        own, whole = said.get("id", ""), hash(row.cells)
        if not said.get("service_name"):
            continue
        if not own or (named and (own in ids or not row.body()[named[0]].strip())) or ids.get(own, whole) != whole:
            return False
        ids[own] = whole
    return True


def _head(table: Table, sheet: str, other_sheets: Sequence[str]) -> Iterator[str]:
    yield from HEAD.format(table=clean(table.file.rsplit("/", 1)[-1])).splitlines()
    yield ""
    yield "[table]"
    yield f"header = {table.header_line}  # the line that names the columns; 0 if none does"
    if sheet:
        others = f"  # there are also: {', '.join(map(clean, other_sheets))}" if other_sheets else ""
        yield f"sheet = {quoted(sheet)}{others}"


def _columns(found: Guess) -> Iterator[str]:
    yield "[columns]"
    if not found.has_name:
        yield "# Which column names the services? Write it between the quotes; nothing can be imported without it."
        yield 'name = ""'
    if found.id_from:
        yield "# No column holds an id of its own for every row, so ids are made of these. Changed cells change the id."
        yield f"id_from = {_listed(found.id_from)}"
    for name, columns in found.columns.items():
        yield _line(f"{name} = {_listed(columns)}", [_sample(found, column) for column in columns])
    if found.private:
        yield "# These seem to name persons: they are not kept, so never shown or exported."
        yield f"private = {_listed(found.private)}"
    yield "#"
    yield from (_line(f"# {quoted(column)}", ["not used", _sample(found, column)]) for column in found.unused)
    yield f"# Fields without a column: {', '.join(name for name in FIELDS if name not in found.columns)}"


def _separators(found: Guess) -> Iterator[str]:
    yield "[separators]"
    yield "# What stands between the values where one cell holds several."
    for name in found.columns:
        if FIELDS[name].separators and (FIELDS[name].several == LIST or name in {"url", "email"}):
            yield f"{name} = {quoted(FIELDS[name].separators)}"


def _line(said: str, samples: Sequence[str]) -> str:
    shown = " / ".join(sample for sample in samples if sample)
    return f"{said:<{ALIGNED}}  # {shown}" if shown else said


def _sample(found: Guess, column: str) -> str:
    cells = [" ".join(clean(cell).split()) for cell in found.samples[column][:SHOWN]]
    return " · ".join(cell if len(cell) <= SHORT else f"{cell[:SHORT]}…" for cell in cells)


def _listed(columns: Sequence[str]) -> str:
    return quoted(columns[0]) if len(columns) == 1 else f"[{', '.join(map(quoted, columns))}]"


def quoted(text: str) -> str:
    """Return a text as TOML writes it."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
