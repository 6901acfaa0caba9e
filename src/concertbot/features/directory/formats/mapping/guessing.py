"""Guesses which column holds what, by the names of the columns and by their cells."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise
from types import MappingProxyType

from concertbot.features.directory.formats.mapping.content import TELLING, is_years, shows
from concertbot.features.directory.formats.mapping.fields import FIELDS, FIRST, HOUSE, LANGUAGES, LINE, heading
from concertbot.features.directory.formats.tables import CsvRow, Table

SAMPLES = 200
SHORTEST, LONGEST, DISTINCT = 3, 80, 0.7  # letters of a name, and how many of the names differ
# Words of columns that are none of the fields, though they sound or look like one.
OTHER = re.compile(
    r"""\b(annee | aantal | bce | bedden | bic | btw | capaci(te|ty) | creation | fax | finess | iban | inami
    | insee | jaar | kbo | lits | nis | nombre | onss | parent | pri(vate|ve) | riziv | rna | rsz | siren | siret | tva
    | year)\b""",
    re.VERBOSE,
)
# Words of columns that name a person.
PERSONS = re.compile(
    r"""\b(achternaam | arts | contactpersoon | coordinat(eur|rice|or) | direct(eur|rice|or) | dokter | familienaam
    | firstname | gerant | lastname | manager | medecin | person(ne)? | persoon | prenom | president | responsable
    | verantwoordelijke | voornaam | voorzitter)\b | ^(nom\ de\ famille | (first|last)\ name | contact)$""",
    re.VERBOSE,
)
COMMUNES = {"commune_fr": "commune_fr", "commune_nl": "commune_nl"}
TONGUES = {"nom": "fr", "denomination": "fr", "intitule": "fr", "naam": "nl", "benaming": "nl", "name": "en"}


def _called(name: str) -> frozenset[str]:
    """Return what columns are called for a field; its own name and that of its column in services.csv are too."""
    own = {heading(FIELDS[name].column)[0]} if name not in {"locality", "coordinates", "commune_nl"} else set()
    return frozenset({heading(name)[0], *map(str.strip, FIELDS[name].called.split(",")), *own}) - {""}


CALLED = MappingProxyType({name: _called(name) for name in FIELDS})


@dataclass
class Column:
    """A column of a table, with some of its cells."""

    name: str
    samples: dict[str, None] = field(default_factory=dict)  # distinct, in their order
    filled: int = 0

    @property
    def words(self) -> str:
        """The folded words of its name."""
        return heading(self.name)[0]

    @property
    def language(self) -> str:
        """The language that its name ends with, or is in."""
        words, language = heading(self.name)
        return language or TONGUES.get(words, "")

    def shows(self, name: str) -> bool:
        """Whether its cells show that they are of a field."""
        return shows(name, list(self.samples))

    @property
    def is_private(self) -> bool:
        """Whether it names persons."""
        told = PERSONS.search(self.words) is not None
        return told and not any(self.shows(name) for name in ("email", "phone", "url"))


@dataclass
class Guess:
    """What the columns of a table hold."""

    columns: dict[str, list[str]]
    private: list[str]
    unused: list[str]
    samples: Mapping[str, Sequence[str]]
    id_from: list[str] = field(default_factory=list)

    @property
    def has_name(self) -> bool:
        """Whether the services have names."""
        return bool(self.columns.get("name"))


def guess(table: Table, rows: Iterable[CsvRow]) -> Guess:
    """Return what the columns of a table hold, judged by some of its rows."""
    columns = _columns(table, rows)
    private = [column for column in columns if column.is_private]
    public = [column for column in columns if column not in private]
    found: dict[str, list[Column]] = {}
    _by_name(public, found)
    _by_cells(public, found)
    _house_numbers(public, found)
    _commune(public, found)
    _name(public, found)
    used = [column for listed in found.values() for column in listed]
    return Guess(
        columns={name: [column.name for column in found[name]] for name in FIELDS if found.get(name)},
        private=[column.name for column in private],
        unused=[column.name for column in public if column not in used],
        samples={column.name: [] if column in private else list(column.samples) for column in columns},
    )


def by_name(table: Table, rows: Iterable[CsvRow]) -> Mapping[str, Sequence[str]]:
    """Return which columns are called for a field, by the field."""
    found: dict[str, list[Column]] = {}
    _by_name(_columns(table, rows), found)
    return {name: [column.name for column in listed] for name, listed in found.items()}


def _columns(table: Table, rows: Iterable[CsvRow]) -> list[Column]:
    columns = [Column(name) for name in table.names]
    for row in islice(rows, SAMPLES):
        for column, cell in zip(columns, row.cells, strict=False):
            if cell.strip():
                column.filled += 1
                column.samples[cell] = None
    return columns


def _by_name(columns: Sequence[Column], found: dict[str, list[Column]]) -> None:
    """Give each column to the field that it is called for, unless its cells show otherwise."""
    scored = [
        (score, -number, -place, name)
        for number, column in enumerate(columns)
        for place, name in enumerate(FIELDS)
        if (score := _score(column, name)) and (not FIELDS[name].only or column.shows(name) or not column.filled)
    ]
    for _, number, _, name in sorted(scored, reverse=True):
        _take(columns[-number], name, found)


def _score(column: Column, name: str) -> float:
    """Return how well a column's name fits a field: 2 is exactly, between 0 and 1 in some of its words."""
    words = column.words
    if OTHER.search(words):
        return 0
    if words in CALLED[name]:
        return 2
    inside = [one for one in CALLED[name] if len(one) >= SHORTEST and f" {one} " in f" {words} "]
    return max((len(one) / len(words) for one in inside), default=0)


