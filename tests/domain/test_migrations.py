"""Migrations climb, descend and equal the models."""

from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect
from sqlmodel import SQLModel

from concertbot.bootstrap import declare_tables
from concertbot.domain.database import Database
from concertbot.domain.migrate import MIGRATIONS, alembic_config, migrate

declare_tables()
REVISIONS = [one.revision for one in reversed(list(ScriptDirectory(str(MIGRATIONS)).walk_revisions()))]


def differences(connection: Connection) -> list[object]:
    """Return what differs between the database and the models."""
    return list(compare_metadata(MigrationContext.configure(connection), SQLModel.metadata))


@pytest.fixture
async def database(tmp_path: Path) -> Database:
    """Return an empty database."""
    return Database(f"sqlite:///{tmp_path}/migrated.sqlite")


async def test_the_newest_form_equals_the_models(database: Database) -> None:
    """After climbing there is nothing left to change, and climbing again does nothing."""
    await migrate(database)
    await migrate(database)
    async with database.engine.connect() as connection:
        assert await connection.run_sync(differences) == []
    await database.close()


async def test_each_step_climbs_and_descends(database: Database) -> None:
    """Every step can be gone down and up again."""
    async with database.writing() as connection:
        for revision in REVISIONS:
            for go, target in ((command.upgrade, revision), (command.downgrade, "-1"), (command.upgrade, revision)):
                await connection.run_sync(lambda sync, go=go, target=target: go(alembic_config(sync), target))
        await connection.run_sync(lambda sync: command.downgrade(alembic_config(sync), "base"))
        tables = await connection.run_sync(lambda sync: inspect(sync).get_table_names())
    assert tables == ["alembic_version"]
    await database.close()
