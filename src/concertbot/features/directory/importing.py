"""Brings a directory in, whole or not at all."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from concertbot.domain.database import Database
from concertbot.features.directory.formats.origin import Origin
from concertbot.features.directory.formats.places import Places
from concertbot.features.directory.formats.problems import Problem, Problems, Whole
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
    dry_run: bool = False

    @property
    def refused(self) -> bool:
        """Whether nothing was imported."""
        return bool(self.errors)


async def import_paths(
    database: Database,
    paths: Sequence[Path],
    *,
    source: str = "",
    places: Places = NOWHERE,
    dry_run: bool = False,
    progress: Progress,
    now: datetime,
) -> Report:
    """Read everything first; then, without any error, replace the entries of the sources read in one transaction."""
    problems = Problems()
    origin = Origin(folder=folder_name(paths[0]), source=source, places=places, problems=problems)
    opened = open_directory(paths, origin)
    services = _read(opened, paths[0], problems, progress) if opened else {}
    counts: dict[str, Counts] = {}
    if opened and not problems.errors and dry_run:
        async with database.read() as session:
            counts = {name: await saving.compare(session, name, records) for name, records in services.items()}
    elif opened and not problems.errors:
        async with database.write() as session:
            for name, records in services.items():
                counts[name] = await saving.replace(session, name, records)
                seen = DirectorySource(
                    name=name,
                    format=opened.format,
                    title=opened.title,
                    licence=opened.licence,
                    imported_at=now,
                    services=len(records),
                )
                await note(session, seen, changed=counts[name].differ)
    name = opened.format if opened else ""
    return Report(name, counts, problems.errors, problems.warnings, problems.untold, dry_run)


def folder_name(path: Path) -> str:
    """Return the name of the folder that a path is, or that it stands in."""
    here = path.resolve()
    return (here if here.is_dir() else here.parent).name


def _read(
    opened: Opened, first: Path, problems: Problems, progress: Progress
) -> Mapping[str, Sequence[ServiceRecord]]:
    """Return all services by source."""
    services: defaultdict[str, list[ServiceRecord]] = defaultdict(list)
    number = 0
    for number, service in enumerate(opened.services, 1):
        services[service.source].append(service)
        if number % STEP == 0:
            progress(number)
    progress(number)
    if not number and not problems.errors:
        problems.add("no-services", Whole(str(first)))
    return services
