"""Where the parts of a JSON value stand, found only when a problem is told."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

BLANK = re.compile(r"[ \t\r\n]*")
DECODER = json.JSONDecoder()
Step = str | int


@dataclass(frozen=True, slots=True)
class JsonSpot:
    """Where a value stands: the place and the text of the item, and the steps down from there."""

    file: str
    line: int
    column: int
    text: str
    path: tuple[Step, ...] = ()

    def down(self, *steps: Step) -> "JsonSpot":
        """Return where a part of the value stands."""
        return JsonSpot(self.file, self.line, self.column, self.text, (*self.path, *steps))

    def where(self, name: str) -> tuple[int, int]:
        """Return the line and the column of a member, or of the deepest value around it that is there."""
        at = 0
        for step in (*self.path, *([name] if name else [])):
            found = find(self.text, at, step)
            if found is None:
                break
            at = found
        lines = self.text.count("\n", 0, at)
        return self.line + lines, at - self.text.rfind("\n", 0, at) if lines else self.column + at


def find(text: str, at: int, step: Step) -> int | None:
    """Return where a member or an element of the value that begins here begins."""
    parts: Iterator[tuple[Step, int]] = iter(())
    if text[at] == "{":
        parts = _members(text, at)
    elif text[at] == "[":
        parts = enumerate(_elements(text, at))
    return next((begin for name, begin in parts if name == step), None)


def _elements(text: str, at: int) -> Iterator[int]:
    at = _skip(text, at + 1)
    while text[at] != "]":
        yield at
        at = _next(text, _value(text, at)[1])


def _members(text: str, at: int) -> Iterator[tuple[str, int]]:
    at = _skip(text, at + 1)
    while text[at] != "}":
        name, end = _value(text, at)
        begin = _skip(text, _skip(text, end) + 1)
        yield name, begin
        at = _next(text, _value(text, begin)[1])


def _next(text: str, at: int) -> int:
    at = _skip(text, at)
    return _skip(text, at + 1) if text[at] == "," else at


def _value(text: str, at: int) -> tuple[Any, int]:
    return DECODER.raw_decode(text, at)


def _skip(text: str, at: int) -> int:
    found = BLANK.match(text, at)
    return found.end() if found else at
