"""The database cannot be written: nothing is acknowledged, health is red, and all is answered when it can."""

import asyncio
import os
import sqlite3
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import event

from concertbot.domain.database import Database
from concertbot.settings import Settings
from databases import Databases, on_a_server, on_files, path_of
from outages.in_service import Service
from outages.rig import Api, Bots, until
from peers.bot_api import BotApi
from peers.matrix_person import MatrixPerson
from peers.postgres import free_port

SOON = 10.0  # seconds in which health has to be red
PEOPLE = ("Anna", "Basile", "Chloé", "Dirk", "Elif")
LONG = "x" * 3900  # a message that needs a page of its own


@contextmanager
def told(database: Database, refusing: str, allowing: str) -> Iterator[None]:
    """Let each connection be told a pragma, and another when this is over."""
    said = [refusing]

    def tell(connection: Any, *_: object) -> None:
        connection.cursor().execute(f"PRAGMA {said[0]}")

    for engine in database.engines:
        event.listen(engine.sync_engine, "checkout", tell)
    yield
    said[0] = allowing


@contextmanager
def full(service: Service) -> Iterator[None]:
    """Let the database be full: SQLite's own limit, as with a disk without a free page."""
    with closing(sqlite3.connect(service.reach.get(Database).file or "")) as connection:
        connection.execute("VACUUM")  # no page is left of what went
    with told(service.reach.get(Database), "max_page_count=1", "max_page_count=1000000"):
        yield


@contextmanager
def read_only(service: Service) -> Iterator[None]:
    """Let the database be read only."""
    with told(service.reach.get(Database), "query_only=ON", "query_only=OFF"):
        yield


async def each_once(server: BotApi, number: int) -> None:
    """Wait until all is answered, and see that nothing is answered twice."""

    async def answered() -> bool:
        return len(server.sent()) >= number

    await until(answered, 30)
    await asyncio.sleep(0.5)
    count = Counter((one["chat"]["id"], one["reply_to_message"]["message_id"]) for one in server.sent())
    assert (len(count), set(count.values())) == (number, {1})


async def all_say(server: BotApi, text: str) -> None:
    """Let everybody say something."""
    for name in PEOPLE:
        await server.people.says(name, text)


async def nothing_moves(service: Service, server: BotApi) -> None:
    """See that nothing is acknowledged while it is so."""
    position, waiting, sent = await service.moves(), len(server.world.updates), len(server.sent())
    await asyncio.sleep(1.5)
    assert waiting > 0
    assert (await service.moves(), len(server.world.updates), len(server.sent())) == (position, waiting, sent)


@on_files
@pytest.mark.parametrize("refused", [full, read_only])
async def test_a_database_that_cannot_be_written(
    on_telegram: Service, server: BotApi, refused: Callable[[Service], Any]
) -> None:
    """The platform keeps what comes, and gives it again."""
    await all_say(server, "/aide")
    await each_once(server, len(PEOPLE))
    await on_telegram.turns(200, SOON)
    with refused(on_telegram):
        for _ in range(9):
            await all_say(server, f"/aide {LONG}")
        await on_telegram.turns(503, SOON)
        await nothing_moves(on_telegram, server)
    await each_once(server, 10 * len(PEOPLE))
    await on_telegram.turns(200, SOON)


@on_a_server
async def test_a_database_that_is_gone(on_telegram: Service, server: BotApi, databases: Databases, copied: str) -> None:
    """The same when it is lost while it is used: its server is gone, and comes back."""
    await all_say(server, "/aide")
    await each_once(server, len(PEOPLE))
    databases.lose(copied)
    await all_say(server, "/aide")
    await on_telegram.turns(503, SOON)
    await nothing_moves(on_telegram, server)
    databases.give_back(copied)
    await each_once(server, 2 * len(PEOPLE))
    await on_telegram.turns(200, SOON)


@on_files
async def test_a_full_database_on_matrix(on_matrix: Service, anna: MatrixPerson) -> None:
    """The position stays, so that the homeserver gives again what could not be kept."""
    user = on_matrix.reach.get(Settings).matrix.user
    room = await anna.makes_room(user)
    await anna.sees_membership(room, user, "join")
    await anna.asks(room, "!aide")
    with full(on_matrix):
        asked = [await anna.says(room, f"!aide {LONG}") for _ in range(6)]
        await on_matrix.turns(503, SOON)
        position = await on_matrix.moves()
        await asyncio.sleep(1.5)
        assert await on_matrix.moves() == position
    answers = [await anna.hears_answer(one) for one in asked]
    await anna.look(1.0)
    assert len(answers) == len({one["event_id"] for one in answers}) == len(asked)
    mine = [one for one in anna.seen if one["sender"] == user and one["type"] == "m.room.message"]
    assert len(mine) == 1 + len(asked)


@contextmanager
def disk(folder: Path) -> Iterator[Path]:
    """Have a disk of a few megabytes."""
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", folder], check=True, timeout=10)  # noqa: S603, S607
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True, timeout=10)  # noqa: S603, S607


def fill(file: Path) -> None:
    """Fill the disk to its last byte."""
    with suppress(OSError), file.open("wb", buffering=0) as ballast:
        while True:
            ballast.write(bytes(4096))


# Who may not mount anything has the limits of SQLite itself, above.
DISKS = [disk] if os.geteuid() == 0 else []


@on_files
@pytest.mark.parametrize("mounted", DISKS)
async def test_a_disk_that_is_full(
    copied: str, api: Api, bots: Bots, tmp_path: Path, mounted: Callable[[Path], Any]
) -> None:
    """With a real one, and a bot in a process of its own that goes on when there is space again."""
    with ExitStack() as stack:
        place = stack.enter_context(mounted(tmp_path / "disk"))
        file = place / "bot.sqlite"
        file.write_bytes(path_of(copied).read_bytes())
        listen = f"127.0.0.1:{free_port()}"
        bot = await bots.on_telegram(f"sqlite:///{file}", api, web_listen=listen)
        await until(api.polled)
        async with httpx.AsyncClient(base_url=f"http://{listen}", timeout=10) as web:

            async def red() -> bool:
                return (await web.get("/healthz")).status_code == 503

            fill(place / "ballast")
            for name in PEOPLE:
                await api.says(name, "/aide " + LONG)
            await until(red, SOON)
            assert (await api.order("state"))["pending"] > 0
            (place / "ballast").unlink()
            await api.answers(len(PEOPLE))
            await asyncio.sleep(1)
            assert set((await api.answered()).values()) == {1}
            await until(lambda: _not(red), SOON)
        await bot.stopped()


async def _not(true: Callable[[], Any]) -> bool:
    return not await true()
