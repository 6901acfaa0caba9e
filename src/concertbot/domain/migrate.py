"""Brings a database to the newest form. Alembic is loaded only when there is something to climb."""

import importlib

from sqlalchemy import Connection, inspect, text

from concertbot.domain.alone import Alone, alone
from concertbot.domain.database import Database
from concertbot.settings import MIGRATIONS

STAMP = "alembic_version"  # alembic's own table


def newest() -> str:
    """Return the newest revision: files are named after theirs, in order."""
    return max(path.name.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


async def migrate(database: Database) -> None:
    """Bring the database to the newest form; nothing happens when it is there already."""
    if database.file:
        database.file.parent.mkdir(parents=True, exist_ok=True)
    if await revision(database) == newest():
        return
    async with database.writing() as connection:
        await alone(connection, Alone.CLIMBING)  # of several that start at once, the others then find nothing to do
        climb = importlib.import_module("concertbot.domain.climb")
        await connection.run_sync(climb.upgrade)


async def revision(database: Database) -> str | None:
    """Return the form of the database; None when there is nothing in it yet."""
    async with database.engine.connect() as connection:
        return await connection.run_sync(_revision)


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table(STAMP):
        return None
    revision: str | None = connection.scalar(text(f"SELECT version_num FROM {STAMP}"))  # noqa: S608 - a constant
    return revision
