"""A PostgreSQL server of one's own, on a socket in a temporary folder."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

BINARIES = "/usr/lib/postgresql"
USER = "nobody"  # as whom the server runs where we are root, which it refuses to be
WAIT, TRIES = 0.1, 100
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "listen_addresses": "",
    "shared_buffers": "512MB",
    "maintenance_work_mem": "256MB",
    "work_mem": "64MB",
    "max_parallel_workers_per_gather": "0",  # one core each
    "max_parallel_maintenance_workers": "0",
    "jit": "off",
}


class MissingError(Exception):
    """There is no PostgreSQL here."""


@contextmanager
def served() -> Iterator[psycopg.Connection[Any]]:
    """Start a server with a new database, and stop it afterwards."""
    programs, rights = _programs(), _rights()
    with tempfile.TemporaryDirectory(prefix="bench-pg-") as folder:
        data = Path(folder) / "data"
        if rights:
            shutil.chown(folder, USER)
        made = [
            str(programs / "initdb"),
            "-D",
            str(data),
            "-A",
            "trust",
            "-U",
            "bench",
            "-E",
            "UTF8",
            "--locale=C",
            "--no-sync",
        ]
        subprocess.run(made, check=True, stdout=subprocess.DEVNULL, cwd=folder, **rights)
        settings = [f"--{name}={value}" for name, value in (SETTINGS | {"unix_socket_directories": folder}).items()]
        command = [str(programs / "postgres"), "-D", str(data), *settings]
        with subprocess.Popen(command, stderr=subprocess.DEVNULL, cwd=folder, **rights) as server:
            try:
                with _connected(folder) as connection:
                    yield connection
            finally:
                server.send_signal(signal.SIGINT)  # at once, whoever is still connected


def _connected(folder: str) -> psycopg.Connection[Any]:
    for _ in range(TRIES):
        try:
            return psycopg.connect(host=folder, user="bench", dbname="postgres", autocommit=True)
        except psycopg.OperationalError:
            time.sleep(WAIT)
    raise MissingError("PostgreSQL did not start")


def _programs() -> Path:
    found = sorted(Path(BINARIES).glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which("postgres")
    if not found and not on_path:
        raise MissingError("the programs of PostgreSQL are not installed")
    return found[-1].parent if found else Path(str(on_path)).parent


def _rights() -> dict[str, Any]:
    if os.geteuid() != 0:
        return {}
    return {"user": USER, "group": pwd.getpwnam(USER).pw_gid, "extra_groups": []}
