"""Putting a backup in place: verified first, quiet afterwards."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

from concertbot.backup import archive, rows
from concertbot.backup.manifest import DATABASE, KEYS, BackupError, Manifest
from concertbot.chat.clock import Clock
from concertbot.delivery.lock import Lock
from concertbot.domain.database import Database
from concertbot.domain.installation import set_quiet
from concertbot.domain.migrate import migrate
from concertbot.settings import Settings

BESIDE = ("", "-wal", "-shm")  # a database, and what SQLite keeps beside it


@dataclass(frozen=True, slots=True)
class Restored:
    """What was done."""

    manifest: Manifest
    before: Path | None = None  # the database that stood there
    keys: Path | None = None  # where the old keys are


async def restore(settings: Settings, path: Path, *, force: bool) -> Restored:
    """Put a backup in place, or leave all as it is. Raises BackupError, and AlreadyRunningError while a bot runs."""
    database = Database(settings.database)
    home = database.file.parent if database.file else None
    if home:
        home.mkdir(parents=True, exist_ok=True)
    try:
        with Lock(database) as lock, tempfile.TemporaryDirectory(prefix=".concertbot-", dir=home) as folder:
            lock.hold()
            await _refuse(database, force=force)
            manifest = archive.unpack(path, Path(folder))
            await _make_quiet(Path(folder) / DATABASE)
            keys = _put_keys(Path(folder) / KEYS, settings.matrix.store, manifest)
            if database.file:
                return Restored(manifest, _put_file(Path(folder) / DATABASE, database.file), keys)
            await _put_rows(Path(folder) / DATABASE, database)
            return Restored(manifest, None, keys)
    finally:
        await database.close()


async def _refuse(database: Database, *, force: bool) -> None:
    """Refuse to take the place of what somebody may need."""
    if force or (database.file and not database.file.exists()):
        return
    async with database.read() as session:
        if database.file or (await rows.revision_of(session) and await rows.holds_anything(session)):
            raise BackupError("there is a database already: --force puts the backup in its place")


async def _make_quiet(file: Path) -> None:
    copy = Database(f"sqlite:///{file}")
    await migrate(copy)
    async with copy.write() as session:
        await set_quiet(session, quiet=True)
    await copy.close()


def _put_file(copy: Path, file: Path) -> Path | None:
    before = _set_aside(file)
    for index in file.parent.glob(f"{file.name}.index-*"):
        index.unlink()  # it is made again
    copy.replace(file)
    return before


async def _put_rows(file: Path, database: Database) -> None:
    await migrate(database)
    copy = Database(f"sqlite:///{file}")
    async with copy.read() as session:
        await rows.copy(session, database)
    await copy.close()


def _set_aside(file: Path) -> Path | None:
    if not file.exists():
        return None
    before = file.with_name(f"{file.name}.before-{Clock().now():%Y%m%d-%H%M%S}")
    for end in BESIDE:
        beside = file.with_name(file.name + end)
        if beside.exists():
            beside.replace(before.with_name(before.name + end))
    return before


def _put_keys(found: Path, store: Path, manifest: Manifest) -> Path | None:
    """Keep the old keys beside the store, to be read only: the device they belong to must not come back."""
    if not found.is_dir():
        return None
    archived = store.with_name(f"{store.name}-archive") / f"{manifest.at:%Y%m%d-%H%M%S}"
    archived.mkdir(mode=0o700, parents=True, exist_ok=True)
    for file in found.iterdir():
        file.chmod(0o400)
        (archived / file.name).unlink(missing_ok=True)
        (archived / file.name).write_bytes(file.read_bytes())
        (archived / file.name).chmod(0o400)
    return archived
