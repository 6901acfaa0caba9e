"""`concertbot delivery doubtful`: the messages of which nobody knows whether they arrived."""

import asyncio
import sys
from pathlib import Path
from typing import Annotated

import typer

from concertbot.delivery import setting_aside
from concertbot.domain.database import Database
from concertbot.domain.reach import Opener

name = "doubtful"


def door(
    context: typer.Context,
    database: Annotated[str | None, typer.Option(metavar="URL", help="Instead of the settings'.")] = None,
    config: Annotated[Path | None, typer.Option(metavar="PATH", help="The folder of settings.")] = None,
) -> None:
    """List the messages of which nobody knows whether they arrived. They are not sent again."""
    asyncio.run(_list(context.obj, database, config))


async def _list(opener: Opener, database: str | None, config: Path | None) -> None:
    async with opener(database, config) as reach, reach.get(Database).read() as session:
        found = await setting_aside.doubtful(session)
    for one in found:
        kind = "notifying" if one.notifying else "reply"
        sys.stdout.write(f"{one.name:10} {one.platform:10} {one.at:%Y-%m-%d %H:%M} UTC  {kind}\n")
    if not found:
        sys.stdout.write("Of no message it is unknown whether it arrived.\n")
