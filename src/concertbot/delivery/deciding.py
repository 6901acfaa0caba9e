"""What an operator decides about what was set aside, and what they are told of it."""

import sys
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime

import typer
from sqlalchemy.ext.asyncio import AsyncSession

from concertbot.chat.clock import Clock
from concertbot.delivery.setting_aside import aside
from concertbot.domain.database import Database
from concertbot.domain.reach import Reach

Decision = Callable[[AsyncSession, Sequence[str], datetime], Awaitable[list[str]]]

NOT_THERE = "not set aside, or its words are gone"


async def decide(decision: Decision, opened: AbstractAsyncContextManager[Reach], ids: Sequence[str], done: str) -> None:
    """Decide about these, or about all when none is named. Exits with 1 when one is not there to decide about."""
    async with opened as reach, reach.get(Database).write() as session:
        names = list(dict.fromkeys(ids)) or [one.name for one in await aside(session)]
        decided = await decision(session, names, reach.get(Clock).now())
    for name in names:
        sys.stdout.write(f"{name}: {done if name in decided else NOT_THERE}\n")
    if not names:
        sys.stdout.write("Nothing is set aside.\n")
    if len(decided) < len(names):
        raise typer.Exit(1)
