"""Opening the people's side of each platform."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from faults.matrix_side import MatrixSide
from faults.telegram_side import TelegramSide
from peers.bot_api import bot_api
from peers.gate import gate_before
from peers.matrix_person import MatrixPerson
from peers.synapse import Synapse


@asynccontextmanager
async def telegram() -> AsyncIterator[TelegramSide]:
    """Open a Bot API server with groups."""
    async with bot_api() as server:
        side = TelegramSide(server)
        await side.arrive()
        yield side


@asynccontextmanager
async def matrix(synapse: Synapse, folder: Path, machines: int = 1) -> AsyncIterator[MatrixSide]:
    """Open rooms on a homeserver."""
    async with gate_before(synapse) as gate, MatrixPerson(synapse, synapse.register("anna")) as person:
        side = MatrixSide(gate, person, synapse.register("drillbot").user, folder)
        await side.arrive(machines)
        yield side
