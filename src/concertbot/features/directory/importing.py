"""Brings a directory in, whole or not at all."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from concertbot.chat.words import clean
from concertbot.domain.database import Database
from concertbot.domain.services import RETIRED
from concertbot.features.directory.differences import Change, Counts, Differences, Kept, fields_that_differ
from concertbot.features.directory.entries import entry_of
from concertbot.features.directory.formats.documents import Document, digest_of
from concertbot.features.directory.formats.origin import Origin
from concertbot.features.directory.formats.places import Places
from concertbot.features.directory.formats.problems import Problem, Problems, Severity, Whole, severity_of
from concertbot.features.directory.formats.reading import open_directory
from concertbot.features.directory.store import corrections, objects, sources
from concertbot.features.directory.store.corrections import Correction, Differs
from concertbot.features.directory.store.packed import text_of
from concertbot.features.directory.store.sources import DirectorySource
from concertbot.features.directory.store.staging import OtherImportError, Staging, forget_old
from concertbot.features.directory.store.tables import SERVICE

STEP = 200  # services between two reports of progress
ELSEWHERE = "nothing of its own"  # what differs of a service whose organisation changed, for example
NOWHERE = Places()

Progress = Callable[[int, int | None], None]  # gets how many services were read, and of about how many
Prepare = Callable[[Mapping[str, int], int], Awaitable[None]]  # gets the imports of sources, and the coming revision


async def nothing(_imports: Mapping[str, int], _revision: int) -> None:
    """Prepare nothing."""


@dataclass(frozen=True, slots=True)
class How:
    """How a directory is imported."""

    source: str = ""  # where it comes from, whatever it says
    places: Places = NOWHERE
    strict: bool = False  # warnings count as errors
    dry_run: bool = False  # only tell what would change
    agreed: Callable[[str, Counts], bool] = lambda _source, _counts: False  # whether many may be retired
    progress: Progress = lambda _number, _about: None
    prepare: Prepare = nothing  # what is made ready just before the new directory takes its place


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did, or would do, or why it did nothing."""

    format: str = ""
    counts: Mapping[str, Counts] = field(default_factory=dict)  # by source
    changes: tuple[Change, ...] = ()
    differing: tuple[Differs, ...] = ()  # corrections about which the file now says something else
    errors: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    untold: Mapping[tuple[str, str], int] = field(default_factory=dict)  # further problems, by file and code
    strict: bool = False
    guessed: str = ""  # the source whose name is only that of the folder

    @property
    def refused(self) -> bool:
        """Whether nothing can be imported."""
        return bool(self.errors or (self.strict and self.warnings))

    def number_of(self, severity: Severity) -> int:
        """Return how many problems there are, told one by one or not."""
        told = self.errors if severity == "error" else self.warnings
        return len(told) + sum(number for (_, code), number in self.untold.items() if severity_of(code) == severity)