def _take(column: Column, name: str, found: dict[str, list[Column]]) -> None:
    if any(column in listed for listed in found.values()):
        return
    if name in COMMUNES:
        name = COMMUNES.get(f"commune_{column.language}", name)
    given = found.setdefault(name, [])
    one_only = FIELDS[name].several in {FIRST, LINE}
    spoken = {one.language for one in given}
    if name == "name" and given and not (column.language and "" not in spoken and column.language not in spoken):
        return
    if not given or not one_only:
        given.append(column)
        given.sort(key=lambda one: ("", *LANGUAGES).index(heading(one.name)[1]))


def _by_cells(columns: Sequence[Column], found: dict[str, list[Column]]) -> None:
    """Give columns whose cells leave no doubt to fields that have none yet."""
    for name in TELLING:
        for column in columns:
            told = not found.get(name) and not OTHER.search(column.words) and column.shows(name)
            if told and not (name == "postcode" and (is_years(list(column.samples)) or found.get("locality"))):
                _take(column, name, found)


def _house_numbers(columns: Sequence[Column], found: dict[str, list[Column]]) -> None:
    """Add the house number, the box and the kind of street, which stand beside the street."""
    streets = found.get("address", [])
    for before, column in pairwise(columns):
        if streets and before is streets[-1] and HOUSE.fullmatch(column.words):
            _move(column, found)
            streets.append(column)
    for column, after in reversed([*pairwise(columns)]):
        if streets and after is streets[0] and HOUSE.fullmatch(column.words):
            _move(column, found)
            streets.insert(0, column)


def _move(column: Column, found: Mapping[str, list[Column]]) -> None:
    """Take a column away from the field that it was given to."""
    for listed in found.values():
        if column in listed:
            listed.remove(column)


def _commune(columns: Sequence[Column], found: dict[str, list[Column]]) -> None:
    """Find the communes beside the postcodes, where no column is called for them."""
    communes = {"commune_fr", "commune_nl", "locality"} & {name for name, listed in found.items() if listed}
    for before, column in pairwise(columns):
        digits = any(any(map(str.isdigit, cell)) for cell in column.samples)
        if not communes and before in found.get("postcode", []) and column.samples and not digits:
            _take(column, "commune_fr", found)


def _name(columns: Sequence[Column], found: dict[str, list[Column]]) -> None:
    """Find the names of the services where no column is called for them: the organisations, else what looks so."""
    if found.get("name"):
        return
    used = [column for listed in found.values() for column in listed]
    likely = [column for column in columns if column not in used and _looks_like_names(column)]
    if found.get("organisation"):
        found["name"] = found.pop("organisation")
    elif likely:
        found["name"] = [likely[0]]


def _looks_like_names(column: Column) -> bool:
    cells = list(column.samples)
    if not cells or OTHER.search(column.words):
        return False
    letters = [sum(map(str.isalpha, cell)) for cell in cells]
    return len(cells) >= column.filled * DISTINCT and SHORTEST < sum(letters) / len(cells) < LONGEST
