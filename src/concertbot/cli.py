"""The operator's door: the command lines of concertbot itself, and those of each ability."""

import asyncio
import gc
import importlib
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Annotated

import structlog
import typer

from concertbot import db_doors, service
from concertbot import demo as demonstration
from concertbot.adapters import ticker
from concertbot.adapters.console.door import ConsoleDoor
from concertbot.backup.doors import backup, restore, resume
from concertbot.bootstrap import (
    declare_tables,
    doors_of,
    find_commands,
    find_doors,
    find_texts,
    open_reach,
    put_together,
)
from concertbot.checking.door import check
from concertbot.commands_page import page
from concertbot.delivery.lock import AlreadyRunningError, Lock
from concertbot.domain.database import Database
from concertbot.domain.migrate import migrate, newest
from concertbot.domain.reach import Reach
from concertbot.logs import configure
from concertbot.settings import ROOT, SettingsError, load, ready

DatabaseOption = Annotated[str | None, typer.Option("--database", metavar="URL", help="Instead of the settings'.")]
ConfigOption = Annotated[Path | None, typer.Option("--config", metavar="PATH", help="The folder of settings.")]
JsonOption = Annotated[bool, typer.Option("--json", help="One JSON object a line, in and out.")]

# The start makes hundreds of thousands of objects that stay: looking through them over and over took a fifth of it.
COLLECTED_AFTER = 100_000

log = structlog.get_logger()
app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


@asynccontextmanager
async def opened(database: str | None, config: Path | None) -> AsyncIterator[Reach]:
    """Open the house for a command line: settings, database in its newest form, and what the features open."""
    async with open_reach(load(config, database)) as reach:
        await migrate(reach.get(Database))
        yield reach


for door in (check, backup, restore, resume):
    app.command()(door)


@app.callback()
def _callback(context: typer.Context) -> None:
    """Talk with the people of a concertation in their chat rooms."""
    context.obj = opened


@app.command()
def run(database: DatabaseOption = None, config: ConfigOption = None) -> None:
    """Start the bot on the platforms of the settings."""
    settings = ready(load(config, database))
    configure(settings.log.level, settings.log.format)
    if settings.platforms == ("console",):
        asyncio.run(_talk(database, config, json=False, demo=False))
    else:
        asyncio.run(service.serve(settings))


@app.command()
def console(
    json: JsonOption = False,
    demo: Annotated[bool, typer.Option("--demo", help="With the demo concertation.")] = False,
    database: DatabaseOption = None,
    config: ConfigOption = None,
) -> None:
    """Talk to the bot here, on a terminal or from another program."""
    asyncio.run(_talk(database, config, json=json, demo=demo))


@app.command()
def demo(database: DatabaseOption = None, config: ConfigOption = None) -> None:
    """Talk to the bot in the demo concertation. Without --database, nothing of it stays."""
    asyncio.run(_talk(database, config, json=False, demo=True))


@app.command(hidden=True)
def docs() -> None:
    """Write the pages of docs/ that are generated from the code."""
    written = ROOT / "docs" / "commands.md"
    written.write_text(page(find_commands(), find_texts()), encoding="utf-8")


@app.command(hidden=True)
def migration(what: str) -> None:
    """Write a migration to the tables as they are declared now; read it before you commit it."""
    asyncio.run(_migration(what))


async def _migration(what: str) -> None:
    declare_tables()
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/newest.sqlite")
        await migrate(database)
        await importlib.import_module("concertbot.domain.climb").write_migration(database, what, newest())
        await database.close()


async def _talk(database: str | None, config: Path | None, *, json: bool, demo: bool) -> None:
    async with AsyncExitStack() as stack:
        if demo and not database:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="concertbot-demo-"))
            database = f"sqlite:///{folder}/demo.sqlite"
        reach = await stack.enter_async_context(open_reach(load(config, database)))
        reach.put(Lock, stack.enter_context(Lock(reach.get(Database))))
        door = ConsoleDoor(json=json, person=demonstration.FIRST if demo else "console")
        carrier = put_together(reach, door.platform)
        await carrier.get_ready()
        if demo and carrier.ready:
            await demonstration.settle_in(reach)
        async with ticker.ticking(carrier):
            await door.serve(carrier, reach)


def main() -> None:
    """Run the command line; an operator's mistake is one clear line."""
    gc.set_threshold(COLLECTED_AFTER)
    configure()
    for name, doors in find_doors():
        group = typer.Typer(no_args_is_help=True, help=doors.__doc__)
        for module in doors_of(doors):
            group.command(module.name)(module.door)
        app.add_typer(group, name=name)
    app.add_typer(db_doors.app, name="db")
    try:
        app()
    except SettingsError as error:
        _leave(str(error))
    except AlreadyRunningError as error:
        _leave(f"Another concertbot already works on {error}. Stop it first, or give --database another file.")
    except Exception:
        log.exception("this should not happen")  # not Python's own traceback: its last line may hold a body
        sys.exit(1)


def _leave(why: str) -> None:
    sys.stderr.write(why + "\n")
    sys.exit(2)
