"""One bot on one database: a lock file beside it, released by the system when the process ends."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from concertbot.domain.database import Database


class AlreadyRunningError(Exception):
    """Another bot works on this database."""


@contextmanager
def only_one(database: Database) -> Iterator[None]:
    """Hold the lock of a database. Raises AlreadyRunningError at once when another process holds it."""
    path = database.url.database
    if not database.is_sqlite or not path or path == ":memory:":
        yield
        return
    with Path(f"{path}.lock").open("w", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise AlreadyRunningError(path) from None
        yield
