"""`concertbot directory import`: brings a directory in, whole or not at all, and says what is wrong with it."""

import asyncio
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from concertbot.chat.clock import Clock
from concertbot.chat.words import clean
from concertbot.domain.database import Database
from concertbot.domain.reach import Opener
from concertbot.features.directory.formats.finding import MAPPING
from concertbot.features.directory.formats.places import read_places
from concertbot.features.directory.importing import Report, check_paths, import_paths
from concertbot.settings import Settings

name = "import"

TO_DO = 2  # the exit status when a mapping was drafted, which somebody has to look at
COMMUNES = Path("lexicon") / "communes.csv"


def door(  # noqa: PLR0913, PLR0917 - one for each option
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(help="Files, or the folder or zip of a directory.", metavar="PATH…")],
    source: Annotated[str, typer.Option(metavar="NAME", help="Where it comes from, instead of what it says.")] = "",
    mapping: Annotated[Path | None, typer.Option(metavar="PATH", help="How the columns of another table read.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell what would change.")] = False,
    database: Annotated[str | None, typer.Option(metavar="URL", help="Instead of the settings'.")] = None,
    config: Annotated[Path | None, typer.Option(metavar="PATH", help="The folder of settings.")] = None,
) -> None:
    """Import a services.csv, an HSDS 3 package or JSON, data.inclusion files, or any table through a mapping file.

    It takes the place of what that source had.
    """
    if mapping and mapping.suffix.lower() != MAPPING:
        raise typer.BadParameter(f"{mapping}: the name of a mapping file ends in {MAPPING}.", param_hint="--mapping")
    given = [*paths, *([mapping] if mapping else [])]
    report = asyncio.run(_import(context.obj, (database, config), given, source, dry_run=dry_run))
    sys.stderr.writelines(f"{clean(line)}\n" for line in _problems(report))
    sys.stdout.writelines(f"{line}\n" for line in _summary(report, dry_run=dry_run))
    if report.refused:
        raise typer.Exit(TO_DO if all(one.code == "draft-mapping" for one in report.errors) else 1)


async def _import(
    opener: Opener, where: tuple[str | None, Path | None], paths: Sequence[Path], source: str, *, dry_run: bool
) -> Report:
    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    async with opener(*where) as reach:
        database, places = reach.get(Database), read_places(reach.get(Settings).config / COMMUNES)
        with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as shown:
            task = shown.add_task("reading")

            def progress(number: int) -> None:
                shown.update(task, description=f"{number} services read")

            if dry_run:
                return await check_paths(database, paths, source=source, places=places, progress=progress)
            now = reach.get(Clock).now()
            return await import_paths(database, paths, source=source, places=places, progress=progress, now=now)


def _problems(report: Report) -> Iterator[str]:
    yield from map(str, (*report.errors, *report.warnings))
    for (file, code), number in report.untold.items():
        yield f"{file}:0:0: {number} more problems of this kind: {code}."


def _summary(report: Report, *, dry_run: bool) -> Iterator[str]:
    for source, counts in sorted(report.counts.items()):
        yield (
            f"{source} ({report.format}): {counts.added} added, {counts.changed} changed, "
            f"{counts.removed} removed, {counts.unchanged} unchanged"
        )
    told = f"errors: {report.number_of('error')}, warnings: {report.number_of('warning')}"
    if report.refused:
        yield f"Nothing was imported ({told})."
    else:
        yield f"{'Nothing was changed, this was a dry run' if dry_run else 'Imported'} ({told})."
