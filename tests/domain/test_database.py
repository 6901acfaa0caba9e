"""The database: writers write whole or not at all, and one that is lost works again when it is back."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Iterator
from traceback import format_exception

import pytest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import select

from concertbot.domain.concertations import Concertation
from concertbot.domain.database import Database
from concertbot.domain.migrate import migrate
from databases import Databases, climb, name_of, on_a_server
from peers.postgres import Own, Server, own_server

DOWN = (SQLAlchemyError, OSError)  # what callers catch
SOON = 6.0  # seconds


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    """Return a database."""
    opened = Database(url)
    yield opened
    await opened.close()


@pytest.fixture
def server() -> Iterator[Own]:
    """Return a server of this test's own."""
    with own_server(quick=False) as started:
        yield started


async def names(database: Database) -> list[str]:
    """Return the names of all concertations."""
    async with database.read() as session:
        return list((await session.scalars(select(Concertation.name).order_by(Concertation.name))).all())


async def add(database: Database, name: str) -> None:
    """Add a concertation."""
    async with database.write() as session:
        session.add(Concertation(name=name))


async def interrupted(database: Database, interrupt: Callable[[], object]) -> None:
    """Add a concertation, and let something happen before it is kept."""
    async with database.write() as session:
        session.add(Concertation(name="interrupted"))
        await session.flush()
        interrupt()


def fail() -> None:
    """Fail."""
    raise ZeroDivisionError


async def fails_soon(database: Database) -> None:
    """See that reading and writing fail as callers expect, and nobody waits for long."""
    for attempt in (names(database), add(database, "lost")):
        began = time.monotonic()
        with pytest.raises(DOWN):
            await attempt
        assert time.monotonic() - began < SOON


async def test_what_fails_leaves_nothing(database: Database) -> None:
    """A transaction is kept whole or not at all."""
    with pytest.raises(ZeroDivisionError):
        await interrupted(database, fail)
    await add(database, "whole")
    assert await names(database) == ["whole"]


async def test_one_reading_sees_one_state(database: Database) -> None:
    """What others write meanwhile is seen by the next one."""
    async with database.read() as session:
        assert (await session.scalars(select(Concertation.name))).all() == []
        await add(database, "newer")
        assert (await session.scalars(select(Concertation.name))).all() == []
    assert await names(database) == ["newer"]


async def test_many_write_at_once(database: Database) -> None:
    """More than there are connections: each waits for its turn."""
    await asyncio.gather(*(add(database, f"{number:02}") for number in range(30)))
    assert await names(database) == [f"{number:02}" for number in range(30)]


async def test_a_lost_database_works_again(database: Database, url: str, databases: Databases) -> None:
    """Without a new start, for reading and writing."""
    await add(database, "before")
    if database.is_sqlite:  # a file that is open can be read wherever it goes
        await database.close()
    databases.lose(url)
    await fails_soon(database)
    databases.give_back(url)
    await add(database, "after")
    assert await names(database) == ["after", "before"]


async def test_several_processes_climb_once(databases: Databases) -> None:
    """Those that start at once wait for each other."""
    url = databases.bare()
    several = [Database(url) for _ in range(4)]
    await asyncio.gather(*map(migrate, several))
    await add(several[0], "climbed")
    assert [await names(one) for one in several] == [["climbed"]] * 4
    for one in several:
        await one.close()


@on_a_server
async def test_connections_that_are_cut_are_made_anew(database: Database, url: str, postgres: Server) -> None:
    """Idle ones unnoticed; a transaction that is cut is rolled back, and raises what callers expect."""
    await asyncio.gather(*(add(database, str(number)) for number in range(5)))
    assert postgres.cut(name_of(url)) > 1
    await add(database, "after")
    with pytest.raises(DOWN):
        await interrupted(database, lambda: postgres.cut(name_of(url)))
    await add(database, "at last")
    assert await names(database) == ["0", "1", "2", "3", "4", "after", "at last"]


@pytest.mark.parametrize("how", ["stop", "kill"])
async def test_a_server_that_returns(server: Own, how: str) -> None:
    """Stopped in the midst of transactions, or killed and recovering: it fails soon, and goes on with what was kept."""
    url = server.create("restarted")
    await climb(url)
    database = Database(url)
    await add(database, "before")
    with pytest.raises(DOWN):
        await interrupted(database, getattr(server, how))
    await fails_soon(database)
    server.start()
    await add(database, "after")
    assert await names(database) == ["after", "before"]
    await database.close()


async def listen(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Listen, and never say a word."""
    await reader.read()
    writer.close()


@on_a_server
async def test_a_server_that_does_not_answer(database: Database) -> None:
    """Whoever is connected to what never says a word gives up soon."""
    silent = await asyncio.start_server(listen, "127.0.0.1", 0)
    port = silent.sockets[0].getsockname()[1]
    lost = Database(database.url.set(port=port).render_as_string(hide_password=False))
    began = time.monotonic()
    with pytest.raises(DOWN):
        await names(lost)
    assert time.monotonic() - began < SOON
    await lost.close()
    silent.close()


@on_a_server
async def test_what_a_hanging_process_holds_is_released(database: Database) -> None:
    """A transaction in which nothing happens ends by itself, and with it its locks; nobody waits for ever."""
    async with database.read() as session:
        told = [
            (await session.scalars(text(f"SHOW {name}"))).one()
            for name in ("idle_in_transaction_session_timeout", "lock_timeout", "application_name", "TimeZone")
        ]
    assert told == ["30s", "10s", "concertbot", "UTC"]


@on_a_server
async def test_nobody_is_told_the_password(
    url: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """Not by what is raised, logged or printed."""
    secret = "d0nt-t3ll"  # noqa: S105 - made up
    caplog.set_level(logging.DEBUG)
    lost = Database(url.replace("concertbot@", f"nobody:{secret}@"))
    with pytest.raises(DOWN) as raised:
        await add(lost, "x")
    told = "".join((repr(lost), repr(lost.engine), repr(lost.url), repr(raised.value), *format_exception(raised.value)))
    assert secret not in told + caplog.text + "".join(capfd.readouterr())
    assert "nobody" in repr(raised.value)
    await lost.close()