class Import:
    """One import: reads, compares and stages; then puts the new directory in its place, or leaves all as it was."""

    def __init__(self, database: Database, paths: Sequence[Path], how: How) -> None:
        self._database = database
        self._how = how
        self._here = Whole(str(paths[0]))
        self.problems = Problems()
        origin = Origin(folder_name(paths[0]), source=clean(how.source), places=how.places, problems=self.problems)
        self._guessed = origin.guessed
        self._opened = open_directory(paths, origin)
        self._found: dict[str, Differences] = {}

    async def run(self, now: datetime) -> Report:
        """Import, and return what was done."""
        staging = None if self._how.dry_run else await Staging.begin(self._database)
        try:
            await self._read(staging)
            self._check()
            if staging and not self.report().refused:
                await self._swap(staging, now)
            elif staging:
                await staging.discard()
        except OtherImportError:
            self.problems.add("other-import", self._here)
        return self.report()

    async def _read(self, staging: Staging | None) -> None:
        number, about = 0, self._opened.rows if self._opened else None
        for document in self._opened.documents if self._opened else ():
            await self._take(document, staging)
            number += document.record is not None
            if number % STEP == 0:
                self._how.progress(number, about)
        if staging:
            await staging.flush()
        self._how.progress(number, number)
        if self._opened and not number and not self.problems.errors:
            self.problems.add("no-services", self._here)

    async def _take(self, document: Document, staging: Staging | None) -> None:
        found = self._found.get(document.source) or await self._kept(document.source)
        entry = entry_of(document.record) if document.record else None
        text = text_of(entry) if entry else ""
        digest = digest_of(document.body, text) if entry else ""
        if entry:
            fate = found.note(document.source, entry, digest)
            if fate and found.tells(fate):
                fields = await self._fields(document) if fate == "changed" else ()
                if fields or fate != "changed":
                    found.tell(Change(fate, document.source, entry.id, fields))
        if staging and not self.problems.errors:
            await staging.add(document, text, digest)

    async def _kept(self, source: str) -> Differences:
        """Return what is known of a source before the import."""
        async with self._database.read() as session:
            query = select(SERVICE.c.source_id, SERVICE.c.digest, SERVICE.c.status).where(SERVICE.c.source == source)
            rows = (await session.execute(query)).all()
            by_service: dict[str, list[Correction]] = {}
            for one in await corrections.known(session, source):
                by_service.setdefault(one.source_id, []).append(one)
        retired = frozenset(row.source_id for row in rows if row.status == RETIRED)
        kept = Kept({row.source_id: row.digest for row in rows}, retired, by_service)
        return self._found.setdefault(source, Differences(kept))

    async def _fields(self, document: Document) -> tuple[str, ...]:
        async with self._database.read() as session:
            old = await objects.service(session, document.source, document.id)
        before = old.body if old else {}
        if before == document.body:
            return (ELSEWHERE,)
        private = self._opened.layout.get("mapping", {}).get("private", ()) if self._opened else ()
        public = {name: value for name, value in before.items() if name not in private}
        return fields_that_differ(public, document.body)

    def _check(self) -> None:
        for source, found in self._found.items():
            for gone in found.gone:
                found.tell(Change("retired", source, gone))
        many = {source: found.counts for source, found in self._found.items() if found.counts.too_many}
        if self.problems.errors or all(self._how.agreed(source, counts) for source, counts in many.items()):
            return
        for source, counts in many.items():
            had = str(counts.retired + counts.changed + counts.unchanged)
            self.problems.add("many-retired", self._here, source=source, retired=str(counts.retired), had=had)

    async def _swap(self, staging: Staging, now: datetime) -> None:
        async with self._database.read() as session:
            revision = await sources.revision(session) + 1
        if any(found.counts.differ for found in self._found.values()):
            await self._how.prepare(dict.fromkeys(self._found, staging.import_id), revision)
        async with self._database.write() as session:
            revision = await sources.coming(session)  # somebody may have changed something meanwhile
            await staging.swap(session, list(self._found), revision)
            for name, found in self._found.items():
                await corrections.settle(session, found.differing)
                seen = self._seen(name, found, staging.import_id, now)
                await sources.note(session, seen, revision if found.counts.differ else None)
        await forget_old(self._database, list(self._found), staging.import_id)

    def _seen(self, name: str, found: Differences, import_id: int, now: datetime) -> DirectorySource:
        opened = self._opened
        return DirectorySource(
            name=name,
            format=opened.format if opened else "",
            title=opened.title if opened else "",
            licence=opened.licence if opened else "",
            layout=dict(opened.layout) if opened else {},
            imported_at=now,
            services=len(found.seen),
            import_id=import_id,
        )

    def report(self) -> Report:
        """Return what is said about it."""
        found = self.problems
        return Report(
            format=self._opened.format if self._opened else "",
            counts={source: one.counts for source, one in self._found.items()},
            changes=tuple(change for one in self._found.values() for change in one.told),
            differing=tuple(differs for one in self._found.values() for differs in one.differing),
            errors=found.errors,
            warnings=found.warnings,
            untold=found.untold,
            strict=self._how.strict,
            guessed=next(iter(self._guessed), ""),
        )


async def import_paths(database: Database, paths: Sequence[Path], *, now: datetime, how: How = How()) -> Report:
    """Read everything first; then, without any error, replace the entries of the sources read in one transaction."""
    return await Import(database, paths, how).run(now)


def folder_name(path: Path) -> str:
    """Return the name of the folder that a path is, or that it stands in."""
    here = path.resolve()
    return clean((here if here.is_dir() else here.parent).name) or "directory"
