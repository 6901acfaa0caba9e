"""Nothing is lost and nothing happens twice, however often the bot is killed. `./run faults` does longer drills."""

from pathlib import Path

import pytest

from databases import Databases, on_a_server, on_files
from faults.drill import Drill
from faults.matrix import on_matrix
from faults.telegram import on_telegram
from peers.synapse import running

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")  # connections of those that were killed


@on_files
async def test_killed_on_telegram(databases: Databases, tmp_path: Path) -> None:
    """What nobody can know is on record; what must ring arrives."""
    async with on_telegram() as side:
        verdict = await Drill("Telegram", side, tmp_path, databases.bare(), seed=2, messages=80, kills=8).run()
    assert verdict.fine, str(verdict)


@on_files
async def test_killed_on_matrix(databases: Databases, tmp_path: Path) -> None:
    """Everything arrives exactly once."""
    with running(tmp_path) as server:
        async with on_matrix(server, tmp_path) as side:
            drill = Drill("Matrix", side, tmp_path, databases.bare(), seed=2, messages=80, kills=8, rooms=3)
            verdict = await drill.run()
    assert verdict.fine, str(verdict)


@on_a_server
async def test_one_of_several_is_killed(databases: Databases, tmp_path: Path) -> None:
    """Another takes over within ten seconds."""
    async with on_telegram() as side:
        drill = Drill("Telegram", side, tmp_path, databases.bare(), seed=3, messages=60, kills=4, bots=3)
        verdict = await drill.run()
    assert verdict.fine, str(verdict)
    assert verdict.tried["takeovers"]
