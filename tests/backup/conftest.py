"""These tests look into files: their databases are SQLite's."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from conftest import furnish, talking
from databases import Databases, path_of
from talking import Talk


@pytest.fixture
def engine() -> str:
    """Return the engine of this test's databases."""
    return "sqlite"


@pytest.fixture
def copied(databases: Databases) -> Path:
    """Return the file of a copy of the demo's database."""
    return path_of(databases.filled(furnish))


@pytest.fixture
async def talk(copied: Path) -> AsyncIterator[Talk]:
    """Open a bot on the demo's database."""
    async with talking(f"sqlite:///{copied}") as opened:
        yield opened
