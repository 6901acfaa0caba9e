"""An installation is moved from one database to another with every row, or not at all."""

from collections.abc import AsyncIterator, Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from sqlalchemy import Connection, select, text
from sqlmodel import SQLModel
from typer.testing import CliRunner, Result

from concertbot.db_doors import app
from concertbot.delivery.lock import Lock
from concertbot.delivery.tables import Inbox, Outbox, State, StoredChoice, StoredCursor
from concertbot.demo import settle_in
from concertbot.domain.climb import alembic_config
from concertbot.domain.concertations import Concertation
from concertbot.domain.copying import BATCH, CopyError, copy
from concertbot.domain.database import Database
from concertbot.domain.files import KeptFile
from concertbot.domain.follow_up import ActionItem, AdvocacyPoint
from concertbot.domain.forms import OpenForm
from concertbot.domain.installation import Installation
from concertbot.domain.invitations import InvitationCode
from concertbot.domain.people import Account
from concertbot.features.directory.store.corrections import Correction
from concertbot.features.directory.store.tables import STAGED
from conftest import NOW, talking
from databases import ENGINES, Databases, Shelf, execute, on_a_server, path_of
from peers.postgres import finish

ODD = "d\u00e9j\u00e0 \u2013 \U0001f51f %s :x \\ ' \" \ufeff\u202e\n\t"


def done(number: int) -> Inbox:
    """Return a message that was answered."""
    return Inbox(platform="matrix", event_id=f"${number}", state=State.DONE, at=NOW)


async def fill(url: str) -> None:
    """Put the demo and some rows of everything else into a database."""
    async with talking(url) as talk:
        await settle_in(talk.reach)
        await talk.direct("Karim").asks("!cherche psy")
        held: dict[str, Any] = {"platform": "matrix", "room": "!r", "state": State.HELD}
        async with talk.database.write() as session:
            session.add_all(
                [
                    StoredCursor(platform="matrix", value=ODD),
                    OpenForm(place="console/room/ct2", sender="karim", body=ODD),
                    KeptFile(id="abc", content=bytes(range(256)), at=NOW),
                    Installation(heartbeat=NOW),
                    InvitationCode(digest="abc", expires_at=NOW),
                    ActionItem(concertation_id=1, number=12, what=ODD, due_on=date(2026, 12, 24)),
                    AdvocacyPoint(concertation_id=1, number=3, what=ODD),
                    Correction(source="a", source_id="b", field="phones", value=["02", ODD], was=None, accepted_at=NOW),
                    *(done(number) for number in range(2 * BATCH + 1)),
                    Outbox(id=90, **held, body=ODD, language="fr", at=NOW, not_before=NOW, notify=True),
                    StoredChoice(id="x", outbox_id=90, position=1, says=ODD, language="fr", private=True),
                ]
            )
            (await session.get_one(Account, 1)).reachable = False
            staged = {column.name: ODD for column in STAGED.columns if column.name not in {"id", "import_id"}}
            await session.execute(STAGED.insert(), [{**staged, "import_id": 7}])


@pytest.fixture(params=ENGINES)
def other(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Databases]:
    """Return what makes databases on the same engine or another."""
    folder = tmp_path / "other"
    folder.mkdir()
    made = Databases(request.getfixturevalue(f"shelf_of_{request.param}"), folder)
    yield made
    made.clear()


@pytest.fixture
def file(shelf_of_sqlite: Shelf, tmp_path: Path) -> str:
    """Return the address of a file with an installation in it."""
    return Databases(shelf_of_sqlite, tmp_path).filled(fill)


@pytest.fixture
async def opened() -> AsyncIterator[Callable[[str], Database]]:
    """Return how to open a database; it is closed in the end."""
    every: list[Database] = []

    def opening(url: str) -> Database:
        every.append(Database(url))
        return every[-1]

    yield opening
    for one in every:
        await one.close()


Opened = Callable[[str], Database]


