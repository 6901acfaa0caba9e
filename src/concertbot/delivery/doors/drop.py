"""`concertbot delivery drop`: lets what was set aside go."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from concertbot.delivery.deciding import decide
from concertbot.delivery.setting_aside import drop

name = "drop"


def door(
    context: typer.Context,
    ids: Annotated[list[str] | None, typer.Argument(metavar="ID…", help="As `aside` lists them.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="All that `aside` lists.")] = False,
    database: Annotated[str | None, typer.Option(metavar="URL", help="Instead of the settings'.")] = None,
    config: Annotated[Path | None, typer.Option(metavar="PATH", help="The folder of settings.")] = None,
) -> None:
    """Let what was set aside go, its words with it."""
    if everything == bool(ids):
        raise typer.BadParameter("either ids or --all")
    asyncio.run(decide(drop, context.obj(database, config), ids or [], "Let go"))
