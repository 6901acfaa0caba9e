"""Backup and restore: one file, taken while the bot works, and a copy that keeps quiet until it may speak."""

import asyncio
import io
import json
import sqlite3
import stat
import tarfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import typer
from sqlalchemy import text
from typer.testing import CliRunner, Result

from concertbot.backup import doors, rows
from concertbot.backup.backing import back_up
from concertbot.backup.manifest import BackupError
from concertbot.backup.restoring import restore
from concertbot.chat.reply import Reply
from concertbot.delivery import outbox
from concertbot.delivery.lock import AlreadyRunningError, Lock
from concertbot.delivery.tables import Inbox, State
from concertbot.domain.database import Database
from concertbot.domain.installation import is_quiet
from concertbot.domain.migrate import migrate
from concertbot.settings import ROOT, Settings, load
from conftest import NOW
from talking import Talk


@pytest.fixture
def here(copied: Path, tmp_path: Path) -> Settings:
    """Return the settings of an installation, with a Matrix store."""
    store = tmp_path / "matrix"
    store.mkdir()
    with closing(sqlite3.connect(store / "keys.sqlite")) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE sessions (key TEXT)")
        connection.execute("INSERT INTO sessions VALUES ('megolm')")
        connection.commit()
    (store / "login.json").write_text('{"token": "geheim"}', encoding="utf-8")
    return at(copied, store)


@pytest.fixture
def elsewhere(tmp_path: Path) -> Settings:
    """Return the settings of a new machine."""
    return at(tmp_path / "new" / "concertbot.sqlite", tmp_path / "new" / "matrix")


def at(database: Path, store: Path) -> Settings:
    """Return the settings of an installation."""
    settings = load(ROOT / "config", f"sqlite:///{database}")
    return settings.model_copy(update={"matrix": settings.matrix.model_copy(update={"store": store})})


def table(path: Path, query: str) -> list[tuple[object, ...]]:
    """Return what a database says."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def every_row(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return all rows but those about the installation itself."""
    names = [one.name for one in rows.tables() if one.name != "installation"]
    return {name: table(path, f"SELECT * FROM {name} ORDER BY 1") for name in names}  # noqa: S608 - our own names


def file_of(settings: Settings) -> Path:
    """Return the database's file."""
    return Path(settings.database.removeprefix("sqlite:///"))


async def test_there_and_back(here: Settings, elsewhere: Settings, tmp_path: Path) -> None:
    """Every row comes back; the old keys are kept to be read, the login stays out, and the copy keeps quiet."""
    path, _ = await back_up(here, tmp_path / "kept.tar")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with tarfile.open(path) as tar:
        assert tar.getnames() == ["manifest.json", "database.sqlite", "matrix/keys.sqlite"]
    assert b"geheim" not in path.read_bytes()
    restored = await restore(elsewhere, path, force=False)
    assert every_row(file_of(elsewhere)) == every_row(file_of(here))
    assert table(file_of(elsewhere), "SELECT quiet FROM installation") == [(1,)]
    assert table(file_of(here), "SELECT count(*) FROM installation") == [(0,)]
    assert restored.keys
    keys = restored.keys / "keys.sqlite"
    assert table(keys, "SELECT * FROM sessions") == [("megolm",)]
    assert stat.S_IMODE(keys.stat().st_mode) == 0o400
    assert not elsewhere.matrix.store.exists()
    assert sorted(one.name for one in file_of(elsewhere).parent.iterdir()) == [
        "concertbot.sqlite",
        "concertbot.sqlite.lock",
        "matrix-archive",
    ]


async def test_while_the_bot_writes(talk: Talk, here: Settings, elsewhere: Settings, tmp_path: Path) -> None:
    """What is in the backup is of one moment: of two rows that are always written together, both or none."""
    done = asyncio.Event()

    async def write() -> int:
        number = 0
        while not done.is_set():
            number += 1
            async with talk.database.write() as session:
                session.add(Inbox(platform="a", event_id=str(number), at=NOW, state=State.DONE))
                await session.flush()
                session.add(Inbox(platform="b", event_id=str(number), at=NOW, state=State.DONE))
        return number

    writing = asyncio.create_task(write())
    for number in range(5):
        await asyncio.sleep(0.05)
        path, _ = await back_up(here, tmp_path / f"{number}.tar")
        await restore(elsewhere, path, force=True)
        counted = table(file_of(elsewhere), "SELECT count(*) FROM inbox GROUP BY platform")
        assert counted[0] == counted[1]
        assert counted[0] > (0,)
    done.set()
    assert await writing > 10


