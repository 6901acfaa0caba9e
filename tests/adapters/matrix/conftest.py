"""A bot on the session's homeserver, and people who talk to it there."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from conftest import furnish
from databases import Databases
from peers.matrix_bot import Bot, House, People, house_on
from peers.synapse import Synapse


@pytest.fixture
def house(synapse: Synapse, copied: str, tmp_path: Path) -> House:
    """Return where a new bot lives; people of this server may invite it."""
    return house_on(synapse, copied, tmp_path)


@pytest.fixture
async def bot(house: House) -> AsyncIterator[Bot]:
    """Run a bot."""
    async with house.bot() as running_bot:
        yield running_bot


@pytest.fixture
async def neighbour(synapse: Synapse, databases: Databases, tmp_path: Path) -> AsyncIterator[Bot]:
    """Run another bot beside the first."""
    folder = tmp_path / "neighbour"
    folder.mkdir()
    async with house_on(synapse, databases.filled(furnish), folder).bot() as running_bot:
        yield running_bot


@pytest.fixture
async def people(synapse: Synapse, tmp_path: Path) -> AsyncIterator[People]:
    """Return what makes people."""
    async with AsyncExitStack() as stack:
        yield People(synapse, tmp_path, stack)
