"""What the database says, without changing it."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime

from sqlalchemy import inspect, text
from sqlalchemy.ext.asyncio import AsyncSession

from concertbot.delivery.health import numbers
from concertbot.domain.database import Database
from concertbot.domain.health import Numbers
from concertbot.domain.migrate import STAMP, newest
from concertbot.domain.port import Finding

PATIENCE = 10.0  # seconds


async def look_at_database(database: Database, now: datetime) -> AsyncIterator[Finding]:
    """Look whether it is there, in its newest form, and what went wrong in it."""
    where = database.url.set(drivername=database.url.get_backend_name()).render_as_string(hide_password=True)
    if database.file and not database.file.exists():
        yield Finding("database", fine=True, what=f"{where} is not there yet; the first start makes it")
        return
    try:
        async with asyncio.timeout(PATIENCE), database.read() as session:
            revision = await _revision(session)
            found = await numbers(session, now) if revision == newest() else None
    except Exception as error:  # noqa: BLE001 - whatever a driver raises, it is the operator's answer
        why = f"{where} does not answer ({type(error).__name__}); look whether it runs, and at its address and password"
        yield Finding("database", fine=False, what=why)
        return
    yield _form(where, revision)
    if found:
        for one in _went_wrong(found):
            yield one


async def _revision(session: AsyncSession) -> str:
    connection = await session.connection()
    if not await connection.run_sync(lambda sync: inspect(sync).has_table(STAMP)):
        return ""
    return str(await session.scalar(text(f"SELECT version_num FROM {STAMP}")))  # noqa: S608 - a constant


def _form(where: str, revision: str) -> Finding:
    if revision > newest():
        what = f"{where} was written by a newer concertbot ({revision}); install that one, or restore an older backup"
        return Finding("database", fine=False, what=what)
    if revision == newest():
        return Finding("database", fine=True, what=f"{where} answers, in its newest form ({revision})")
    older = f"in form {revision}" if revision else "empty"
    what = f"{where} answers, {older}; the next start brings it to {newest()}: make a backup before"
    return Finding("database", fine=True, what=what)


def _went_wrong(found: Numbers) -> list[Finding]:
    wrong = []
    if found.quiet:
        what = "a restored copy that sends nothing yet; `concertbot resume` tells what waits, and ends that"
        wrong.append(Finding("installation", fine=False, what=what))
    if found.set_aside:
        todo = "`concertbot delivery aside` lists them, then `retry` or `drop`"
        what = f"{found.set_aside} failed at every try and were set aside; {todo}"
        wrong.append(Finding("messages", fine=False, what=what))
    if not wrong:
        doubt = (
            f"; of {found.in_doubt} nobody knows whether they arrived (`concertbot delivery doubtful`)"
            if found.in_doubt
            else ""
        )
        waiting = found.to_answer.waiting + found.to_send.waiting
        wrong.append(Finding("messages", fine=True, what=f"{waiting} wait, none is set aside{doubt}"))
    return wrong
