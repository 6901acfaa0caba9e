"""Migrations climb, descend and equal the models, on each engine, and lose no row on the way."""

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text
from sqlmodel import SQLModel

from concertbot.bootstrap import declare_tables
from concertbot.delivery.tables import Inbox, Outbox, State, StoredChoice, StoredCursor
from concertbot.domain.climb import alembic_config
from concertbot.domain.database import Database
from concertbot.domain.forms import OpenForm
from concertbot.domain.migrate import migrate, newest
from concertbot.settings import MIGRATIONS
from databases import Databases
from talking import Talk

declare_tables()
REVISIONS = [one.revision for one in reversed(list(ScriptDirectory(str(MIGRATIONS)).walk_revisions()))]
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ODD = "d\u00e9j\u00e0 \u2013 \U0001f51f %s :x \\ ' \""


def differences(connection: Connection) -> list[object]:
    """Return what differs between the database and the models."""
    return list(compare_metadata(MigrationContext.configure(connection), SQLModel.metadata))


def walk(connection: Connection, go: Callable[[Config, str], None], target: str) -> None:
    """Climb or descend to a revision."""
    go(alembic_config(connection), target)


def rows(connection: Connection) -> dict[str, list[dict[str, object]]]:
    """Return all rows of all tables."""
    names = set(inspect(connection).get_table_names()) - {"alembic_version"}
    queries = {name: text(f'SELECT * FROM "{name}" ORDER BY 1') for name in names}  # noqa: S608
    return {name: [dict(row) for row in connection.execute(query).mappings()] for name, query in queries.items()}


def columns(connection: Connection) -> set[tuple[str, str]]:
    """Return the columns of all tables."""
    seen = inspect(connection)
    return {(name, str(column["name"])) for name in seen.get_table_names() for column in seen.get_columns(name)}


async def populate(database: Database) -> None:
    """Add rows of each kind that delivery keeps."""
    async with database.write() as session:
        session.add_all(
            [
                Inbox(platform="matrix", event_id="$1", body=ODD, state=State.NEW, at=NOW),
                StoredCursor(platform="matrix", value="s1"),
                OpenForm(place="console/room/ct2", sender="karim", body=ODD),
            ]
        )
        outbox = Outbox(platform="matrix", room="!r", place="matrix/room/!r", body=ODD, language="fr", at=NOW)
        session.add(outbox)
        await session.flush()
        session.add(StoredChoice(id="abc", outbox_id=outbox.id or 0, position=1, says="!aide", language="fr"))


@pytest.fixture
async def database(databases: Databases) -> AsyncIterator[Database]:
    """Return an empty database."""
    opened = Database(databases.bare())
    yield opened
    await opened.close()


def test_files_are_named_after_their_revisions() -> None:
    """The newest file is alembic's head."""
    assert newest() == ScriptDirectory(str(MIGRATIONS)).get_current_head()


async def test_the_newest_form_equals_the_models(database: Database) -> None:
    """After climbing there is nothing left to change, and climbing again does nothing."""
    await migrate(database)
    await migrate(database)
    async with database.engine.connect() as connection:
        assert await connection.run_sync(differences) == []


async def test_each_step_climbs_and_descends(database: Database) -> None:
    """Every step can be gone down and up again."""
    async with database.writing() as connection:
        for revision in REVISIONS:
            for go, target in ((command.upgrade, revision), (command.downgrade, "-1"), (command.upgrade, revision)):
                await connection.run_sync(walk, go, target)
        await connection.run_sync(walk, command.downgrade, "base")
        tables = await connection.run_sync(lambda sync: inspect(sync).get_table_names())
    assert tables == ["alembic_version"]


async def test_rows_stay(talk: Talk) -> None:
    """Down and up again with a concertation, people, a directory and messages: what both forms know is as it was."""
    database = talk.database
    await talk.direct("Karim").asks("!cherche psy")
    await populate(database)
    for revision in reversed(REVISIONS[:-1]):
        async with database.writing() as connection:
            before = await connection.run_sync(rows)
            await connection.run_sync(walk, command.downgrade, revision)
            known = await connection.run_sync(columns)
            await connection.run_sync(walk, command.upgrade, "head")
            after = await connection.run_sync(rows)
        for name in {table for table, _ in known} & before.keys():
            kept, was = (
                [{key: row[key] for key in row if (name, key) in known} for row in some[name]]
                for some in (after, before)
            )
            assert kept == was, name
    assert all(after[name] for name in ("role_grant", "choice", "form", "cursor", "shown", "service"))
