"""An empty database, and directories that are brought into it."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from concertbot.domain.database import Database
from concertbot.domain.lookup import Entry
from concertbot.features.directory.formats.origin import Origin
from concertbot.features.directory.formats.reading import open_directory
from concertbot.features.directory.importing import How, Report, folder_name, import_paths
from concertbot.features.directory.records import ServiceRecord
from concertbot.features.directory.store import queries, sources

NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)
DATA = Path(__file__).parents[3] / "data" / "directory"
DEMO = Path(__file__).parents[4] / "config" / "demo" / "directory"
HEAD = "id,service_name,organization_name,phone,status"


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    """Return an empty database."""
    database = Database(url)
    yield database
    await database.close()


async def bring(database: Database, *paths: Path, **how: Any) -> Report:
    """Import a directory."""
    return await import_paths(database, paths, now=NOW, how=How(**how))


def read(*paths: Path) -> list[ServiceRecord]:
    """Return the services that stand there."""
    opened = open_directory(paths, Origin(folder_name(paths[0])))
    assert opened
    return [one.record for one in opened.documents if one.record]


async def entries(database: Database) -> list[Entry]:
    """Return what a lookup sees."""
    async with database.read() as session:
        return await queries.entries(session)


async def revision(database: Database) -> int:
    """Return the directory's revision."""
    async with database.read() as session:
        return await sources.revision(session)


def table(folder: Path, *rows: str) -> Path:
    """Write a directory."""
    path = folder / "services.csv"
    path.write_text("\n".join([HEAD, *rows]), encoding="utf-8")
    return path
