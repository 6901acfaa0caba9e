"""`concertbot backup`, `restore` and `resume`."""

import asyncio
import sys
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from sqlalchemy.exc import SQLAlchemyError

from concertbot.backup import backing, restoring, resuming
from concertbot.backup.manifest import BackupError
from concertbot.domain.database import Database
from concertbot.domain.health import Numbers
from concertbot.domain.migrate import migrate
from concertbot.settings import Settings, load

T = TypeVar("T")
DatabaseOption = Annotated[str | None, typer.Option("--database", metavar="URL", help="Instead of the settings'.")]
ConfigOption = Annotated[Path | None, typer.Option("--config", metavar="PATH", help="The folder of settings.")]


def backup(
    path: Annotated[Path, typer.Argument(help="The file to write, or the folder to write it into.")],
    database: DatabaseOption = None,
    config: ConfigOption = None,
) -> None:
    """Keep a copy of all that the bot knows in one file, also while it runs."""
    written, manifest = _done(f"{path}: not written", backing.back_up(load(config, database), path))
    keys = len(manifest.parts) - 1
    said = f"with {keys} Matrix key store{'s' if keys > 1 else ''}" if keys else "without Matrix keys: there are none"
    sys.stdout.write(f"{written}: {written.stat().st_size:,} bytes, {said}.\n")
    sys.stdout.write(
        "It holds what people said: keep it as safe as the bot. Your settings and secrets are not in it.\n"
    )


def restore(
    path: Annotated[Path, typer.Argument(help="The file that `backup` wrote.")],
    force: Annotated[bool, typer.Option("--force", help="In the place of the database that is there.")] = False,
    database: DatabaseOption = None,
    config: ConfigOption = None,
) -> None:
    """Put a backup in place. The copy sends nothing until you say `concertbot resume`."""
    settings = load(config, database)
    found = _done(f"{path}: not restored", restoring.restore(settings, path, force=force))
    sys.stdout.write(f"Restored: the backup of {found.manifest.at:%d %B %Y, %H:%M} UTC.\n")
    if found.before:
        sys.stdout.write(f"What was there is kept in {found.before}.\n")
    if found.keys:
        sys.stdout.write(
            f"The old Matrix keys are kept in {found.keys}, to read old messages with; their device does not come"
            " back.\nLog a new one in: concertbot matrix login --new-device\n"
        )
    sys.stdout.write("This copy sends nothing until you say: concertbot resume\n")


def resume(
    send: Annotated[bool, typer.Option("--send-waiting", help="Answer and send what waits.")] = False,
    drop: Annotated[bool, typer.Option("--drop-waiting", help="Forget what waits.")] = False,
    database: DatabaseOption = None,
    config: ConfigOption = None,
) -> None:
    """Let a restored copy speak. Make sure that the original bot is stopped for good."""
    if send and drop:
        raise typer.BadParameter("either --send-waiting or --drop-waiting")
    settings = load(config, database)
    found = _done("not resumed", _look(settings))
    sys.stdout.write(_waiting(found))
    if not found.quiet:
        sys.stdout.write("It is not quiet: nothing was changed.\n")
        return
    if not (send or drop):
        drop = _ask(found)
    _done("not resumed", _resume(settings, drop=drop))
    sys.stdout.write("It speaks from now on.\n")


def _waiting(found: Numbers) -> str:
    oldest = max(found.to_answer.oldest, found.to_send.oldest)
    age = f", the oldest since {oldest.total_seconds() / 3600:.1f} hours" if oldest else ""
    return f"Waiting: {found.to_answer.waiting} to answer, {found.to_send.waiting} to send{age}.\n"


def _ask(found: Numbers) -> bool:
    """Return whether to drop what waits."""
    if not (found.to_answer.waiting or found.to_send.waiting):
        return False
    if not sys.stdin.isatty():
        sys.stderr.write("Say what becomes of it: --send-waiting or --drop-waiting. Nothing was changed.\n")
        raise typer.Exit(1)
    answer = typer.prompt("Some of it may be out of date, or was sent before. send, drop, or leave?", default="leave")
    if answer not in {"send", "drop"}:
        sys.stdout.write("Nothing was changed.\n")
        raise typer.Exit(1)
    return bool(answer == "drop")


@asynccontextmanager
async def _opened(settings: Settings) -> AsyncIterator[Database]:
    database = Database(settings.database)
    if database.file and not database.file.exists():
        raise BackupError(f"there is no database at {database.file}")
    try:
        await migrate(database)
        yield database
    finally:
        await database.close()


async def _look(settings: Settings) -> Numbers:
    async with _opened(settings) as database:
        return await resuming.look(database)


async def _resume(settings: Settings, *, drop: bool) -> None:
    async with _opened(settings) as database:
        await resuming.resume(database, drop=drop)


def _done(failure: str, what: Coroutine[object, object, T]) -> T:
    """Do it, or tell why not in one line."""
    try:
        return asyncio.run(what)
    except (BackupError, OSError, SQLAlchemyError) as error:
        why = str(error) if isinstance(error, BackupError) else getattr(error, "strerror", None) or type(error).__name__
        sys.stderr.write(f"{failure}: {why}.\n")
        raise typer.Exit(1) from None
