"""`concertbot care lines`: the help lines, and which of them nobody verified lately."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from concertbot.chat.clock import Clock
from concertbot.features.care.library import help_lines
from concertbot.features.care.rules.lines import STALE_AFTER, stale
from concertbot.settings import load

name = "lines"


def door(
    config: Annotated[Path | None, typer.Option(metavar="PATH", help="The folder of settings.")] = None,
) -> None:
    """Show the help lines of each region; the exit status is 1 when one of the own region is stale."""
    settings, today = load(config), Clock().now().date()
    lines = help_lines(settings.config / "help-lines")
    old = stale(lines, today)
    for line in lines:
        since = f"verified on {line.verified_on}" if line.verified_on else "never verified"
        warning = f"  ! call it: not verified in the last {STALE_AFTER.days} days" if line in old else ""
        mark = "*" if line.region == settings.region else " "
        sys.stdout.write(f"{mark} {line.region} {line.phone:16} {line.kind:10} {line.name} ({since}){warning}\n")
    if any(line.region == settings.region for line in old):
        raise typer.Exit(1)