async def test_what_stands_there_is_not_lost(here: Settings, elsewhere: Settings, tmp_path: Path) -> None:
    """It is refused without --force, and kept with it; a bot that runs there is not disturbed."""
    path, _ = await back_up(here, tmp_path / "kept.tar")
    await restore(elsewhere, path, force=False)
    file = file_of(elsewhere)
    (file.parent / f"{file.name}.index-1.npz").write_bytes(b"old")
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE concertation SET name = 'changed since'")
        connection.commit()
    with pytest.raises(BackupError, match="--force"):
        await restore(elsewhere, path, force=False)
    database = Database(elsewhere.database)
    with Lock(database) as lock:
        lock.hold()
        with pytest.raises(AlreadyRunningError):
            await restore(elsewhere, path, force=True)
    await database.close()
    assert table(file, "SELECT name FROM concertation") == [("changed since",)]
    restored = await restore(elsewhere, path, force=True)
    assert restored.before
    assert table(restored.before, "SELECT name FROM concertation") == [("changed since",)]
    assert every_row(file) == every_row(file_of(here))
    assert list(file.parent.glob("*.index-*")) == []


def changed(path: Path, target: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """Return a backup whose files were changed, or left out."""
    with tarfile.open(path) as old, tarfile.open(target, "w") as new:
        for member in old.getmembers():
            file = old.extractfile(member)
            content = change(member.name, file.read() if file else b"")
            if content is not None:
                member.size = len(content)
                new.addfile(member, io.BytesIO(content))
    return target


def with_manifest(**values: object) -> Callable[[str, bytes], bytes]:
    """Return a change of the manifest."""
    return lambda name, content: (
        json.dumps({**json.loads(content), **values}).encode() if name == "manifest.json" else content
    )


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            lambda name, content: content[:-1] + b"x" if name.startswith("data") else content,
            "database.sqlite .*damaged",
        ),
        (lambda name, content: None if name.startswith("data") else content, "database.sqlite is missing"),
        (lambda name, content: b"{}" if name.startswith("mani") else content, "manifest is not understood"),
        (lambda name, content: None if name.startswith("mani") else content, "manifest.json is missing"),
        (with_manifest(revision="9999"), "made by a newer concertbot"),
        (with_manifest(format=2), "made by a newer concertbot"),
        (with_manifest(parts={"database.sqlite": "", "../x": ""}), "names what no backup holds"),
        (with_manifest(parts={"database.sqlite": "", "matrix/../../x": ""}), "names what no backup holds"),
    ],
)
async def test_a_backup_that_is_not_whole(
    here: Settings, elsewhere: Settings, tmp_path: Path, change: Callable[[str, bytes], bytes | None], told: str
) -> None:
    """Is refused, and leaves everything as it was."""
    path, _ = await back_up(here, tmp_path / "kept.tar")
    with pytest.raises(BackupError, match=told):
        await restore(elsewhere, changed(path, tmp_path / "changed.tar", change), force=True)
    assert not file_of(elsewhere).exists()
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("content", [b"", b"no backup at all", b"\0" * 20_000])
async def test_what_is_no_backup(elsewhere: Settings, tmp_path: Path, content: bytes) -> None:
    """Is refused."""
    (tmp_path / "x.tar").write_bytes(content)
    with pytest.raises(BackupError, match=r"no backup|missing"):
        await restore(elsewhere, tmp_path / "x.tar", force=False)


async def test_a_link_in_it(here: Settings, elsewhere: Settings, tmp_path: Path) -> None:
    """Is not followed."""
    path, _ = await back_up(here, tmp_path / "kept.tar")
    with tarfile.open(path) as old, tarfile.open(tmp_path / "link.tar", "w") as new:
        new.addfile(old.getmember("manifest.json"), old.extractfile("manifest.json"))
        link = tarfile.TarInfo("database.sqlite")
        link.type, link.linkname = tarfile.SYMTYPE, str(file_of(here))
        new.addfile(link)
    with pytest.raises(BackupError, match="is no file"):
        await restore(elsewhere, tmp_path / "link.tar", force=False)


async def test_row_by_row(here: Settings, tmp_path: Path) -> None:
    """What goes to and from a server equals what a file holds, and takes the place of all that was there."""
    source, target = Database(here.database), Database(f"sqlite:///{tmp_path}/rows.sqlite")
    await migrate(target)
    async with target.write() as session:
        session.add(Inbox(platform="old", event_id="1", at=NOW))
    async with source.read() as session:
        assert await rows.holds_anything(session)
        await rows.copy(session, target)
    assert every_row(tmp_path / "rows.sqlite") == every_row(file_of(here))
    await source.close()
    await target.close()


