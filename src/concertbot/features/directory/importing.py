"""Brings a directory in, whole or not at all."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from concertbot.chat.words import clean
from concertbot.domain.database import Database
from concertbot.features.directory.formats.origin import Origin
from concertbot.features.directory.formats.places import Places
from concertbot.features.directory.formats.problems import Problem, Problems, Severity, Whole, severity_of
from concertbot.features.directory.formats.reading import Opened, open_directory
from concertbot.features.directory.records import ServiceRecord
from concertbot.features.directory.store import saving
from concertbot.features.directory.store.saving import Counts
from concertbot.features.directory.store.sources import DirectorySource, note

STEP = 200  # services between two reports of progress
NOWHERE = Places()

Progress = Callable[[int], None]  # gets how many services were read


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did, or would do, or why it did nothing."""

    format: str = ""
    counts: Mapping[str, Counts] = field(default_factory=dict)  # by source
    errors: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    untold: Mapping[tuple[str, str], int] = field(default_factory=dict)  # further problems, by file and code

    @property
    def refused(self) -> bool:
        """Whether nothing can be imported."""
        return bool(self.errors)

    def number_of(self, severity: Severity) -> int:
        """Return how many problems there are, told one by one or not."""
        told = self.errors if severity == "error" else self.warnings
        return len(told) + sum(number for (_, code), number in self.untold.items() if severity_of(code) == severity)


class Reading:
    """A directory that was read whole: its services by source, and what is wrong with it."""

    def __init__(self, paths: Sequence[Path], source: str, places: Places, progress: Progress) -> None:
        self.problems = Problems()
        origin = Origin(folder=folder_name(paths[0]), source=clean(source), places=places, problems=self.problems)
        self.opened = open_directory(paths, origin)
        self.services: Mapping[str, Sequence[ServiceRecord]] = {}
        if self.opened:
            self.services = _read(self.opened, progress)
            if not self.services and not self.problems.errors:
                self.problems.add("no-services", Whole(str(paths[0])))

    def report(self, counts: Mapping[str, Counts]) -> Report:
        """Return what is said about it."""
        found = self.problems
        return Report(self.opened.format if self.opened else "", counts, found.errors, found.warnings, found.untold)


async def import_paths(
    database: Database,
    paths: Sequence[Path],
    *,
    source: str = "",
    places: Places = NOWHERE,
    progress: Progress,
    now: datetime,
) -> Report:
    """Read everything first; then, without any error, replace the entries of the sources read in one transaction."""
    reading = Reading(paths, source, places, progress)
    counts: dict[str, Counts] = {}
    if reading.opened and not reading.problems.errors:
        async with database.write() as session:
            for name, services in reading.services.items():
                counts[name] = await saving.replace(session, name, services)
                seen = _seen(name, reading.opened, len(services), now)
                await note(session, seen, changed=counts[name].differ)
    return reading.report(counts)


async def check_paths(
    database: Database, paths: Sequence[Path], *, source: str = "", places: Places = NOWHERE, progress: Progress
) -> Report:
    """Return what an import would do, and change nothing."""
    reading = Reading(paths, source, places, progress)
    counts: dict[str, Counts] = {}
    if not reading.problems.errors:
        async with database.read() as session:
            for name, services in reading.services.items():
                counts[name] = await saving.compare(session, name, services)
    return reading.report(counts)


def folder_name(path: Path) -> str:
    """Return the name of the folder that a path is, or that it stands in."""
    here = path.resolve()
    return clean((here if here.is_dir() else here.parent).name) or "directory"


def _read(opened: Opened, progress: Progress) -> Mapping[str, Sequence[ServiceRecord]]:
    services: defaultdict[str, list[ServiceRecord]] = defaultdict(list)
    number = 0
    for number, service in enumerate(opened.services, 1):
        services[service.source].append(service)
        if number % STEP == 0:
            progress(number)
    progress(number)
    return services


def _seen(name: str, opened: Opened, services: int, now: datetime) -> DirectorySource:
    return DirectorySource(
        name=name,
        format=opened.format,
        title=opened.title,
        licence=opened.licence,
        imported_at=now,
        services=services,
    )
