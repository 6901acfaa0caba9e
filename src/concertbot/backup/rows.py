"""Rows of all tables, from one database into another, on SQLite or PostgreSQL."""

from sqlalchemy import Table, func, insert, inspect, select, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession
from sqlmodel import SQLModel

from concertbot.bootstrap import declare_tables
from concertbot.domain.database import Database
from concertbot.domain.migrate import STAMP

BATCH = 500


def tables() -> list[Table]:
    """Return all tables, each after those it points to."""
    declare_tables()
    return SQLModel.metadata.sorted_tables


async def revision_of(session: AsyncSession) -> str:
    """Return the form of a database; nothing for an empty one."""
    connection = await session.connection()
    if not await connection.run_sync(lambda sync: inspect(sync).has_table(STAMP)):
        return ""
    return str(await session.scalar(text(f"SELECT version_num FROM {STAMP}")))  # noqa: S608 - a constant


async def holds_anything(session: AsyncSession) -> bool:
    """Whether any table has a row."""
    for table in tables():
        if await session.scalar(select(select(table).exists())):
            return True
    return False


async def copy(source: AsyncSession, target: Database) -> None:
    """Put all rows in the place of whatever the target holds, all or nothing. Both have the newest form."""
    async with target.writing() as connection:
        for table in reversed(tables()):
            await connection.execute(table.delete())
        for table in tables():
            await _copy_table(source, connection, table)


async def _copy_table(source: AsyncSession, target: AsyncConnection, table: Table) -> None:
    found = await source.stream(select(table).order_by(*table.primary_key.columns))
    async for rows in found.partitions(BATCH):
        await target.execute(insert(table), [dict(row._mapping) for row in rows])  # noqa: SLF001 - its public name
    if target.dialect.name == "postgresql" and table.autoincrement_column is not None:
        key = table.autoincrement_column
        last = select(func.coalesce(func.max(key), 0) + 1).scalar_subquery()
        sequence = func.pg_get_serial_sequence(table.name, key.name)
        await target.execute(select(func.setval(sequence, last, False)))
