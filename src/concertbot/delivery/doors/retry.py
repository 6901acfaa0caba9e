"""`concertbot delivery retry`: has what was set aside tried again."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from concertbot.delivery.deciding import decide
from concertbot.delivery.setting_aside import retry

name = "retry"


def door(
    context: typer.Context,
    ids: Annotated[list[str] | None, typer.Argument(metavar="ID…", help="As `aside` lists them.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="All that `aside` lists.")] = False,
    database: Annotated[str | None, typer.Option(metavar="URL", help="Instead of the settings'.")] = None,
    config: Annotated[Path | None, typer.Option(metavar="PATH", help="The folder of settings.")] = None,
) -> None:
    """Try again what was set aside, as if it had never failed."""
    if everything == bool(ids):
        raise typer.BadParameter("either ids or --all")
    asyncio.run(decide(retry, context.obj(database, config), ids or [], "Tried again"))
