"""`concertbot delivery aside`: what failed at every try and waits for an operator."""

import asyncio
import sys
from pathlib import Path
from typing import Annotated

import typer

from concertbot.delivery import setting_aside
from concertbot.domain.database import Database
from concertbot.domain.reach import Opener

name = "aside"


def door(
    context: typer.Context,
    database: Annotated[str | None, typer.Option(metavar="URL", help="Instead of the settings'.")] = None,
    config: Annotated[Path | None, typer.Option(metavar="PATH", help="The folder of settings.")] = None,
) -> None:
    """List what failed at every try and was set aside. Shows no words, names or addresses."""
    asyncio.run(_list(context.obj, database, config))


async def _list(opener: Opener, database: str | None, config: Path | None) -> None:
    async with opener(database, config) as reach, reach.get(Database).read() as session:
        found = await setting_aside.aside(session)
    for one in found:
        gone = "" if one.whole else "  its words are gone: drop it"
        sys.stdout.write(
            f"{one.name:10} {one.platform or 'clock':10} since {one.since:%Y-%m-%d %H:%M} UTC"
            f"  {one.error}  {one.attempts} tries{gone}\n"
        )
    if not found:
        sys.stdout.write("Nothing is set aside.\n")