def said(door: Callable[..., None], *arguments: str | Path, settings: Settings) -> Result:
    """Say a command line."""
    app = typer.Typer()
    app.command()(door)
    given = {"CONCERTBOT_DATABASE": settings.database, "CONCERTBOT_MATRIX_STORE": str(settings.matrix.store)}
    return CliRunner().invoke(app, [str(one) for one in arguments], env=given)


def test_at_the_command_line(here: Settings, elsewhere: Settings, tmp_path: Path) -> None:
    """Each says what it did and what comes next, or why not in one line."""
    written = said(doors.backup, tmp_path, settings=here)
    assert "with 1 Matrix key store." in written.stdout
    (path,) = tmp_path.glob("concertbot-*.tar")
    again = said(doors.backup, path, settings=here)
    assert (again.exit_code, again.stderr) == (1, f"{path}: not written: {path} is there already: give another name.\n")
    nothing = said(doors.backup, tmp_path / "x.tar", settings=elsewhere)
    assert "there is no database" in nothing.stderr
    restored = said(doors.restore, path, settings=elsewhere)
    assert "sends nothing until you say: concertbot resume" in restored.stdout
    assert "concertbot matrix login" in restored.stdout
    assert said(doors.restore, path, settings=elsewhere).exit_code == 1
    assert "What was there is kept in" in said(doors.restore, path, "--force", settings=elsewhere).stdout
    missing = said(doors.restore, tmp_path / "nothing.tar", "--force", settings=elsewhere)
    assert missing.stderr.endswith("not restored: No such file or directory.\n")


async def quiet_copy(talk: Talk) -> None:
    """Make the bot's database a restored copy in which something waits."""
    async with talk.database.write() as session:
        await session.execute(text("INSERT INTO installation (id, quiet) VALUES (1, 1)"))
        session.add(Inbox(platform="matrix", event_id="$1", body="{}", at=NOW))
        await outbox.put(session, Reply(to="person", address="1"), NOW)


async def waiting(talk: Talk) -> tuple[bool, list[str]]:
    """Return whether the copy is quiet, and in which state its messages are."""
    async with talk.database.read() as session:
        states = await session.execute(text("SELECT state FROM inbox UNION ALL SELECT state FROM outbox"))
        return await is_quiet(session), [state for (state,) in states]


async def test_a_copy_speaks_when_somebody_says_so(talk: Talk, here: Settings) -> None:
    """And says what becomes of what waits: without that, nothing is changed."""
    await quiet_copy(talk)
    asked = await asyncio.to_thread(said, doors.resume, settings=here)
    assert (asked.exit_code, await waiting(talk)) == (1, (True, ["new", "new"]))
    assert asked.stdout.startswith("Waiting: 1 to answer, 1 to send, the oldest since ")
    both = await asyncio.to_thread(said, doors.resume, "--send-waiting", "--drop-waiting", settings=here)
    assert (both.exit_code, await waiting(talk)) == (2, (True, ["new", "new"]))
    sent = await asyncio.to_thread(said, doors.resume, "--send-waiting", settings=here)
    assert (sent.exit_code, await waiting(talk)) == (0, (False, ["new", "new"]))
    again = await asyncio.to_thread(said, doors.resume, "--drop-waiting", settings=here)
    assert "nothing was changed" in again.stdout
    assert await waiting(talk) == (False, ["new", "new"])


async def test_what_waits_may_be_dropped(talk: Talk, here: Settings) -> None:
    """Its words go, too."""
    await quiet_copy(talk)
    dropped = await asyncio.to_thread(said, doors.resume, "--drop-waiting", settings=here)
    assert (dropped.exit_code, await waiting(talk)) == (0, (False, ["cancelled", "cancelled"]))
    assert table(file_of(here), "SELECT body FROM inbox UNION ALL SELECT body FROM outbox") == [("",), ("",)]


async def test_nothing_waits(talk: Talk, here: Settings) -> None:
    """Then there is nothing to ask."""
    async with talk.database.write() as session:
        await session.execute(text("INSERT INTO installation (id, quiet) VALUES (1, 1)"))
    resumed = await asyncio.to_thread(said, doors.resume, settings=here)
    assert (resumed.exit_code, await waiting(talk)) == (0, (False, []))
