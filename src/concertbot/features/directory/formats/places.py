"""Communes in both languages: what a city that a source names in one language is called in the other."""

import csv
from collections.abc import Mapping
from pathlib import Path

from concertbot.chat.words import fold


class Places:
    """Knows communes by name and postcode, so that a place of the same name elsewhere stays what it is."""

    def __init__(self, communes: Mapping[tuple[str, str], tuple[str, ...]] | None = None) -> None:
        self._communes = communes or {}

    def names(self, city: str, postcode: str) -> tuple[str, ...]:
        """Return the commune's name in each language, French first; only the city's where it is not known."""
        return self._communes.get((fold(city), postcode), (city,) if city else ())


def read_places(path: Path) -> Places:
    """Read a table with the columns fr, nl and postcodes; without the file nothing is known."""
    if not path.is_file():
        return Places()
    communes: dict[tuple[str, str], tuple[str, ...]] = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            names = tuple(dict.fromkeys((row["fr"], row["nl"])))
            for postcode in row["postcodes"].split("|"):
                communes |= {(fold(name), postcode): names for name in names}
    return Places(communes)