async def rows(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """Return all rows as the tables declare them."""
    async with database.read() as session:
        return {
            table.name: [tuple(row) for row in await session.execute(select(table).order_by(*table.primary_key))]
            for table in SQLModel.metadata.sorted_tables
        }


async def test_every_row_arrives(databases: Databases, other: Databases, opened: Opened) -> None:
    """Of every table, each value as it was; the bot goes on from there."""
    source, target = opened(databases.filled(fill)), opened(other.bare())
    copied = await copy(source, target)
    there, here = await rows(source), await rows(target)
    assert there == here
    assert {name: len(some) for name, some in there.items()} == copied.rows
    assert min(copied.rows.values()) > 0
    async with talking(str(target.url)) as talk:
        assert "CPAS d'Ixelles" in (await talk.direct("Nobody").asks("CPAS Ixelles", id="new")).text
        assert "Ulysse" in (await talk.direct("Nadia").asks("!cherche Ulysse", id="newer")).text


@on_a_server
async def test_nothing_is_mixed(databases: Databases, other: Databases, opened: Opened) -> None:
    """A target with anything in it is refused, and stays as it was."""
    source, target = opened(databases.filled(fill)), opened(other.newest())
    async with target.write() as session:
        session.add(Concertation(name="mine"))
    before = await rows(target)
    with pytest.raises(CopyError, match=r"not empty.* concertation\."):
        await copy(source, target)
    assert await rows(target) == before


async def test_a_failure_leaves_nothing(file: str, url: str, opened: Opened) -> None:
    """What the target cannot hold is named, and no row stays."""
    source, target = opened(file), opened(url)
    async with target.write() as session:
        await session.execute(text("CREATE UNIQUE INDEX once ON inbox (at)"))
    with pytest.raises(CopyError, match="row of inbox does not fit"):
        await copy(source, target)
    assert not any((await rows(target)).values())


def says(*said: str) -> Result:
    """Say a command line."""
    return CliRunner().invoke(app, said)


@on_a_server
def test_nul_is_left_out_and_told(file: str, databases: Databases) -> None:
    """SQLite keeps it in a text, PostgreSQL does not."""
    target = databases.bare()
    finish(execute(file, "UPDATE person SET name = 'A' || char(0) || 'b' WHERE id = 1"))
    told = says("copy", file, target)
    assert told.exit_code == 0, told.output
    assert "1 texts of person held the character NUL" in told.stdout
    assert "4 person" in told.stdout
    assert finish(names(target))[0] == "Ab"


async def names(url: str) -> list[str]:
    """Return the names of all people."""
    database = Database(url)
    found = [str(row[1]) for row in (await rows(database))["person"]]
    await database.close()
    return found


def test_a_running_bot_is_left_alone(file: str, url: str) -> None:
    """Nothing is copied while one works on the source."""
    source = Database(file)
    with Lock(source) as lock:
        lock.hold()
        told = says("copy", file, url)
    assert (told.exit_code, told.stdout) == (1, "")
    assert "Stop it first" in told.stderr
    assert says("copy", file, url).exit_code == 0


def test_an_older_form_is_refused(file: str, url: str) -> None:
    """It is told how to bring it to the newest; then it is copied."""
    finish(descend(file))
    assert "in form 0002; the newest is" in says("revision", "--database", file).stdout
    refused = says("copy", file, url)
    assert refused.exit_code == 1
    assert "concertbot db migrate" in refused.stderr
    assert "came from 0002" in says("migrate", "--database", file).stdout
    assert "was already" in says("migrate", "--database", file).stdout
    assert says("copy", file, url).exit_code == 0


async def descend(url: str) -> None:
    """Bring a database to an older form."""

    def down(connection: Connection) -> None:
        command.downgrade(alembic_config(connection), "0002")

    database = Database(url)
    async with database.writing() as connection:
        await connection.run_sync(down)
    await database.close()


def test_mistakes_are_told(file: str, url: str, tmp_path: Path) -> None:
    """What is not there, the same twice, and what cannot be reached; no file is made, and no password told."""
    assert "it is empty" in says("revision", "--database", f"sqlite:///{tmp_path}/none.sqlite").stdout
    assert "no database" in says("copy", f"sqlite:///{tmp_path}/none.sqlite", url).stderr
    assert not (tmp_path / "none.sqlite").exists()
    assert "the same" in says("copy", file, file).stderr
    path_of(bare := f"sqlite:///{tmp_path}/bare.sqlite").touch()
    assert "no installation" in says("copy", bare, url).stderr
    lost = says("copy", file, "postgresql://me:s3cr3t@127.0.0.1:1/x")
    assert lost.exit_code == 1
    assert "cannot be reached" in lost.stderr
    assert "s3cr3t" not in lost.output
    assert "give a URL" in says("copy", file, "mysql://me:s3cr3t@h/x").stderr
