"""A Bot API server and bots in processes of their own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from outages.rig import Api, Bots, served


@pytest.fixture
async def api() -> AsyncIterator[Api]:
    """Serve a Bot API."""
    async with served() as started:
        yield started


@pytest.fixture
async def bots(tmp_path: Path) -> AsyncIterator[Bots]:
    """Return what starts bots; those that are left are ended."""
    started = Bots(tmp_path)
    yield started
    await started.end()
