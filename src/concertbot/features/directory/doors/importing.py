"""`concertbot directory import`: brings a directory in, whole or not at all, and says what is wrong with it."""

import asyncio
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from concertbot.chat.clock import Clock
from concertbot.chat.words import clean
from concertbot.domain.database import Database
from concertbot.domain.reach import Opener
from concertbot.features.directory.catalogue import Catalogue
from concertbot.features.directory.differences import Counts
from concertbot.features.directory.formats.finding import MAPPING
from concertbot.features.directory.formats.places import read_places
from concertbot.features.directory.importing import How, Report, import_paths
from concertbot.features.directory.store.corrections import Differs
from concertbot.settings import Settings

name = "import"

TO_DO = 2  # the exit status when a mapping was drafted, which somebody has to look at
COMMUNES = Path("lexicon") / "communes.csv"


def door(  # noqa: PLR0913, PLR0917 - one for each option
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(help="Files, or the folder or zip of a directory.", metavar="PATH…")],
    source: Annotated[str, typer.Option(metavar="NAME", help="Where it comes from, instead of what it says.")] = "",
    mapping: Annotated[Path | None, typer.Option(metavar="PATH", help="How the columns of another table read.")] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Let warnings stop the import too.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Retire services though they are many.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell what would change.")] = False,
    database: Annotated[str | None, typer.Option(metavar="URL", help="Instead of the settings'.")] = None,
    config: Annotated[Path | None, typer.Option(metavar="PATH", help="The folder of settings.")] = None,
) -> None:
    """Import a services.csv, an HSDS 3 package or JSON, data.inclusion files, or any table through a mapping file.

    It takes the place of what that source had; what disappeared is retired.
    """
    if mapping and mapping.suffix.lower() != MAPPING:
        raise typer.BadParameter(f"{mapping}: the name of a mapping file ends in {MAPPING}.", param_hint="--mapping")
    given = [*paths, *([mapping] if mapping else [])]
    how = How(clean(source), strict=strict, dry_run=dry_run, agreed=lambda name, counts: yes or _ask(name, counts))
    report = asyncio.run(_import(context.obj, (database, config), given, how))
    sys.stderr.writelines(f"{clean(line)}\n" for line in _problems(report))
    sys.stdout.writelines(f"{clean(line)}\n" for line in _summary(report, dry_run=dry_run))
    if report.refused:
        raise typer.Exit(TO_DO if all(one.code == "draft-mapping" for one in report.errors) and report.errors else 1)


def _ask(source: str, counts: Counts) -> bool:
    """Ask on a terminal whether many services of a source may be retired; elsewhere nobody can say so."""
    had = counts.changed + counts.unchanged + counts.retired
    question = f"{counts.retired} of the {had} services of {source} are no longer in the file. Retire them?"
    return sys.stdin.isatty() and typer.confirm(question, err=True)


async def _import(opener: Opener, where: tuple[str | None, Path | None], paths: Sequence[Path], how: How) -> Report:
    console = Console(stderr=True)
    columns = (SpinnerColumn(), BarColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    async with opener(*where) as reach:
        places = read_places(reach.get(Settings).config / COMMUNES)
        with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as shown:
            task = shown.add_task("reading", total=None)

            def progress(number: int, about: int | None) -> None:
                shown.update(task, completed=number, total=about, description=f"{number} services")

            def agreed(source: str, counts: Counts) -> bool:
                shown.stop()
                return how.agreed(source, counts)

            prepare = reach.get(Catalogue).prepare
            here = replace(how, places=places, progress=progress, agreed=agreed, prepare=prepare)
            return await import_paths(reach.get(Database), paths, now=reach.get(Clock).now(), how=here)


def _problems(report: Report) -> Iterator[str]:
    yield from map(str, (*report.errors, *report.warnings))
    for (file, code), number in report.untold.items():
        yield f"{file}:0:0: {number} more problems of this kind: {code}."


def _summary(report: Report, *, dry_run: bool) -> Iterator[str]:
    told = f"errors: {report.number_of('error')}, warnings: {report.number_of('warning')}"
    if report.refused:
        yield f"Nothing was imported ({told})."
        return
    for source, counts in sorted(report.counts.items()):
        numbers = (
            f"{counts.added} added, {counts.changed} changed, {counts.retired} retired, {counts.unchanged} unchanged"
        )
        none = "no services; what else the files hold of it is kept"
        yield f"{source} ({report.format}): {none if counts.none else numbers}"
    if report.guessed:
        yield f"The source is called {report.guessed} after its folder. Give --source NAME to call it otherwise."
    if dry_run:
        yield from _changes(report)
    yield from map(_correction, report.differing)
    yield f"{'Nothing was changed, this was a dry run' if dry_run else 'Imported'} ({told})."


def _changes(report: Report) -> Iterator[str]:
    yield from map(str, report.changes)
    more = sum(one.added + one.changed + one.retired for one in report.counts.values()) - len(report.changes)
    if more:
        yield f"and {more} more"


def _correction(one: Differs) -> str:
    where, now = f"{one.source}/{one.source_id}: {one.field}", json.dumps(one.now, ensure_ascii=False)
    if one.settled:
        return f"{where}: the file now says {now}, as people corrected it."
    corrected = json.dumps(one.value, ensure_ascii=False)
    return f"{where}: the file now says {now}; what people corrected stays: {corrected}."
