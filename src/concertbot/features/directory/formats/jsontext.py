"""JSON text: its items one by one, each of which knows where its parts stand.

Numbers stay as they are written, as in a table.
"""

import json
import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import Any

from concertbot.features.directory.formats.problems import Problems, RefusedError, Whole
from concertbot.features.directory.formats.strictjson import DECODER, NotPlainError

BLANK = re.compile(r"[ \t\r\n]*")
LISTS = frozenset({"contents", "items"})  # what a page calls its list
PAGE = re.compile('"(contents|items)"')
HEAD = 2_000  # characters in which a page names its list
Step = str | int


class JsonText:
    """A text that holds one value, a list, a page of a list, or one value a line."""

    def __init__(self, file: str, text: str, problems: Problems) -> None:
        self.file = file
        self.text = text
        self._problems = problems

    def items(self) -> Iterator[tuple["JsonSpot", Any]]:
        """Go through the items. Raises RefusedError."""
        at = self._skip(0)
        while at < len(self.text):
            page = self._page(at)
            if self.text[at] == "[":
                end = yield from self._elements(at)
            elif page is not None:
                end = self._rest(self._skip((yield from self._elements(page))))
            else:
                value, end = self.value(at)
                yield JsonSpot(self, at), value
            at = self._skip(end)

    def value(self, at: int) -> tuple[Any, int]:
        """Return the value that begins here, and where it ends. Raises RefusedError."""
        try:
            return DECODER.raw_decode(self.text, at)
        except json.JSONDecodeError as error:
            raise self._refuse(error.pos, error.msg) from None
        except NotPlainError as error:
            raise self._refuse(at, str(error)) from None
        except RecursionError:
            raise self._refuse(at, "it is nested too deeply") from None

    def place(self, at: int) -> tuple[int, int]:
        """Return the line and the column of an offset."""
        return self.text.count("\n", 0, at) + 1, at - self.text.rfind("\n", 0, at)

    def find(self, at: int, step: Step) -> int | None:
        """Return where a member or an element of the value that begins here begins."""
        parts: Iterator[tuple[Step, int]] = iter(())
        if self.text[at] == "{":
            parts = self._members(at)
        elif self.text[at] == "[":
            parts = ((number, spot.at) for number, (spot, _) in enumerate(self._elements(at)))
        return next((begin for name, begin in parts if name == step), None)

    def _page(self, at: int) -> int | None:
        """Return where the list of a page begins."""
        if self.text[at] != "{" or not PAGE.search(self.text, at, at + HEAD):
            return None
        found = next((begin for name, begin in self._members(at) if name in LISTS), None)
        return found if found is not None and self.text[found] == "[" else None

    def _elements(self, at: int) -> Generator[tuple["JsonSpot", Any], None, int]:
        at = self._skip(at + 1)
        while not self.text.startswith("]", at):
            value, end = self.value(at)
            yield JsonSpot(self, at), value
            at = self._next(end, "]")
        return at + 1

    def _members(self, at: int) -> Iterator[tuple[str, int]]:
        at = self._skip(at + 1)
        while not self.text.startswith("}", at):
            name, begin = self._member(at)
            yield name, begin
            at = self._next(self.value(begin)[1], "}")

    def _rest(self, at: int) -> int:
        """Go through the members that follow; return where their object ends."""
        while self.text.startswith(",", at):
            _, begin = self._member(self._skip(at + 1))
            at = self._skip(self.value(begin)[1])
        if not self.text.startswith("}", at):
            raise self._refuse(at, "Expecting '}'")
        return at + 1

    def _member(self, at: int) -> tuple[str, int]:
        name, end = self.value(at)
        colon = self._skip(end)
        if not isinstance(name, str) or not self.text.startswith(":", colon):
            raise self._refuse(at, "Expecting a name and a colon")
        return name, self._skip(colon + 1)

    def _next(self, at: int, end: str) -> int:
        """Return where the next part begins, or where they end."""
        at = self._skip(at)
        if self.text.startswith(",", at):
            return self._skip(at + 1)
        if not self.text.startswith(end, at):
            raise self._refuse(at, f"Expecting ',' or '{end}'")
        return at

    def _skip(self, at: int) -> int:
        found = BLANK.match(self.text, at)
        return found.end() if found else at

    def _refuse(self, at: int, reason: str) -> RefusedError:
        return self._problems.refuse("unreadable-json", Whole(self.file, *self.place(at)), reason=reason)


@dataclass(frozen=True, slots=True)
class JsonSpot:
    """Where a value stands in a text: the item's beginning, and the steps down from there."""

    source: JsonText
    at: int
    path: tuple[Step, ...] = ()

    @property
    def file(self) -> str:
        """The file's name."""
        return self.source.file

    def down(self, *steps: Step) -> "JsonSpot":
        """Return where a part of the value stands."""
        return JsonSpot(self.source, self.at, (*self.path, *steps))

    def where(self, name: str) -> tuple[int, int]:
        """Return the line and the column of a member, or of the deepest value around it that is there."""
        at = self.at
        for step in (*self.path, *([name] if name else [])):
            found = self.source.find(at, step)
            if found is None:
                break
            at = found
        return self.source.place(at)
