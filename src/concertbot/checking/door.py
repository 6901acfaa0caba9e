"""`concertbot check`: one line for each thing that was looked at."""

import asyncio
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Annotated

import typer

from concertbot.bootstrap import gather, open_reach
from concertbot.chat.book import Book
from concertbot.chat.clock import Clock
from concertbot.checking.database import look_at_database
from concertbot.checking.machine import look_at_address, look_at_disks
from concertbot.checking.platforms import look_at_platforms
from concertbot.domain.database import Database
from concertbot.domain.port import Finding
from concertbot.domain.reach import Reach
from concertbot.features.care.library import help_lines
from concertbot.features.care.rules.lines import STALE_AFTER, stale
from concertbot.settings import FILE, Settings, SettingsError, load

REGION = "region"


def check(
    database: Annotated[str | None, typer.Option(metavar="URL", help="Instead of the settings'.")] = None,
    config: Annotated[Path | None, typer.Option(metavar="PATH", help="The folder of settings.")] = None,
) -> None:
    """Tell what is missing or wrong, and what to do. Changes nothing; the exit status is 1 when something is."""
    if not asyncio.run(_tell(database, config)):
        raise typer.Exit(1)


async def _tell(database: str | None, config: Path | None) -> bool:
    fine = True
    try:
        async for finding in _findings(load(config, database)):
            sys.stdout.write(f"{'✓' if finding.fine else '✗'} {finding.setting}: {finding.what}\n")
            fine = fine and finding.fine
    except SettingsError as error:
        sys.stdout.write(f"✗ {error}\n")
        return False
    return fine


async def _findings(settings: Settings) -> AsyncIterator[Finding]:
    yield Finding("settings", fine=True, what=f"{settings.config / FILE} is understood")
    async with open_reach(settings) as reach:
        reach.put(Book, gather(reach).book)
        for one in look_at_disks(settings, reach.get(Database)):
            yield one
        async for one in look_at_database(reach.get(Database), reach.get(Clock).now()):
            yield one
        for one in _help_lines(reach):
            yield one
        yield look_at_address(settings.web.listen)
        async for one in look_at_platforms(reach):
            yield one


def _help_lines(reach: Reach) -> Iterator[Finding]:
    settings, today = reach.get(Settings), reach.get(Clock).now().date()
    folder = settings.config / "help-lines"
    own = [line for line in help_lines(folder) if line.region == settings.region]
    old = stale(own, today)
    for line in old:
        what = f"{line.phone} ({line.name}) was not verified in {STALE_AFTER.days} days"
        todo = f"call it, and write `verified_on` into {folder / settings.region}.toml"
        yield Finding(REGION, fine=False, what=f"{what}; {todo}")
    if not old:
        yield Finding(REGION, fine=True, what=f"all {len(own)} help lines of {settings.region} are verified")
