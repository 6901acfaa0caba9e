"""What people around delivery do in its tests: break things, look into its tables, let time pass."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from concertbot.chat.clock import Clock
from concertbot.delivery.tables import Inbox, Outbox
from concertbot.domain.ask import Ask
from talking import Talk

PATIENCE = 60.0  # seconds: on a machine that is busy with other tests
Table = type[Inbox] | type[Outbox]


async def rows(talk: Talk, table: Table) -> list[Any]:
    """Return all rows of a table."""
    async with talk.database.read() as session:
        return list((await session.scalars(select(table).order_by(col(table.id)))).all())


async def states(talk: Talk, table: Table) -> list[str]:
    """Return the state of each row of a table."""
    return [row.state for row in await rows(talk, table)]


async def later(talk: Talk, **span: float) -> None:
    """Let time pass, and have done what waits."""
    clock = talk.reach.get(Clock)
    clock.freeze(clock.now() + timedelta(**span))
    await talk.carrier.settle()


async def until(come_true: Callable[[], bool | Awaitable[bool]], within: float = PATIENCE) -> None:
    """Wait until something is so."""
    async with asyncio.timeout(within):
        while True:
            found = come_true()
            if await found if isinstance(found, Awaitable) else found:
                return
            await asyncio.sleep(0.01)


def instead(talk: Talk, patch: pytest.MonkeyPatch, name: str, run: Callable[[Ask], Awaitable[Any]]) -> None:
    """Have a command do something else."""
    commands = talk.carrier.dispatcher.answering.caller.book.commands
    assert isinstance(commands, dict)
    patch.setitem(commands, name, replace(commands[name], run=run))


def platform_says(talk: Talk, patch: pytest.MonkeyPatch, faults: Iterable[Exception | None]) -> list[str]:
    """Have the platform meet sendings with these faults, one after the other (None: it works), and then work again.

    Returns the keys of all that was tried.
    """
    send, waiting, tried = talk.send, iter(faults), []

    async def meets(outgoing: Any) -> str:
        tried.append(outgoing.key)
        fault = next(waiting, None)
        if fault:
            raise fault
        return await send(outgoing)

    patch.setattr(talk, "send", meets)
    return tried
