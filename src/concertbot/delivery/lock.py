"""One bot on one database: a lock file beside it, released by the system when the process ends."""

import fcntl
from typing import Self, TextIO

from concertbot.domain.database import Database


class AlreadyRunningError(Exception):
    """Another bot works on this database."""


class Lock:
    """Keeps other bots off a database, from the first `hold` to the end of the context."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._file: TextIO | None = None

    def hold(self) -> None:
        """Hold the lock. Raises AlreadyRunningError when another process does, OSError when it has no place."""
        path = self._database.file
        if self._file or path is None:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.with_name(path.name + ".lock").open("w", encoding="utf-8")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            raise AlreadyRunningError(str(path)) from None
        self._file = file

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._file:
            self._file.close()
