"""Making a backup, while the bot runs or not."""

import asyncio
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncSession

from concertbot.backup import archive, rows
from concertbot.backup.manifest import DATABASE, KEYS, BackupError, Manifest
from concertbot.chat.clock import Clock
from concertbot.domain.database import Database
from concertbot.domain.migrate import migrate, newest
from concertbot.settings import Settings

SQLITE = b"SQLite format 3\x00"


async def back_up(settings: Settings, path: Path) -> tuple[Path, Manifest]:
    """Write a backup and return where. All of the database is as it was at one moment. Raises BackupError."""
    target = _target(path)
    database = Database(settings.database)
    try:
        with tempfile.TemporaryDirectory(prefix=".concertbot-", dir=target.parent) as folder:
            copy = Path(folder) / DATABASE
            revision = await _copy(database, copy)
            keys = _keys(settings.matrix.store, Path(folder))
            return target, archive.pack(target, revision, {DATABASE: copy, **keys})
    finally:
        await database.close()


def _target(path: Path) -> Path:
    target = path / f"concertbot-{Clock().now():%Y%m%d-%H%M%S}.tar" if path.is_dir() else path
    if target.exists():
        raise BackupError(f"{target} is there already: give another name")
    if not target.parent.is_dir():
        raise BackupError(f"{target.parent} is no folder")
    return target


async def _copy(database: Database, path: Path) -> str:
    """Copy a database into a file, and return the form it has."""
    if database.file and not database.file.is_file():
        raise BackupError(f"there is no database at {database.file}")
    async with database.read() as session:
        if not database.is_sqlite:
            await session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        revision = await rows.revision_of(session)
        if not revision:
            raise BackupError("the database is empty: there is nothing to keep yet")
        if not database.file:
            await _copy_rows(session, revision, path)
    if database.file:
        await asyncio.to_thread(copy_file, database.file, path)
    return revision


async def _copy_rows(session: AsyncSession, revision: str, path: Path) -> None:
    if revision != newest():
        raise BackupError(f"the database has form {revision}: make the backup with the concertbot that works on it")
    copy = Database(f"sqlite:///{path}")
    await migrate(copy)
    await rows.copy(session, copy)
    await copy.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")  # so that all of it is in the one file


def copy_file(source: Path, target: Path) -> None:
    """Copy an SQLite file as it is at one moment; others may go on writing."""
    with closing(sqlite3.connect(source)) as read, closing(sqlite3.connect(target)) as written:
        read.backup(written)  # at one go: step by step, it would begin anew with each write of somebody else
        written.execute("PRAGMA journal_mode=DELETE")


def _keys(store: Path, folder: Path) -> dict[str, Path]:
    """Copy the databases of keys; the login beside them stays here, for two must not use it."""
    copies = {}
    (folder / KEYS).mkdir()
    for path in sorted(store.glob("*")):
        if path.is_file() and _begins(path) == SQLITE:
            copies[KEYS + path.name] = folder / KEYS / path.name
            copy_file(path, copies[KEYS + path.name])
    return copies


def _begins(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(len(SQLITE))
