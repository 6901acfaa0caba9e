"""A homeserver for the session, a bot on it, and people who talk to it there."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from pydantic import SecretStr

from concertbot.settings import MatrixSettings
from conftest import furnish
from databases import Databases
from peers.matrix_bot import Bot, House, People
from peers.synapse import PASSWORD, Synapse


@pytest.fixture
def house(synapse: Synapse, copied: str, tmp_path: Path) -> House:
    """Return where a new bot lives; people of this server may invite it."""
    return _house(synapse, copied, tmp_path)


def _house(synapse: Synapse, database: str, folder: Path) -> House:
    account = synapse.register("concertbot")
    settings = MatrixSettings(
        homeserver=synapse.url,
        user=account.user,
        password=SecretStr(PASSWORD),
        pickle_key=SecretStr("a pickle key of tests"),
        inviters=("*:localhost",),
    )
    return House(folder, settings, database)


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
    async with _house(synapse, databases.filled(furnish), folder).bot() as running_bot:
        yield running_bot


@pytest.fixture
async def people(synapse: Synapse, tmp_path: Path) -> AsyncIterator[People]:
    """Return what makes people."""
    async with AsyncExitStack() as stack:
        yield People(synapse, tmp_path, stack)
