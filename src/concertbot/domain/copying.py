"""Moves everything from one database to another, on whichever engines: all of it, or nothing."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Integer, Table, func, insert, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import SQLModel

from concertbot.domain.database import Database
from concertbot.domain.migrate import migrate, newest, revision

BATCH = 500  # rows that are in memory at once
NUL = "\0"  # SQLite keeps it in a text, PostgreSQL does not

Row = dict[str, Any]


class CopyError(Exception):
    """Nothing was copied; the message says why, and what to do."""


@dataclass
class Copied:
    """What was copied."""

    rows: dict[str, int] = field(default_factory=dict)  # by table
    texts: dict[str, int] = field(default_factory=dict)  # from which NUL was left out, by table


async def copy(source: Database, target: Database) -> Copied:
    """Copy every row of every declared table into an empty database. Raises CopyError.

    Both are read and written in one transaction each, so that nothing is half there.
    """
    await _see_source(source, target)
    await migrate(target)
    tables, copied = SQLModel.metadata.sorted_tables, Copied()
    async with source.read() as reading, target.write() as writing:
        await _see_empty(writing, tables)
        for table in tables:
            rows = _batches(reading, table)
            await _fill(writing, table, rows if target.is_sqlite else _cleaned(rows, table, copied))
            there, copied.rows[table.name] = await _count(reading, table), await _count(writing, table)
            if there != copied.rows[table.name]:
                raise CopyError(f"Not all rows of {table.name} arrived. Nothing was copied.")
        if not target.is_sqlite:
            await _go_on_counting(writing, tables)
    return copied


async def _see_source(source: Database, target: Database) -> None:
    if source.url == target.url:
        raise CopyError("Source and target are the same database. Nothing was copied.")
    if source.file and not source.file.is_file():
        raise CopyError(f"There is no database {source.file}. Nothing was copied.")
    form = await revision(source)
    if form is None:
        raise CopyError("The source holds no installation of concertbot. Nothing was copied.")
    if form != newest():
        raise CopyError(
            f"The source is in form {form}, and only {newest()} can be copied. "
            "Bring it there first: concertbot db migrate --database SOURCE_URL. Nothing was copied."
        )


async def _see_empty(session: AsyncSession, tables: Sequence[Table]) -> None:
    filled = [table.name for table in tables if await _count(session, table)]
    if filled:
        raise CopyError(
            f"The target is not empty: there are rows in {', '.join(filled)}. Give it a new database, on which no bot "
            "has run yet. Nothing was copied."
        )


async def _count(session: AsyncSession, table: Table) -> int:
    return int((await session.scalars(select(func.count()).select_from(table))).one())


async def _batches(session: AsyncSession, table: Table) -> AsyncIterator[list[Row]]:
    query = select(table).order_by(*table.primary_key.columns).execution_options(yield_per=BATCH)
    async for rows in (await session.stream(query)).mappings().partitions():
        yield [dict(row) for row in rows]


async def _cleaned(batches: AsyncIterator[list[Row]], table: Table, copied: Copied) -> AsyncIterator[list[Row]]:
    async for rows in batches:
        held = [(row, name) for row in rows for name, value in row.items() if isinstance(value, str) and NUL in value]
        for row, name in held:
            row[name] = row[name].replace(NUL, "")
        if held:
            copied.texts[table.name] = copied.texts.get(table.name, 0) + len(held)
        yield rows


async def _fill(session: AsyncSession, table: Table, batches: AsyncIterator[list[Row]]) -> None:
    async for rows in batches:
        try:
            await session.execute(insert(table), rows)
        except DBAPIError as error:
            kind = type(error.orig).__name__
            raise CopyError(f"A row of {table.name} does not fit the target ({kind}). Nothing was copied.") from None


async def _go_on_counting(session: AsyncSession, tables: Sequence[Table]) -> None:
    """Let the next rows get numbers after those that were copied: PostgreSQL counts apart from its tables."""
    for table in tables:
        for column in table.primary_key.columns:
            if isinstance(column.type, Integer):
                sequence = text("SELECT setval(pg_get_serial_sequence(:table, :column), :last + 1, false)")
                last = (await session.scalars(select(func.coalesce(func.max(column), 0)))).one()
                await session.execute(sequence, {"table": f'"{table.name}"', "column": column.name, "last": last})
