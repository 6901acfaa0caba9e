"""The operator's command lines for the database."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy.exc import SQLAlchemyError

from concertbot.bootstrap import declare_tables
from concertbot.delivery.lock import AlreadyRunningError, Lock
from concertbot.domain.copying import Copied, CopyError, copy
from concertbot.domain.database import Database
from concertbot.domain.migrate import migrate, newest, revision
from concertbot.settings import known_database, load

DatabaseOption = Annotated[str | None, typer.Option("--database", metavar="URL", help="Instead of the settings'.")]
ConfigOption = Annotated[Path | None, typer.Option("--config", metavar="PATH", help="The folder of settings.")]

app = typer.Typer(no_args_is_help=True, help="The database: its form, and how it is moved.")


def _url(value: str) -> str:
    try:
        return known_database(value)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


@app.command("copy")
def copying(
    source_url: Annotated[str, typer.Argument(metavar="SOURCE_URL", help="What is copied.", callback=_url)],
    target_url: Annotated[str, typer.Argument(metavar="TARGET_URL", help="An empty database.", callback=_url)],
) -> None:
    """Copy an installation to another database: every row, or nothing. The source stays as it is."""
    declare_tables()
    _do(_copy, source_url, target_url)


@app.command("migrate")
def migrating(database: DatabaseOption = None, config: ConfigOption = None) -> None:
    """Bring the database to its newest form. The bot does so by itself when it starts."""
    _do(_migrate, load(config, database).database)


@app.command("revision")
def telling(database: DatabaseOption = None, config: ConfigOption = None) -> None:
    """Tell the form of the database, and which is the newest."""
    _do(_tell, load(config, database).database)


def _do(work: Callable[..., Awaitable[None]], *urls: str) -> None:
    """Do something with databases; what goes wrong is one clear line, without a password."""
    try:
        asyncio.run(_with_databases(work, urls))
    except CopyError as error:
        _leave(str(error))
    except AlreadyRunningError as error:
        _leave(f"A concertbot works on {error}. Stop it first. Nothing was copied.")
    except SQLAlchemyError as error:
        _leave(f"The database does not answer as it should ({type(error).__name__}).")
    except OSError as error:
        _leave(f"The database cannot be reached: {error}")


async def _with_databases(work: Callable[..., Awaitable[None]], urls: tuple[str, ...]) -> None:
    databases = [Database(url) for url in urls]
    try:
        await work(*databases)
    finally:
        for database in databases:
            await database.close()


async def _copy(source: Database, target: Database) -> None:
    with ExitStack() as stack:
        if source.file and source.file.is_file():
            stack.enter_context(Lock(source)).hold()  # no bot may write meanwhile
        copied = await copy(source, target)
    _say(copied)
    typer.echo("Set this database in config/concertbot.toml, and start the bot.")


def _say(copied: Copied) -> None:
    for name, number in sorted(copied.rows.items()):
        typer.echo(f"{number:>9} {name}")
    for name, number in sorted(copied.texts.items()):
        typer.echo(f"{number} texts of {name} held the character NUL: it was left out, PostgreSQL keeps none.")
    typer.echo(f"Copied {sum(copied.rows.values())} rows of {len(copied.rows)} tables; all of them were counted again.")


async def _migrate(database: Database) -> None:
    before = await revision(database)
    await migrate(database)
    how = "was already" if before == newest() else f"came from {before or 'nothing'} and is now"
    typer.echo(f"The database {how} in its newest form, {newest()}.")


async def _tell(database: Database) -> None:
    there = database.file is None or database.file.is_file()  # to look would make it
    form = await revision(database) if there else None
    if form == newest():
        typer.echo(f"The database is in its newest form, {form}.")
    else:
        typer.echo(f"The database is in form {form or 'none: it is empty'}; the newest is {newest()}.")
        typer.echo("To bring it there: concertbot db migrate. The bot does so by itself when it starts.")


def _leave(why: str) -> None:
    sys.stderr.write(why + "\n")
    raise typer.Exit(1)
