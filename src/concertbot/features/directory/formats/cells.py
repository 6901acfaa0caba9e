"""One row of a table or one object of a JSON text, read into clean text, lists, numbers and dates."""

import json
import math
import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime
from typing import Any

from concertbot.chat.words import clean
from concertbot.features.directory.formats.jsonparts import JsonSpot
from concertbot.features.directory.formats.problems import Problems, Spot
from concertbot.features.directory.formats.tables import CsvRow
from concertbot.features.directory.parts import Extra

# Text in which nothing has to be cleaned; most is, and cleaning goes letter by letter.
HARMLESS = re.compile("[\n -~\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u20ac]*")
UNKNOWN = "(unknown)"  # what our exports write where a format requires a text that nobody knows
DAY_FORMATS = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y/%m/%d")
ISO_DAY = 10


class Cells:
    """The named values of a row or an object. What is not there is empty; what nobody reads is extra."""

    def __init__(self, values: Mapping[str, Any], spot: Spot, problems: Problems) -> None:
        self.values = values
        self.spot = spot
        self._problems = problems
        self._read: set[str] = set()

    @property
    def body(self) -> Mapping[str, Any]:
        """All of it, as it stands."""
        return self.values

    def text(self, *names: str) -> str:
        """Return the first of these values that holds something, as clean text."""
        self._read.update(names)
        for name in names:
            value = self.values.get(name)
            text = tidy(value) if isinstance(value, str) else _plain(value)
            if text and text != UNKNOWN:
                return text
        return ""

    def line(self, *names: str) -> str:
        """Return a text on one line."""
        return " ".join(self.text(*names).split())

    def words(self, name: str, separators: str = "|") -> tuple[str, ...]:
        """Return the distinct words of a list: a JSON list, or a text with separators."""
        value = self._value(name)
        if isinstance(value, str) and value.lstrip().startswith("["):
            with suppress(ValueError):
                value = json.loads(value)
        if not isinstance(value, list):
            value = re.split(f"[{re.escape(separators)}]", self.text(name))
        words = (" ".join(tidy(str(one)).split()) for one in value if one is not None)
        return tuple(dict.fromkeys(word for word in words if word and word != UNKNOWN))

    def number(self, name: str) -> float | None:
        """Return a number; what is none is warned about."""
        said = self.line(name)
        with suppress(ValueError):
            number = float(said.replace(",", "."))
            if math.isfinite(number):
                return number
        if said:
            self.warn("wrong-number", name, value=said)
        return None

    def day(self, name: str) -> date | None:
        """Return a date; what is none is warned about."""
        said = self.line(name)
        found = read_day(said)
        if said and found is None:
            self.warn("wrong-date", name, value=said)
        return found

    def many(self, name: str) -> "list[Cells]":
        """Return the objects of a list."""
        values = self._value(name)
        listed = values if isinstance(values, list) else []
        return [self._down(one, name, number) for number, one in enumerate(listed) if isinstance(one, dict)]

    def one(self, name: str) -> "Cells | None":
        """Return the object under a name."""
        value = self._value(name)
        return self._down(value, name) if isinstance(value, dict) else None

    def rest(self, apart: frozenset[str] = frozenset()) -> Extra:
        """Return what stands under names that were not read and are not to be left out, as text."""
        others = [name for name in self.values if name not in self._read and name not in apart]
        return tuple((tidy(name), found) for name in others if (found := self.text(name)))

    def warn(self, code: str, name: str = "", **params: str) -> None:
        """Note a problem with a value."""
        self._problems.add(code, self.spot, name, **params)

    def _value(self, name: str) -> Any:
        self._read.add(name)
        return self.values.get(name)

    def _down(self, values: Mapping[str, Any], *steps: str | int) -> "Cells":
        spot = self.spot.down(*steps) if isinstance(self.spot, JsonSpot) else self.spot
        return Cells(values, spot, self._problems)


class RowCells(Cells):
    """A row of a table."""

    def __init__(self, row: CsvRow, problems: Problems) -> None:
        super().__init__(row.values(), row.spot, problems)
        self._row = row

    @property
    def body(self) -> Mapping[str, Any]:
        """Every cell, as it stands."""
        return self._row.body()


def _plain(value: Any) -> str:
    """Return what is no text as text."""
    return tidy(json.dumps(value, ensure_ascii=False)) if value or value is False else ""


def tidy(text: str) -> str:
    """Return clean text."""
    return text.strip() if HARMLESS.fullmatch(text) else clean(text)


def read_day(said: str) -> date | None:
    """Return the date that is written first in a text, in ISO form or day first."""
    if not said:
        return None
    with suppress(ValueError):
        return date.fromisoformat(said[:ISO_DAY])
    for form in DAY_FORMATS:
        with suppress(ValueError):
            return datetime.strptime(said[:ISO_DAY], form).date()  # noqa: DTZ007 - a date has no zone
    return None
