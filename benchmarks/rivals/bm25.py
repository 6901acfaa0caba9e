"""bm25s over the trigrams of words, scored by its compiled backend."""

from collections.abc import Iterable, Iterator

import bm25s

from benchmarks.records import Record
from benchmarks.rivals.rival import Rival
from benchmarks.text import fold, telling

PART = 3


class Trigrams(Rival):
    """Over all fields, the names twice."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._ids: list[int] = []
        self._known: dict[str, int] = {}
        texts = []
        for one in records:
            self._ids.append(one.id)
            parts = _parts(self.text(one).split())
            texts.append([self._known.setdefault(part, len(self._known)) for part in parts])
        self._ranking = bm25s.BM25(dtype="float32", backend="numba")
        self._ranking.index((texts, self._known), create_empty_token=False, show_progress=False)
        self._ranking.activate_numba_scorer()

    def text(self, one: Record) -> str:
        """Return what is looked through."""
        return fold(f"{_spoken(one)} {' '.join(one.names)} {one.desc}")

    def find(self, text: str, limit: int) -> list[int]:
        """Return the services that fit best."""
        asked = [self._known[part] for part in _parts(telling(text)) if part in self._known]
        if not asked:
            return []
        found, _ = self._ranking.retrieve([asked], k=limit, n_threads=1, show_progress=False)
        return [self._ids[at] for at in found[0]]


class Brief(Trigrams):
    """Without descriptions, which nobody who asks here speaks of."""

    def text(self, one: Record) -> str:
        """Return what is looked through."""
        return fold(_spoken(one))


def _spoken(one: Record) -> str:
    return " ".join((*one.names, one.place, one.type_fr, one.type_nl, one.aud_fr, one.aud_nl))


def _parts(words: Iterable[str]) -> Iterator[str]:
    for word in words:
        marked = f"^{word}$"
        yield from (marked[at : at + PART] for at in range(len(marked) - PART + 1))
