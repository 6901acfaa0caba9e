"""A Bot API server and bots: in processes of their own, or in service inside the test."""

from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from pydantic import SecretStr

from concertbot.adapters.matrix.opens import adapter
from concertbot.adapters.telegram.adapter import Telegram
from concertbot.settings import ROOT, MatrixSettings, load
from outages.in_service import Service, at_work
from outages.rig import Api, Bots, served
from peers.bot_api import BotApi, bot_api
from peers.gate import Gate, gate_before
from peers.matrix_bot import House, People
from peers.matrix_person import MatrixPerson
from peers.synapse import PASSWORD, Synapse, running
from peers.telegram_bot import QUICK, WIDE, settings_of


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


@pytest.fixture
async def server() -> AsyncIterator[BotApi]:
    """Serve a Bot API."""
    async with bot_api() as started:
        yield started


@pytest.fixture
async def on_telegram(copied: str, server: BotApi) -> AsyncIterator[Service]:
    """Be in service on it."""
    settings = settings_of(copied, server.url, server.world.token)
    async with at_work(settings, lambda reach: Telegram(reach, QUICK, WIDE)) as service:
        yield service


@pytest.fixture(scope="module")
def synapse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Synapse]:
    """Run a homeserver."""
    with running(tmp_path_factory.mktemp("synapse")) as server:
        yield server


@pytest.fixture
async def gate(synapse: Synapse) -> AsyncIterator[Gate]:
    """Stand before it."""
    async with gate_before(synapse, Gate) as opened:
        yield opened


@pytest.fixture
async def on_matrix(copied: str, synapse: Synapse, gate: Gate, tmp_path: Path) -> AsyncIterator[Service]:
    """Be in service behind the gate."""
    account = synapse.register("concertbot")
    matrix = MatrixSettings(
        homeserver=gate.url,
        user=account.user,
        password=SecretStr(PASSWORD),
        pickle_key=SecretStr("a pickle key of tests"),
        inviters=("*:localhost",),
    )
    matrix = await House(tmp_path, matrix, copied).logged_in()
    settings = load(ROOT / "config", copied).model_copy(update={"matrix": matrix})
    async with at_work(settings, adapter) as service:
        yield service


@pytest.fixture
async def anna(synapse: Synapse, tmp_path: Path) -> AsyncIterator[MatrixPerson]:
    """Return somebody."""
    async with AsyncExitStack() as stack:
        yield await People(synapse, tmp_path, stack).plain("anna")
