"""What cells show by themselves: that they are postcodes, phones, web addresses, places, languages, dates."""

import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from babel import Locale

from concertbot.chat.words import fold
from concertbot.features.directory.formats.cells import read_day
from concertbot.features.directory.formats.checks import STATUSES
from concertbot.features.directory.formats.mapping.applying import day, place, point, split, tidied
from concertbot.features.directory.formats.spoken import spoken

EMAIL = re.compile(r"\S+@\S+\.\w{2,}(?:[\s;,|]+\S+@\S+\.\w{2,})*")
URL = re.compile(
    r"(?:https?://|www\.)\S+.*|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:be|fr|nl|eu|org|com|net|brussels|lu|ch|ca)(?:/\S*)?"
)
PHONE = re.compile(r"(?:\(?(?:\+|00?|\(0)[\d(][\d\s()./-]{6,}\d|1\d{2}|[1-9]\d{7,8})(?:[^\d@]*[|;,/\n(].*)?", re.DOTALL)
POSTCODE = re.compile(r"(?:[A-Z]{1,2}[- ])?(?:[1-9]\d{3}(?: ?[A-Z]{2})?|\d{5})(?:\.0)?")
NUMBER = re.compile(r"[-+]?\d{1,3}(?:[.,]\d+)?")
HOURS = re.compile(r".*\d{1,2} ?[:hu.] ?\d{0,2} ?(?:-|–|à|tot|to|/).*\d{1,2}", re.DOTALL | re.IGNORECASE)
STREET = re.compile(
    r"""(\d+[ ,]+)?(allee|av\.?|avenue|bd\.?|bld\.?|boulevard|chaussee|clos|dreve|impasse|place|quai|route|rue
    | square)\ .+
    | .*(straat|laan|steenweg|plein|kaai|dreef|weg|lei|street|road|lane|square)\b.*\d.*""",
    re.VERBOSE,
)
LEVEL = re.compile(r"\D*[0-5]\D*")
MOST = 0.6  # of the cells must show it
COMMON = frozenset({"fr", "nl", "en", "de", "ar"})


def _number(low: float, high: float) -> Callable[[str], bool]:
    return lambda cell: bool(NUMBER.fullmatch(cell)) and low <= float(cell.replace(",", ".")) <= high


def _tongues(cell: str) -> list[str]:
    return [spoken(one) for one in split(cell, "|;,/\n")]


def _languages(cell: str) -> bool:
    tongues = _tongues(cell)
    return bool(tongues) and all(
        one in {"LSFB", "VGT", "interprètes"} or one in Locale("en").languages for one in tongues
    )


SHOWS: Mapping[str, Callable[[str], bool]] = MappingProxyType(
    {
        "email": lambda cell: EMAIL.fullmatch(cell) is not None,
        "url": lambda cell: URL.match(cell.lower()) is not None,
        "phone": lambda cell: PHONE.fullmatch(cell) is not None,
        "coordinates": lambda cell: point(cell)[0] != "",
        "latitude": _number(-90, 90),
        "longitude": _number(-180, 180),
        "commune_fr": lambda cell: not any(map(str.isdigit, cell)),
        "commune_nl": lambda cell: not any(map(str.isdigit, cell)),
        "postcode": lambda cell: POSTCODE.fullmatch(cell) is not None,
        "locality": lambda cell: all(place(cell)),
        "languages": _languages,
        "care_level": lambda cell: LEVEL.fullmatch(cell) is not None,
        "verified_on": lambda cell: read_day(day(cell)) is not None,
        "last_modified": lambda cell: read_day(day(cell)) is not None,
        "status": lambda cell: fold(tidied("status", cell)) in STATUSES,
        "address": lambda cell: STREET.fullmatch(fold(cell)) is not None,
        "hours": lambda cell: HOURS.match(cell) is not None,
    }
)
# Fields that cells alone can give a column to, whatever its name, the most telling first.
TELLING = ("email", "url", "coordinates", "phone", "locality", "postcode", "address", "languages", "hours")


def shows(field: str, samples: Sequence[str]) -> bool:
    """Whether most of these cells show that they are of a field."""
    fits = [SHOWS[field](cell.strip()) for cell in samples]
    if field == "languages" and not any(COMMON & set(_tongues(cell)) for cell in samples):
        return False  # "no" is Norwegian, and much else is some language's code
    return bool(fits) and sum(fits) >= len(fits) * MOST


def is_years(samples: Sequence[str]) -> bool:
    """Whether these are years, which look like postcodes."""
    return all(re.fullmatch(r"(?:19|20)\d\d", cell.strip()) for cell in samples)
