"""What every test may ask for: a bot on a real SQLite database, with a frozen clock, and people who talk to it."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio

from concertbot.bootstrap import open_reach, put_together
from concertbot.chat.clock import Clock
from concertbot.demo import settle_in
from concertbot.settings import ROOT, load
from talking import Talk

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@asynccontextmanager
async def talking(database: Path, *, demo: bool) -> AsyncIterator[Talk]:
    """Open a bot on this database."""
    settings = load(ROOT / "config", f"sqlite:///{database}")
    async with open_reach(settings) as reach:
        reach.get(Clock).freeze(NOW)
        talk = Talk()
        talk.stand_behind(put_together(reach, talk), reach)
        await talk.carrier.get_ready()
        if demo:
            await settle_in(reach)
        yield talk


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database with the demo in it, made once; tests copy it."""
    path = tmp_path_factory.mktemp("demo") / "demo.sqlite"
    async with talking(path, demo=True):
        pass
    return path


@pytest.fixture
def copied(furnished: Path, tmp_path: Path) -> Path:
    """Return a copy of the demo's database."""
    return Path(shutil.copy(furnished, tmp_path / "demo.sqlite"))


@pytest.fixture
async def talk(copied: Path) -> AsyncIterator[Talk]:
    """Open a bot on the demo's database."""
    async with talking(copied, demo=False) as opened:
        yield opened


@pytest.fixture
async def empty_talk(tmp_path: Path) -> AsyncIterator[Talk]:
    """Open a bot on an empty database."""
    async with talking(tmp_path / "empty.sqlite", demo=False) as opened:
        yield opened
