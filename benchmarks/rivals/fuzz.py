"""rapidfuzz: the whole list of names is compared with the question."""

from collections.abc import Iterable

from rapidfuzz import fuzz, process

from benchmarks.records import Record
from benchmarks.rivals.rival import Rival
from benchmarks.text import fold

NAMES_A_SERVICE = 3  # so many of the best names leave five services, mostly


class _Fuzz(Rival):
    def __init__(self, records: Iterable[Record]) -> None:
        named = dict.fromkeys((fold(name), one.id) for one in records for name in one.names)
        self._names = [name for name, _ in named]
        self._ids = [found for _, found in named]

    def best(self, text: str, scorer: object, limit: int) -> list[int]:
        """Return the services of the names that the scorer finds most alike."""
        wanted = limit * NAMES_A_SERVICE
        found = process.extract(fold(text), self._names, scorer=scorer, processor=None, limit=wanted)  # type: ignore[call-overload]
        return list(dict.fromkeys(self._ids[at] for _, _, at in found))[:limit]


class WRatio(_Fuzz):
    """By the scorer that rapidfuzz takes when none is said."""

    def find(self, text: str, limit: int) -> list[int]:
        """Return the services that fit best."""
        return self.best(text, fuzz.WRatio, limit)


class TokenSet(_Fuzz):
    """By the words that name and question share."""

    def find(self, text: str, limit: int) -> list[int]:
        """Return the services that fit best."""
        return self.best(text, fuzz.token_set_ratio, limit)
