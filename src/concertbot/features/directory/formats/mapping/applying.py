"""Reads a row of any table through a mapping, into the columns of services.csv."""

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from typing import Any

from concertbot.chat.words import clean, fold
from concertbot.features.directory.formats.cells import UNKNOWN, read_day
from concertbot.features.directory.formats.mapping.fields import COLUMNS, DAYS, FIELDS, LINE, LIST, TEXT

MADE_OF = ("name", "organisation", "address", "postcode", "locality", "commune_fr", "commune_nl")
POSTCODE = re.compile(r"(?<![\d/.])(?:[A-Z]{1,2}[- ])?([1-9]\d{3} ?[A-Z]{2}|\d{4,5})(?![\d/.])")
IN_ADDRESS = re.compile(r"^(.+?)[\s,;-]+(?:[A-Z]{1,2}[- ])?(\d{4,5})\s+([^\W\d][^\d,;]*)$", re.DOTALL)
DECIMAL = re.compile(r"[-+]?\d{1,3}[.,]\d+")
SHORT_DAYS = ("%d/%m/%y", "%d-%m-%y", "%d.%m.%y")
# What statuses are called in French and Dutch.
STATUSES = {
    **dict.fromkeys(("actif", "ouvert", "en service", "actief", "open", "oui", "ja", "yes"), "active"),
    **dict.fromkeys(("inactif", "ferme", "supprime", "inactief", "gesloten", "stopgezet", "closed"), "inactive"),
    **dict.fromkeys(("temporairement ferme", "ferme temporairement", "tijdelijk gesloten"), "temporarily closed"),
}
DATES = frozenset({"verified_on", "last_modified"})
JOINED = {LINE: " ", TEXT: "\n"}
SLUG = 40  # letters of a name in an id that is made


def mapped(mapping: Mapping[str, Any], row: Mapping[str, str]) -> Mapping[str, str]:
    """Return the cells of services.csv that a row says through a mapping; columns that it does not use are kept.

    The mapping is as `loading` gives it: plain values that JSON can hold.
    """
    columns: Mapping[str, Sequence[str]] = mapping["columns"]
    partly: set[str] = set()
    said = {name: _said(name, columns[name], mapping, row, partly) for name in FIELDS if name in columns}
    said |= {name: value for name, value in mapping["constants"].items() if not said.get(name)}
    names = [cell for cell in said.pop("name", "").split("|") if cell] or [said.get("organisation", "")]
    result = {FIELDS[name].column: cell for name, cell in said.items() if name not in {"coordinates", "locality"}}
    result["service_name"] = names[0]
    result["alternate_name"] = "|".join(dict.fromkeys([*names[1:], *filter(None, [result.get("alternate_name")])]))
    result |= {key: cell for key, cell in _located(said, result).items() if cell}
    result["id"] = result.get("id") or _made(row, mapping)
    used = {column for listed in columns.values() for column in listed} - partly | set(mapping["private"])
    result |= {_kept(column): cell for column, cell in row.items() if column not in used}
    return {name: cell for name, cell in result.items() if cell}


def _said(
    name: str, columns: Sequence[str], mapping: Mapping[str, Any], row: Mapping[str, str], partly: set[str]
) -> str:
    field = FIELDS[name]
    separators = mapping["separators"].get(name, field.separators)
    cells = {column: tidied(name, row.get(column, "")) for column in columns}
    filled = {column: cell for column, cell in cells.items() if cell}
    if field.several == "name":
        return "|".join(dict.fromkeys(" ".join(cell.replace("|", "/").split()) for cell in filled.values()))
    if field.several in JOINED:
        return JOINED[field.several].join(dict.fromkeys(filled.values()))
    if field.several == DAYS:
        return _days(filled, alone=len(columns) == 1)
    parts = [part for cell in filled.values() for part in split(cell, separators)]
    if field.several == LIST:
        return "|".join(dict.fromkeys(part.replace("|", "/") for part in parts))
    if len(parts) > 1 and separators:  # one is taken, so the cell is kept in full too
        partly.update(filled)
    return parts[0] if parts else ""


def split(cell: str, separators: str) -> list[str]:
    """Return the values of a cell."""
    parts = re.split(f"[{re.escape(separators)}]", cell) if separators else [cell]
    return [part.strip() for part in parts if part.strip()]


def tidied(name: str, cell: str) -> str:
    """Return a cell of a field in the form that services.csv has."""
    text = "" if clean(cell) == UNKNOWN else clean(cell)
    if name == "postcode":
        found = POSTCODE.search(text.removesuffix(".0"))
        return found[1] if found else text
    if name in DATES:
        return day(text)
    if name == "status":
        return STATUSES.get(fold(text), text)
    if name == "care_level":
        digit = re.search(r"\d", text)
        return digit[0] if digit else text
    return text


def day(text: str) -> str:
    """Return a date in ISO form, or the text when it is none."""
    found = read_day(text)
    for form in SHORT_DAYS:
        with suppress(ValueError):
            found = datetime.strptime(text, form).date()  # noqa: DTZ007 - a date has no zone
    return found.isoformat() if found else text


def point(text: str) -> tuple[str, str]:
    """Return the latitude and longitude in a text; WKT and GeoJSON put the longitude first."""
    found = [number.replace(",", ".") for number in DECIMAL.findall(text)]
    if len(found) != 2:  # noqa: PLR2004 - two make a point
        return "", ""
    turned = "point" in text.lower() or '"coordinates"' in text
    return (found[1], found[0]) if turned else (found[0], found[1])


def place(text: str) -> tuple[str, str]:
    """Return the postcode and the commune in a text."""
    found = POSTCODE.search(text)
    rest = (text[: found.start()] + text[found.end() :]) if found else text
    return (found[1] if found else "", rest.strip(" ()-,;/"))


def _located(said: Mapping[str, str], result: Mapping[str, str]) -> Mapping[str, str]:
    """Return what one cell says of several columns: coordinates, a postcode with its commune, a whole address."""
    found: dict[str, str] = {}
    if not (result.get("latitude") and result.get("longitude")):
        found["latitude"], found["longitude"] = point(said.get("coordinates", ""))
    if said.get("locality"):
        postcode, commune = place(said["locality"])
        found["postal_code"] = result.get("postal_code") or postcode
        found["commune_fr"] = result.get("commune_fr") or commune
    elif not any(result.get(name) for name in ("postal_code", "commune_fr", "commune_nl")):
        whole = IN_ADDRESS.match(result.get("address", ""))
        if whole:
            found["address"], found["postal_code"], found["commune_fr"] = whole[1], whole[2], whole[3].strip()
    return found


def _days(filled: Mapping[str, str], *, alone: bool) -> str:
    return "; ".join(cell if alone else f"{column}: {cell}" for column, cell in filled.items())


def _made(row: Mapping[str, str], mapping: Mapping[str, Any]) -> str:
    """Return an id made of what a service is called and where it is: the same as long as these stay the same."""
    columns: Mapping[str, Sequence[str]] = mapping["columns"]
    names = mapping["id_from"] or [column for name in MADE_OF for column in columns.get(name, ())]
    cells = [fold(row.get(name, "")) for name in names]
    slug = re.sub(r"[^a-z0-9]+", "-", next(filter(None, cells), ""))[:SLUG].strip("-")
    digest = sha256("\n".join(cells).encode()).hexdigest()[:8]
    return f"{slug or 'row'}-{digest}" if any(cells) else ""


def _kept(column: str) -> str:
    name = clean(column)
    return f"{name} (source)" if name.lower() in COLUMNS else name
