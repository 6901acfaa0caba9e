"""JSON text: its items one by one, each of which knows where its parts stand. Only a window of it is in memory."""

import io
import json
import re
from collections.abc import Iterator
from typing import Any, TextIO

from concertbot.features.directory.formats.jsonparts import JsonSpot
from concertbot.features.directory.formats.problems import Problems, RefusedError, Whole
from concertbot.features.directory.formats.strictjson import DECODER, NotPlainError

BLANK = re.compile(r"[ \t\r\n]*")
LISTS = frozenset({"contents", "items"})  # what a page calls its list
PAGES = "total_pages"
PAGE = re.compile(r'"(?:contents|items)"\s*:\s*\[')
TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[][{}]')
HEAD = 2_000  # characters in which a page names its list
CHUNK = 1 << 18  # characters that are read at once
LONGEST = 1 << 26  # characters of an item; a longer one is none
NEAR = 32  # characters before the end of what was read, where a fault may only mean that more follows


class JsonText:
    """A text that holds one value, a list, a page of a list, or one value a line."""

    def __init__(self, file: str, text: str | TextIO, problems: Problems) -> None:
        self.file = file
        self.pages = 1  # of which it is one, as it says by the time that its items are read
        self._stream = io.StringIO(text) if isinstance(text, str) else text
        self._problems = problems
        self._text = ""
        self._at = 0
        self._line, self._column = 1, 1  # of where the window begins

    def items(self) -> Iterator[tuple[JsonSpot, Any]]:
        """Go through the items. Raises RefusedError."""
        while self._peek():
            if self._text[self._at] == "[":
                yield from self._elements()
            elif self._is_page():
                yield from self._members()
            else:
                yield self._value()

    def _is_page(self) -> bool:
        while len(self._text) - self._at < HEAD and self._more():
            pass
        if self._text[self._at] != "{":
            return False
        depth = 0
        for token in TOKEN.finditer(self._text, self._at, self._at + HEAD):
            if depth == 1 and PAGE.match(self._text, token.start()):
                return True
            depth += (token[0] in "{[") - (token[0] in "}]")
            if depth == 0:
                return False
        return False

    def _members(self) -> Iterator[tuple[JsonSpot, Any]]:
        """Go through the members of a page, of which the list is yielded item by item."""
        self._at += 1
        while self._peek() not in {"}", ""}:
            spot, name = self._value()
            if not isinstance(name, str) or self._peek() != ":":
                raise self._refuse("Expecting a name and a colon", spot)
            self._at += 1
            if name in LISTS and self._peek() == "[":
                yield from self._elements()
            else:
                _, value = self._value()
                if name == PAGES and isinstance(value, int):
                    self.pages = value
            self._next("}")
        self._close("}")

    def _elements(self) -> Iterator[tuple[JsonSpot, Any]]:
        self._at += 1
        while self._peek() not in {"]", ""}:
            yield self._value()
            self._next("]")
        self._close("]")

    def _next(self, end: str) -> None:
        """Go to the next part, or to where they end."""
        if self._peek() == ",":
            self._at += 1
        elif self._peek() != end:
            raise self._refuse(f"Expecting ',' or '{end}'")

    def _close(self, end: str) -> None:
        if self._peek() != end:
            raise self._refuse(f"Expecting '{end}'")
        self._at += 1

    def _value(self) -> tuple[JsonSpot, Any]:
        """Return the value that begins here, and go past it. Raises RefusedError."""
        self._peek()
        self._forget()
        while True:
            try:
                value, end = DECODER.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                if not (self._may_go_on(error) and self._more()):
                    raise self._refuse(error.msg, at=error.pos) from None
            except NotPlainError as error:
                raise self._refuse(str(error)) from None
            except RecursionError:
                raise self._refuse("it is nested too deeply") from None
            else:
                if end < len(self._text) or not self._more():
                    spot = JsonSpot(self.file, *self._place(self._at), self._text[self._at : end])
                    self._at = end
                    return spot, value

    def _may_go_on(self, error: json.JSONDecodeError) -> bool:
        """Whether a fault may only mean that the rest of the value was not read yet."""
        if len(self._text) - self._at > LONGEST:
            return False
        return error.pos >= len(self._text) - NEAR or error.msg.startswith("Unterminated")

    def _peek(self) -> str:
        """Return the character that follows, blanks aside; none at the end."""
        while True:
            blank = BLANK.match(self._text, self._at)
            self._at = blank.end() if blank else self._at
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def _more(self) -> bool:
        """Read on, as much again as there is."""
        chunk = self._stream.read(max(CHUNK, len(self._text) - self._at))
        self._text += chunk
        return bool(chunk)

    def _forget(self) -> None:
        """Let go of what was gone through."""
        if self._at > CHUNK:
            self._line, self._column = self._place(self._at)
            self._text, self._at = self._text[self._at :], 0

    def _place(self, at: int) -> tuple[int, int]:
        lines = self._text.count("\n", 0, at)
        return self._line + lines, at - self._text.rfind("\n", 0, at) if lines else self._column + at

    def _refuse(self, reason: str, spot: JsonSpot | None = None, at: int | None = None) -> RefusedError:
        line, column = spot.where("") if spot else self._place(self._at if at is None else at)
        return self._problems.refuse("unreadable-json", Whole(self.file, line, column), reason=reason)
