"""Brings a database to the newest form, with alembic."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from concertbot.domain.database import Database
from concertbot.settings import ROOT

MIGRATIONS = ROOT / "migrations"


def alembic_config(connection: Connection | None = None) -> Config:
    """Return alembic's configuration, on an open connection when there is one."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


async def migrate(database: Database) -> None:
    """Bring the database to the newest form; nothing happens when it is there already."""
    if database.is_sqlite and database.url.database and database.url.database != ":memory:":
        Path(database.url.database).parent.mkdir(parents=True, exist_ok=True)
    head = ScriptDirectory(str(MIGRATIONS)).get_current_head()
    async with database.engine.connect() as connection:
        if await connection.run_sync(_revision) == head:
            return
    async with database.writing() as connection:
        await connection.run_sync(_upgrade)


async def write_migration(database: Database, what: str) -> None:
    """Write a migration from a database in its newest form to the tables as they are declared now."""
    number = len(list(ScriptDirectory(str(MIGRATIONS)).walk_revisions())) + 1
    async with database.writing() as connection:
        await connection.run_sync(_write, what, f"{number:04}")


def _write(connection: Connection, what: str, number: str) -> None:
    command.revision(alembic_config(connection), message=what, autogenerate=True, rev_id=number)


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _upgrade(connection: Connection) -> None:
    command.upgrade(alembic_config(connection), "head")
