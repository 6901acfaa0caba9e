"""What every test may ask for: a bot on a real database of each engine, a frozen clock, and people who talk to it."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.dialects.sqlite.aiosqlite import AsyncAdapt_aiosqlite_connection
from sqlalchemy.pool import Pool

from concertbot.bootstrap import open_reach, put_together
from concertbot.chat.clock import Clock
from concertbot.demo import settle_in
from concertbot.domain import inline
from concertbot.features.care import library, opens
from concertbot.features.directory import catalogue, lexicon
from concertbot.settings import ROOT, load
from databases import ENGINES, Databases, Files, Served, Shelf
from peers.postgres import Server, a_server
from peers.synapse import Synapse, running
from talking import Talk

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@asynccontextmanager
async def talking(url: str) -> AsyncIterator[Talk]:
    """Open a bot on this database."""
    async with open_reach(load(ROOT / "config", url)) as reach:
        reach.get(Clock).freeze(NOW)
        talk = Talk()
        talk.stand_behind(put_together(reach, talk), reach)
        await talk.carrier.get_ready()
        yield talk


async def furnish(url: str) -> None:
    """Put the demo into a database."""
    async with talking(url) as talk:
        await settle_in(talk.reach)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """Return a PostgreSQL server; it is started for the first test that wants it."""
    with a_server() as server:
        yield server


@pytest.fixture(scope="session")
def synapse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Synapse]:
    """Return a Matrix homeserver; it is started for the first test that wants it."""
    with running(tmp_path_factory.mktemp("synapse")) as server:
        yield server


@pytest.fixture(scope="session")
def shelf_of_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """Return what SQLite databases are copied from."""
    return Shelf(Files(), tmp_path_factory.mktemp("masters"))


@pytest.fixture(scope="session")
def shelf_of_postgresql(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    """Return what PostgreSQL databases are copied from."""
    shelf = Shelf(Served(postgres), tmp_path_factory.mktemp("masters"))
    yield shelf
    shelf.clear()


@pytest.fixture(scope="session", autouse=True)
def hasty() -> Iterator[None]:
    """Let SQLite not wait for the disk: no test cuts the power."""

    def hurry(connection: Any, *_: object) -> None:
        if isinstance(connection, AsyncAdapt_aiosqlite_connection | inline.Connection):
            connection.cursor().execute("PRAGMA synchronous=OFF")

    event.listen(Pool, "checkout", hurry)
    yield
    event.remove(Pool, "checkout", hurry)


@pytest.fixture(scope="session", autouse=True)
def read_once() -> Iterator[None]:
    """Read the shipped lexicons once: every bot has the same, and a test takes less time than they do."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(catalogue, "load", cached_below(ROOT, lexicon.load))
        patch.setattr(opens, "crisis_watch", cached_below(ROOT, library.crisis_watch))
        yield


def cached_below(root: Path, read: Callable[[Path], Any]) -> Callable[[Path], Any]:
    """Return what reads each folder below the root only once; others, which tests write, may change."""
    known = cache(read)
    return lambda folder: known(folder) if folder.is_relative_to(root) else read(folder)


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """Return the engine of this test's databases: each such test is run on both."""
    return str(request.param)


@pytest.fixture
def databases(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Databases]:
    """Return what makes databases for this test."""
    made = Databases(request.getfixturevalue(f"shelf_of_{engine}"), tmp_path)
    yield made
    made.clear()


@pytest.fixture
def url(databases: Databases) -> str:
    """Return the address of a database in its newest form, without a row."""
    return databases.newest()


@pytest.fixture
def copied(databases: Databases) -> str:
    """Return the address of a copy of the demo's database."""
    return databases.filled(furnish)


@pytest.fixture
async def talk(copied: str) -> AsyncIterator[Talk]:
    """Open a bot on the demo's database."""
    async with talking(copied) as opened:
        yield opened


@pytest.fixture
async def empty_talk(url: str) -> AsyncIterator[Talk]:
    """Open a bot on an empty database."""
    async with talking(url) as opened:
        yield opened
