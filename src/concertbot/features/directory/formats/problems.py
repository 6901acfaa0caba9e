"""What is wrong in a file, exactly where, and what to do about it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, Protocol

from concertbot.features.directory.formats.refusals import LEFT_OUT, REFUSALS

Severity = Literal["error", "warning"]
EACH = 20  # how many problems of one kind are told one by one for a file; the others are counted

# With an error nothing is imported. Each sentence says what is wrong, then what to do.
ERRORS: Mapping[str, str] = MappingProxyType(
    {
        **REFUSALS,
        "missing-path": "there is no such file or folder. Check the path.",
        "unreadable-file": "the file cannot be opened ({reason}). Check who may read it.",
        "empty-file": "the file is empty. Export it again.",
        "undecodable": "byte {offset} is neither UTF-8 nor Windows-1252. Save the file as UTF-8.",
        "unreadable-csv": "the table cannot be read here ({reason}). Close the quotes, and double those within a cell.",
        "unreadable-json": "the JSON cannot be read here ({reason}). Export it again, or mend this place.",
        "not-a-directory": "this is no directory of services that I know. Give a services.csv with id and "
        "service_name, an HSDS 3 package or JSON, or data.inclusion structures and services.",
        "no-directory-here": "this folder holds no directory of services that I know. Give the folder that does; its "
        "files end in .csv, .tsv, .json, .ndjson, .jsonl, .xlsx or .xlsm.",
        "missing-columns": "the columns {columns} are missing. Add them to the first line.",
        "repeated-column": "the column {column} stands twice in the first line. Name it once.",
        "too-many-cells": "this row has {cells} cells, the first line {columns}. Put quotes around a cell that holds "
        "the separator.",
        "missing-table": "the table {table} is missing from the package. Add it, or take it out of datapackage.json.",
        "missing-id": "there is no id. Give each service an id of its own.",
        "missing-name": "the service {id} has no name. Give it one.",
        "repeated-id": "the id {id} stands twice, first in {first}. Give each service an id of its own.",
        "many-retired": "{retired} of the {had} services of {source} are no longer in the file, and would be retired. "
        "Give the whole directory, or say --yes if this is meant.",
        "other-import": "another import ran at the same time, so nothing was changed. Import again.",
        "no-services": "there is no service in it. Add the services, or give the file that holds them too.",
        "several-formats": "these files are of several formats ({formats}). Import them one after the other.",
        "not-an-object": "a service was expected here. Put each service in braces.",
    }
)
# A warning tells what was left out or understood freely.
WARNINGS: Mapping[str, str] = MappingProxyType(
    {
        **LEFT_OUT,
        "windows-1252": "the file is not UTF-8 and was read as Windows-1252. Check the accents, or save it as UTF-8.",
        "skipped-file": "this file is no part of the directory and was left out. Nothing to do if that is right.",
        "twin-file": "{other} holds the same in another form, so this file was left out. Nothing to do.",
        "missing-pages": "this is one of {pages} pages, and not all of them are here. Give them together, as what "
        "stands on the others counts as gone.",
        "nameless-structure": "the structure {id} has no name. Give it one.",
        "indistinct-structure": "no service can name this structure: its id is missing or stands twice. It was kept "
        "for the export. Give each structure an id of its own.",
        "missing-structure": "the structure {id} is not there, so the service stands alone. Add its structure.",
        "missing-row": "{table} has no {id}, to which this row points. Add it, or empty the cell.",
        "unknown-status": "the status {value} is unknown and was read as active. Use active, inactive, defunct or "
        "temporarily closed.",
        "wrong-level": "{value} is no care level, and was left out. Use a number from 0 to 5.",
        "wrong-number": "{value} is not a number, and was left out. Write it as 12 or 12.5.",
        "wrong-date": "{value} is not a date, and was left out. Write it as 2026-12-31.",
        "undated-verification": "it is said to be verified, but not when, so it counts as not verified. Give the date.",
        "postcode": "the postcode {value} does not have five digits; it was kept. Nothing to do in Belgium.",
        "person-left-out": "a person's name or address is shown to nobody. Give a function and a shared mailbox.",
    }
)


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem: where (lines and columns count from 1; 0 is the whole file), what, and how grave."""

    file: str
    line: int
    column: int
    code: str
    params: Mapping[str, str] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        """Whether nothing can be imported, or something was only left out."""
        return severity_of(self.code)

    @property
    def sentence(self) -> str:
        """Return what is wrong and what to do, in English."""
        return (ERRORS.get(self.code) or WARNINGS[self.code]).format(**self.params)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.sentence}"


def severity_of(code: str) -> Severity:
    """Return how grave a kind of problem is."""
    return "error" if code in ERRORS else "warning"


class Spot(Protocol):
    """A place in a file, such as a row, which knows where its parts stand."""

    @property
    def file(self) -> str:
        """The file's name."""

    def where(self, name: str) -> tuple[int, int]:
        """Return the line and the column of a part; of the whole where the name is empty or not found."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A file as a whole, or one place in it."""

    file: str
    line: int = 0
    column: int = 0

    def where(self, name: str) -> tuple[int, int]:
        """Return the place."""
        del name
        return self.line, self.column


class Problems:
    """Collects problems. Of many alike in one file the first are kept and the rest is counted."""

    def __init__(self) -> None:
        self.found: list[Problem] = []
        self.counts: Counter[tuple[str, str]] = Counter()  # by file and code
        self.shown: dict[str, str] = {}  # what folders are called, where an archive was unpacked into one

    def add(self, code: str, spot: Spot, name: str = "", **params: str) -> None:
        """Note a problem at a place, or at a named part of it."""
        key = (self.name_of(spot.file), code)
        if self.counts[key] < EACH:
            told = {param: self.name_of(value) for param, value in params.items()}
            problem = Problem(key[0], *spot.where(name), code, told)
            if problem in self.found:  # a row that belongs to several is read several times
                return
            self.found.append(problem)
        self.counts[key] += 1

    def refuse(self, code: str, spot: Spot, **params: str) -> "RefusedError":
        """Note a problem that ends the reading of a file, and return what to raise."""
        self.add(code, spot, **params)
        return RefusedError(code)

    def name_of(self, file: str) -> str:
        """Return a text in which unpacked folders are called like their archive."""
        for folder, name in self.shown.items():
            file = file.replace(folder, name)
        return file

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What makes an import impossible."""
        return self._of("error")

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What was left out or understood freely."""
        return self._of("warning")

    @property
    def untold(self) -> Mapping[tuple[str, str], int]:
        """How many more problems there are than those found, by file and code."""
        return {key: count - EACH for key, count in self.counts.items() if count > EACH}

    def _of(self, severity: Severity) -> tuple[Problem, ...]:
        found = [one for one in self.found if one.severity == severity]
        return tuple(sorted(found, key=lambda one: (one.file, one.line, one.column)))


class RefusedError(Exception):
    """A file cannot be read on; why is among the problems."""
