"""Databases for tests, the same on each engine: bare, in their newest form, or filled with something."""

import itertools
import os
import shutil
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import pytest
from sqlalchemy import inspect, text

from concertbot.domain.database import Database
from concertbot.domain.migrate import migrate
from peers.postgres import Server, finish

ENGINES = ("sqlite", "postgresql")
# For tests whose point is a file, such as its lock, or that would only say the same again on a server.
on_files = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
on_a_server = pytest.mark.parametrize("engine", ["postgresql"], indirect=True)

NUMBERS = itertools.count(1)
Fill = Callable[[str], Coroutine[Any, Any, None]]  # gets the address of a database with nothing in it


async def climb(url: str) -> None:
    """Bring a database to its newest form."""
    database = Database(url)
    await migrate(database)
    await database.close()


async def execute(url: str, statement: str) -> None:
    """Execute a statement on a database."""
    database = Database(url)
    async with database.write() as session:
        await session.execute(text(statement))
    await database.close()


async def everything(url: str) -> str:
    """Return all that stands in a database."""
    database = Database(url)
    async with database.read() as session:
        names = await session.run_sync(lambda sync: inspect(sync.connection()).get_table_names())
        rows = [row for name in names for row in await session.execute(text(f'SELECT * FROM "{name}"'))]  # noqa: S608
    await database.close()
    return str(rows)


class Engine(Protocol):
    """Where databases are made."""

    def bare(self, folder: Path) -> str:
        """Return the address of a new database with nothing in it."""

    def like(self, master: str, folder: Path) -> str:
        """Return the address of a copy."""

    def drop(self, url: str) -> None:
        """Let a database go."""

    def lose(self, url: str) -> None:
        """Make a database unreachable, as if its disk or its server were gone."""

    def give_back(self, url: str) -> None:
        """Make it reachable again, as it was."""


class Files:
    """SQLite: each database is a file, which goes with its folder."""

    def bare(self, folder: Path) -> str:
        """Return the address of a new database with nothing in it."""
        return f"sqlite:///{folder}/made{next(NUMBERS)}.sqlite"

    def like(self, master: str, folder: Path) -> str:
        """Return the address of a copy."""
        url = self.bare(folder)
        shutil.copy(path_of(master), path_of(url))
        return url

    def drop(self, url: str) -> None:
        """Leave it to its folder."""

    def lose(self, url: str) -> None:
        """Put a folder in its place."""
        path = path_of(url)
        hidden = path.with_name(f"lost-{path.name}")
        hidden.mkdir()
        for file in path.parent.glob(path.name + "*"):
            file.rename(hidden / file.name)
        path.mkdir()

    def give_back(self, url: str) -> None:
        """Put it back."""
        path = path_of(url)
        path.rmdir()
        for file in path.with_name(f"lost-{path.name}").iterdir():
            file.rename(path.with_name(file.name))


@dataclass(frozen=True)
class Served:
    """PostgreSQL: each database is one of a server's."""

    server: Server

    def bare(self, folder: Path) -> str:
        """Return the address of a new database with nothing in it."""
        return self.like("template0", folder)

    def like(self, master: str, folder: Path) -> str:
        """Return the address of a copy."""
        del folder
        return self.server.create(f"concertbot_test_{os.getpid()}_{next(NUMBERS)}", name_of(master))

    def drop(self, url: str) -> None:
        """Drop it, whoever is still connected."""
        self.server.drop(name_of(url))

    def lose(self, url: str) -> None:
        """Cut all connections, and take no more."""
        self.server.say(f'ALTER DATABASE "{name_of(url)}" ALLOW_CONNECTIONS false', "SELECT 1")
        self.server.cut(name_of(url))

    def give_back(self, url: str) -> None:
        """Take connections again."""
        self.server.say(f'ALTER DATABASE "{name_of(url)}" ALLOW_CONNECTIONS true', "SELECT 1")


@dataclass
class Shelf:
    """What databases are copied from, each made when it is first wanted."""

    engine: Engine
    folder: Path
    masters: dict[Fill, str] = field(default_factory=dict)

    def master(self, fill: Fill) -> str:
        """Return the address of a database that was filled like this, and is not to be changed."""
        if fill not in self.masters:
            url = self.engine.bare(self.folder)
            finish(fill(url))
            self.masters[fill] = url
        return self.masters[fill]

    def clear(self) -> None:
        """Let all go."""
        for url in self.masters.values():
            self.engine.drop(url)


@dataclass
class Databases:
    """Makes databases that last for one test."""

    shelf: Shelf
    folder: Path  # of the test
    made: list[str] = field(default_factory=list)

    def bare(self) -> str:
        """Return the address of a database with nothing in it."""
        return self._note(self.shelf.engine.bare(self.folder))

    def newest(self) -> str:
        """Return the address of a database in its newest form, without a row."""
        return self.filled(climb)

    def filled(self, fill: Fill) -> str:
        """Return the address of a database that was filled like this."""
        return self._note(self.shelf.engine.like(self.shelf.master(fill), self.folder))

    def lose(self, url: str) -> None:
        """Make a database unreachable, as if its disk or its server were gone."""
        self.shelf.engine.lose(url)

    def give_back(self, url: str) -> None:
        """Make it reachable again, as it was."""
        self.shelf.engine.give_back(url)

    def clear(self) -> None:
        """Let all go."""
        for url in self.made:
            self.shelf.engine.drop(url)

    def _note(self, url: str) -> str:
        self.made.append(url)
        return url


def path_of(url: str) -> Path:
    """Return the file of a SQLite database."""
    return Path(url.removeprefix("sqlite:///"))


def name_of(url: str) -> str:
    """Return the name of a server's database."""
    return url.rpartition("/")[2]
