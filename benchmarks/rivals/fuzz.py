"""rapidfuzz: the whole list of names is compared with the question."""

from collections.abc import Iterable

from rapidfuzz import fuzz, process

from benchmarks.records import Record
from benchmarks.rivals.rival import Rival
from benchmarks.text import fold

NAMES_A_SERVICE = 3  # so many of the best names leave five services, mostly


class WRatio(Rival):
    """By the scorer that rapidfuzz takes when none is said."""

    scorer = staticmethod(fuzz.WRatio)

    def __init__(self, records: Iterable[Record]) -> None:
        named = dict.fromkeys((fold(name), one.id) for one in records for name in one.names)
        self._names = [name for name, _ in named]
        self._ids = [found for _, found in named]

    def find(self, text: str, limit: int) -> list[int]:
        """Return the services of the names that are most alike."""
        found = process.extract(fold(text), self._names, scorer=self.scorer, limit=limit * NAMES_A_SERVICE)
        return list(dict.fromkeys(self._ids[at] for _, _, at in found))[:limit]


class TokenSet(WRatio):
    """By the words that name and question share."""

    scorer = staticmethod(fuzz.token_set_ratio)
