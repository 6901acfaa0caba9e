"""What lives long is opened once and reached by its type; nothing is global."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import TypeVar, cast

T = TypeVar("T")


class Reach:
    """Holds one instance for each type: the database, the clock, the lookup and so on."""

    def __init__(self) -> None:
        self._by_type: dict[type[object], object] = {}

    def put(self, kind: type[T], instance: T) -> T:
        """Make the instance reachable as this type, and return it."""
        self._by_type[kind] = instance
        return instance

    def get(self, kind: type[T]) -> T:
        """Return the instance of this type. Raises KeyError when bootstrap put none."""
        return cast("T", self._by_type[kind])

    def find(self, kind: type[T]) -> T | None:
        """Return the instance of this type, or None when the ability that offers it is not there."""
        return cast("T | None", self._by_type.get(kind))


# What a command line gets: opens the house on a database (None: the settings') and a folder of settings.
Opener = Callable[[str | None, Path | None], AbstractAsyncContextManager[Reach]]
