"""An operator at the directory's command lines, each in a small house of its own on one database."""

import asyncio
import importlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import typer
from typer.testing import CliRunner, Result

from concertbot.chat.clock import Clock
from concertbot.domain.database import Database
from concertbot.domain.reach import Reach
from concertbot.features.directory import doors
from concertbot.features.directory.catalogue import Catalogue
from concertbot.settings import Settings, load


@asynccontextmanager
async def opened(database: str | None, config: Path | None = None) -> AsyncIterator[Reach]:
    """Open a small house."""
    reach = Reach()
    reach.put(Settings, load(config, database))
    reach.put(Clock, Clock())
    house = reach.put(Database, Database(str(database)))
    reach.put(Catalogue, Catalogue(reach))
    yield reach
    await house.close()


def run(door: str, *said: str | Path, typed: str = "") -> Result:
    """Say a command line of the directory, e.g. to the door `importing`."""
    app = typer.Typer()
    app.command()(importlib.import_module(f"{doors.__name__}.{door}").door)
    return CliRunner().invoke(app, [str(one) for one in said], typed, obj=opened)


async def run_beside(door: str, *said: str | Path) -> str:
    """Say a command line while something else runs, and return what it said when it was done."""
    result = await asyncio.to_thread(run, door, *said)
    assert result.exit_code == 0, result.output
    return result.stdout
