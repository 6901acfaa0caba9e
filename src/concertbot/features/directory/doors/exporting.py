"""`concertbot directory export`: writes the directory out, whole or not at all."""

import asyncio
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from concertbot.chat.words import clean
from concertbot.domain.database import Database
from concertbot.domain.reach import Opener
from concertbot.features.directory.exporting import Exported, Format, NothingToExportError, Wanted, export, misnamed
from concertbot.features.directory.formats.places import read_places
from concertbot.features.directory.writing.destination import TakenError
from concertbot.settings import Settings

name = "export"

COMMUNES = Path("lexicon") / "communes.csv"
COUNTRIES = {"QC": "CA"}  # of regions that are no countries
STEP = 200  # services between two reports of progress


def door(  # noqa: PLR0913, PLR0917 - a parameter for each option
    context: typer.Context,
    path: Annotated[Path, typer.Argument(help="A file, a folder for several files, or a .zip.", metavar="PATH")],
    format: Annotated[Format, typer.Option(help="In which format.")],  # noqa: A002 - the name of the option
    source: Annotated[list[str] | None, typer.Option(metavar="NAME", help="Only this source; may be repeated.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace an earlier export.")] = False,
    database: Annotated[str | None, typer.Option(metavar="URL", help="Instead of the settings'.")] = None,
    config: Annotated[Path | None, typer.Option(metavar="PATH", help="The folder of settings.")] = None,
) -> None:
    """Export the directory. What was imported comes back equal in its own format, and as complete as others allow."""
    expected = misnamed(format, path)
    if expected:
        raise typer.BadParameter(f"{clean(str(path))} is no {format}. Give {expected}.", param_hint="PATH")
    wanted = Wanted(format, path, tuple(source or ()), force=force)
    try:
        exported = asyncio.run(_export(context.obj, (database, config), wanted))
    except (NothingToExportError, TakenError) as refused:
        sys.stderr.write(f"{clean(str(refused))}\n")
        raise typer.Exit(1) from None
    except OSError as error:
        sys.stderr.write(
            f"{clean(str(path))} cannot be written ({error.strerror}). Check the place and who may write there.\n"
        )
        raise typer.Exit(1) from None
    sys.stdout.writelines(f"{clean(line)}\n" for line in _summary(exported, path))


async def _export(opener: Opener, where: tuple[str | None, Path | None], wanted: Wanted) -> Exported:
    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    async with opener(*where) as reach:
        settings = reach.get(Settings)
        country = COUNTRIES.get(settings.region, settings.region)
        with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as shown:
            task = shown.add_task("writing")

            def progress(number: int) -> None:
                if number % STEP == 0:
                    shown.update(task, description=f"{number} services written")

            places = read_places(settings.config / COMMUNES)
            return await export(reach.get(Database), replace(wanted, country=country), places, progress)


def _summary(exported: Exported, path: Path) -> Iterator[str]:
    for kind, number in sorted(exported.left.items()):
        yield f"{number} of {kind} left out: this format has no place for them."
    yield f"Exported {exported.services} services of {', '.join(exported.sources)} to {path}."
