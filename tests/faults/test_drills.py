"""Nothing lost, nothing twice, however often the bot is killed: short drills. `./run faults` does long ones."""

from pathlib import Path

from databases import Databases
from faults.drilling import Plan, Result, drill
from faults.sides import matrix, telegram
from peers.synapse import Synapse

SHORT = Plan(messages=60, kills=6, seed=7, longest=4.0)


def assert_well(result: Result) -> None:
    """Nothing is lost, nothing is there twice, and what nobody knows is recorded."""
    assert not any(result.faults.values()), (result.faults, result.struck, result.states)


async def test_telegram(databases: Databases, tmp_path: Path) -> None:
    """Replies are never there twice; what rings always arrives."""
    async with telegram() as side:
        assert_well(await drill(side, databases.newest(), tmp_path, SHORT))


async def test_matrix(databases: Databases, synapse: Synapse, tmp_path: Path) -> None:
    """Every message is answered exactly once."""
    async with matrix(synapse, tmp_path) as side:
        result = await drill(side, databases.newest(), tmp_path, SHORT)
    assert_well(result)
    assert not result.doubtful
