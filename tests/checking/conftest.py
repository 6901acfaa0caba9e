"""These tests look into files: their databases are SQLite's."""

from pathlib import Path

import pytest

from conftest import furnish
from databases import Databases, path_of


@pytest.fixture
def engine() -> str:
    """Return the engine of this test's databases."""
    return "sqlite"


@pytest.fixture
def copied(databases: Databases) -> Path:
    """Return the file of a copy of the demo's database."""
    return path_of(databases.filled(furnish))
