"""`concertbot matrix invite-code`: lets somebody bring the bot into one room."""

import asyncio
import sys
from pathlib import Path
from typing import Annotated

import typer

from concertbot.chat.clock import Clock
from concertbot.domain.database import Database
from concertbot.domain.invitations import LAPSES_AFTER, issue_code
from concertbot.domain.reach import Opener

name = "invite-code"


def door(
    context: typer.Context,
    database: Annotated[str | None, typer.Option(metavar="URL", help="Instead of the settings'.")] = None,
    config: Annotated[Path | None, typer.Option(metavar="PATH", help="The folder of settings.")] = None,
) -> None:
    """Give a code: written as the reason of an invitation, it brings the bot into that one room."""
    code = asyncio.run(_issue(context.obj, database, config))
    sys.stdout.write(f"{code}\nIt serves once, within {LAPSES_AFTER.days} days, as the reason of an invitation.\n")


async def _issue(opened: Opener, database: str | None, config: Path | None) -> str:
    async with opened(database, config) as reach, reach.get(Database).write() as session:
        return await issue_code(session, reach.get(Clock).now())
