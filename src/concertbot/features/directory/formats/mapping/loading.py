"""Reads a mapping file, and tells each mistake in it with its line, its key and what to do."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from concertbot.chat.words import fold
from concertbot.features.directory.formats.files import read_text
from concertbot.features.directory.formats.mapping.fields import FIELDS
from concertbot.features.directory.formats.problems import Problems, RefusedError, Whole

TABLE, COLUMNS, CONSTANTS, SEPARATORS = "table", "columns", "constants", "separators"
PARTS = (TABLE, COLUMNS, CONSTANTS, SEPARATORS)
PRIVATE = "private"
LISTS = ("id_from", PRIVATE)  # of columns, beside the fields
SETTINGS = ("header", "sheet")
LINE = re.compile(r"\(at line (\d+), column (\d+)\)")


class MappingFile:
    """A mapping file: first what it says of the table, then, once the table is open, the mapping for its columns."""

    def __init__(self, path: Path, problems: Problems) -> None:
        self.path = path
        self._problems = problems
        self._text = read_text(path, problems)
        self._said = self._parsed()
        for part, said in self._said.items():
            if part not in PARTS or not isinstance(said, dict):
                raise self.wrong(part, "", f"there is no such part. {_instead(part, PARTS)}")
        settings = dict(self._items(TABLE, SETTINGS))
        self.header: int | None = settings.get("header")
        self.sheet: str = settings.get("sheet", "")
        if self.header is not None and (type(self.header) is not int or self.header < 0):
            raise self.wrong(TABLE, "header", "give the number of the line that names the columns, or 0 if none does.")
        if not isinstance(self.sheet, str):
            raise self.wrong(TABLE, "sheet", "give the name of a sheet, in quotes.")

    def fits(self, names: Sequence[str]) -> bool:
        """Whether a table with these columns has all that are named."""
        listed = self._said.get(COLUMNS, {}).values()
        named = [name for value in listed for name in (value if isinstance(value, list) else [value])]
        return {fold(str(name)) for name in named if name} <= {fold(name) for name in names}

    def mapping(self, names: Sequence[str]) -> Mapping[str, Any]:
        """Return the mapping for a table with these columns, in values that JSON can hold. Raises RefusedError."""
        own = {name: name for name in names} | {fold(name): name for name in reversed(names) if fold(name) not in names}
        columns = {key: self._columns(key, value, own) for key, value in self._items(COLUMNS, (*FIELDS, *LISTS))}
        if not columns.get("name") and not columns.get("organisation"):
            raise self.wrong(COLUMNS, "name", "no column gives the names. Write name = and the column that holds them.")
        self._check_private(columns)
        return {
            TABLE: {"header": self.header, "sheet": self.sheet},
            COLUMNS: {key: listed for key, listed in columns.items() if listed and key in FIELDS},
            CONSTANTS: {key: self._constant(key, value) for key, value in self._items(CONSTANTS, tuple(FIELDS))},
            SEPARATORS: {key: self._separators(key, value) for key, value in self._items(SEPARATORS, tuple(FIELDS))},
        } | {key: columns.get(key, []) for key in LISTS}

    def _parsed(self) -> Mapping[str, Any]:
        try:
            return tomllib.loads(self._text)
        except tomllib.TOMLDecodeError as error:
            place = LINE.search(str(error))
            lines = self._text.splitlines()
            line, column = (int(place[1]), int(place[2])) if place else (len(lines), 1)
            reason = LINE.sub("", str(error)).strip()
            here = Whole(str(self.path), line, column)
            raise self._problems.refuse("unreadable-mapping", here, reason=reason) from None

    def _items(self, part: str, known: Sequence[str]) -> Iterator[tuple[str, Any]]:
        for key, value in self._said.get(part, {}).items():
            if key not in known:
                raise self.wrong(part, key, f"there is no such field. {_instead(key, known)}")
            yield key, value

    def _columns(self, key: str, value: Any, own: Mapping[str, str]) -> list[str]:
        listed = [value] if isinstance(value, str) else value
        if not isinstance(listed, list) or not all(isinstance(one, str) for one in listed):
            raise self.wrong(COLUMNS, key, f'{value!r} names no column. Write "Column", or ["Column 1", "Column 2"].')
        said = [name for name in listed if name.strip()]
        for name in said:
            if name not in own and fold(name) not in own:
                known = tuple(dict.fromkeys(own.values()))
                raise self.wrong(COLUMNS, key, f'the table has no column "{name}". {_instead(name, known)}')
        return [own.get(name) or own[fold(name)] for name in said]

    def _check_private(self, columns: Mapping[str, list[str]]) -> None:
        for key, listed in columns.items():
            both = set(listed) & set(columns.get(PRIVATE, ())) if key != PRIVATE else ()
            for name in both:
                raise self.wrong(COLUMNS, key, f'"{name}" is private as well. Take it out of {key} or of {PRIVATE}.')

    def _constant(self, key: str, value: Any) -> str:
        listed = value if isinstance(value, list) else [value]
        if not all(isinstance(one, str | int | float | date) for one in listed):
            raise self.wrong(CONSTANTS, key, f'{value!r} is no text. Write it in quotes, as "this".')
        return "|".join(str(one).lower() if isinstance(one, bool) else str(one) for one in listed)

    def _separators(self, key: str, value: Any) -> str:
        if not isinstance(value, str):
            raise self.wrong(SEPARATORS, key, f'{value!r} is no text. Write all the separators in quotes, as ",/".')
        return value

    def wrong(self, part: str, key: str, reason: str) -> RefusedError:
        """Tell of a mistake, and return what to raise."""
        here = Whole(str(self.path), _line_of(self._text, part, key), 1)
        name = f"{part}.{key}" if key else part
        return self._problems.refuse("wrong-mapping", here, key=name, reason=reason)


def _instead(said: str, known: Sequence[str]) -> str:
    close = get_close_matches(fold(said), [fold(one) for one in known], n=1, cutoff=0.6)
    for one in known:
        if close and fold(one) == close[0]:
            return f"Did you mean {one}?"
    return f"Use one of: {', '.join(known)}."


def _line_of(text: str, part: str, key: str) -> int:
    """Return the line of a key in a part, else that of the part, else the first."""
    inside, begin = False, 1
    for number, line in enumerate(text.splitlines(), 1):
        head = re.match(r"\s*\[\s*(?:[\"']?)([^\]\"']*)", line)
        if head and "=" not in line.split("]")[0]:
            inside = head[1].strip() == part
            begin = number if inside else begin
        elif re.match(rf"\s*[\"']?{re.escape(key or part)}[\"']?\s*=", line) and (inside or not key):
            return number
    return begin
