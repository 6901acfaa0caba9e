"""Every place in which the bot talks. One bot a platform serves all dialogues; each dialogue has somebody new."""

import itertools
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio

from concertbot.chat.clock import Clock
from conftest import furnish
from databases import Databases, Shelf
from everywhere.console_seat import Console, ConsoleSeat, console_bot
from everywhere.matrix_seat import MatrixSeat
from everywhere.seats import Seat
from everywhere.telegram_seat import TelegramSeat
from peers.bot_api import bot_api
from peers.matrix_bot import Bot as MatrixBot
from peers.matrix_bot import People, house_on
from peers.synapse import Synapse
from peers.telegram_bot import Bot as TelegramBot
from peers.telegram_bot import working

NUMBERS = itertools.count(1)
GROUP = "Bassin"
PLACES = ("console", "console room", "matrix room", "matrix encrypted", "matrix direct", "telegram group", "telegram")


@pytest.fixture(scope="session")
def made(shelf_of_sqlite: Shelf, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """Return what makes databases of the demo: a platform is the same on each engine."""
    databases = Databases(shelf_of_sqlite, tmp_path_factory.mktemp("everywhere"))
    yield databases
    databases.clear()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def console(made: Databases) -> AsyncIterator[Console]:
    """Run a bot behind a stream."""
    async with console_bot(made.filled(furnish)) as bot:
        yield bot


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def matrix(
    synapse: Synapse, made: Databases, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[MatrixBot]:
    """Run a bot on a homeserver."""
    async with house_on(synapse, made.filled(furnish), tmp_path_factory.mktemp("bot")).bot() as bot:
        yield bot


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def telegram(made: Databases) -> AsyncIterator[TelegramBot]:
    """Run a bot on a Bot API server."""
    async with bot_api() as server, working(made.filled(furnish), server) as bot:
        bot.reach.get(Clock).freeze(datetime.now(UTC))  # that of the server: a question is not left lying for days
        await server.people.invites("Anna", GROUP)
        yield bot


@pytest_asyncio.fixture(loop_scope="session", params=PLACES)
async def seat(
    request: pytest.FixtureRequest,
    synapse: Synapse,
    console: Console,
    matrix: MatrixBot,
    telegram: TelegramBot,
    tmp_path: Path,
) -> AsyncIterator[Seat]:
    """Return somebody new in a place."""
    name = f"somebody{next(NUMBERS)}"
    async with AsyncExitStack() as stack:
        people = People(synapse, tmp_path, stack)
        sits: dict[str, Callable[[], Awaitable[Seat]]] = {
            "console": lambda: _console(console, name),
            "console room": lambda: _console(console, name, "hall"),
            "matrix room": lambda: _matrix(matrix, people, name),
            "matrix encrypted": lambda: _matrix(matrix, people, name, encrypted=True),
            "matrix direct": lambda: _matrix(matrix, people, name, is_direct=True),
            "telegram group": lambda: _telegram(telegram, name, GROUP),
            "telegram": lambda: _telegram(telegram, name),
        }
        yield await sits[request.param]()


async def _console(console: Console, name: str, room: str = "") -> Seat:
    return ConsoleSeat(console, name, room)


async def _matrix(
    matrix: MatrixBot, people: People, name: str, *, encrypted: bool = False, is_direct: bool = False
) -> Seat:
    person = await (people.secret(name) if encrypted else people.plain(name))
    room = await person.makes_room(matrix.user, encrypted=encrypted, **({"is_direct": True} if is_direct else {}))
    await person.sees_membership(room, matrix.user, "join")
    return MatrixSeat(person, matrix.user, room, direct=is_direct)


async def _telegram(telegram: TelegramBot, name: str, group: str = "") -> Seat:
    return TelegramSeat(telegram.group(group, name) if group else telegram.direct(name))
