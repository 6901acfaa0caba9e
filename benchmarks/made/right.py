"""Which services are right for a question to a made-up directory."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence

from benchmarks.records import Record
from benchmarks.text import fold

Ids = tuple[int, ...]


class Right:
    """Knows the services by their names, by the words of these, and by whom they are for."""

    def __init__(self, records: Sequence[Record]) -> None:
        self._named: dict[str, list[int]] = defaultdict(list)
        self._placed: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._serving: dict[tuple[str, str, str], list[int]] = defaultdict(list)
        self._holding: dict[str, set[int]] = defaultdict(set)
        for one in records:
            self._serving[one.type, one.aud_fr, one.commune_fr].append(one.id)
            for name in {fold(name) for name in one.names}:
                self._named[name].append(one.id)
                self._placed[name, one.commune_fr].append(one.id)
                for word in name.split():
                    self._holding[word].add(one.id)
        self._words = sorted(self._holding)

    def named(self, name: str) -> Ids:
        """Return the services of that name."""
        return tuple(self._named[fold(name)])

    def placed(self, name: str, one: Record) -> Ids:
        """Return the services of that name in the commune of this one."""
        return tuple(self._placed[fold(name), one.commune_fr])

    def serving(self, one: Record) -> Ids:
        """Return the services of the same kind, in the same commune, for the same people."""
        return tuple(self._serving[one.type, one.aud_fr, one.commune_fr])

    def frequency(self, word: str) -> int:
        """Return how many services have the word in a name."""
        return len(self._holding[word])

    def holding(self, words: Sequence[str], beginning: str) -> Ids:
        """Return the services whose names hold all the words and one with that beginning."""
        at = bisect_left(self._words, beginning)
        found: set[int] = set()
        while at < len(self._words) and self._words[at].startswith(beginning):
            found |= self._holding[self._words[at]]
            at += 1
        return tuple(sorted(found.intersection(*(self._holding[word] for word in words))))
