"""Migrations climb, descend and equal the models."""

from collections.abc import Callable
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect
from sqlmodel import SQLModel

from concertbot.bootstrap import declare_tables
from concertbot.domain.climb import alembic_config
from concertbot.domain.database import Database
from concertbot.domain.migrate import migrate, newest
from concertbot.settings import MIGRATIONS

declare_tables()
REVISIONS = [one.revision for one in reversed(list(ScriptDirectory(str(MIGRATIONS)).walk_revisions()))]


def differences(connection: Connection) -> list[object]:
    """Return what differs between the database and the models."""
    return list(compare_metadata(MigrationContext.configure(connection), SQLModel.metadata))


def walk(connection: Connection, go: Callable[[Config, str], None], target: str) -> None:
    """Climb or descend to a revision."""
    go(alembic_config(connection), target)


@pytest.fixture
async def database(tmp_path: Path) -> Database:
    """Return an empty database."""
    return Database(f"sqlite:///{tmp_path}/migrated.sqlite")


def test_files_are_named_after_their_revisions() -> None:
    """The newest file is alembic's head."""
    assert newest() == ScriptDirectory(str(MIGRATIONS)).get_current_head()


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
                await connection.run_sync(walk, go, target)
        await connection.run_sync(walk, command.downgrade, "base")
        tables = await connection.run_sync(lambda sync: inspect(sync).get_table_names())
    assert tables == ["alembic_version"]
    await database.close()
