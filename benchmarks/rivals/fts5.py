"""SQLite FTS5, by words and by trigrams, with and without spelling."""

import sqlite3
from abc import abstractmethod
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from benchmarks.records import Record
from benchmarks.rivals.rival import Rival
from benchmarks.rivals.spelling import Spelling
from benchmarks.text import fold, telling

COLUMNS = {"name": 10, "alts": 8, "place": 6, "kind": 4, "audience": 3, "about": 1}  # with their weights
SHORTEST = 3  # letters that make a trigram, or a beginning


class _Fts5(Rival):
    tokenizer = "unicode61"
    fills = True  # the page, with what fits less

    def __init__(self, records: Iterable[Record]) -> None:
        self._base = sqlite3.connect(":memory:", isolation_level=None)
        columns, weights = ", ".join(COLUMNS), ", ".join(map(str, COLUMNS.values()))
        self._base.execute(f"CREATE VIRTUAL TABLE service USING fts5({columns}, tokenize = '{self.tokenizer}')")
        self._base.execute("BEGIN")
        places = ", ".join("?" * (len(COLUMNS) + 1))
        insert = f"INSERT INTO service (rowid, {columns}) VALUES ({places})"  # noqa: S608 - names of our own
        self._base.executemany(insert, ((one.id, *_texts(one)) for one in records))
        self._base.execute("COMMIT")
        self._base.execute("INSERT INTO service (service) VALUES ('optimize')")
        self._base.execute("INSERT INTO service (service, rank) VALUES ('rank', ?)", (f"bm25({weights})",))

    def find(self, text: str, limit: int) -> list[int]:
        """Return the services of the first expression that has enough, then those of the further ones."""
        found: dict[int, None] = {}
        enough = limit if self.fills else 1
        for expression in self.expressions(telling(text)):
            if expression and len(found) < enough:
                rows = self._base.execute(
                    "SELECT rowid FROM service WHERE service MATCH ? ORDER BY rank LIMIT ?", (expression, limit)
                )
                found.update((one, None) for (one,) in rows)
        return list(found)[:limit]

    @abstractmethod
    def expressions(self, words: Sequence[str]) -> Iterator[str]:
        """Yield what to look for, the strictest first."""

    def close(self) -> None:
        """Let go of the database."""
        self._base.close()


class Words(_Fts5):
    """Every word, then any; the last word may be a beginning."""

    def expressions(self, words: Sequence[str]) -> Iterator[str]:
        """Yield what to look for, the strictest first."""
        yield from _joined([*_quoted(words[:-1]), *_begun(words[-1:])])


class SpelledWords(_Fts5):
    """The same, where an unknown word stands for the known ones that are most like it."""

    shortest = 1

    def __init__(self, records: Iterable[Record]) -> None:
        kept = list(records)
        super().__init__(kept)
        self._spelling = Spelling(Counter(word for one in kept for text in _texts(one) for word in text.split()))

    def expressions(self, words: Sequence[str]) -> Iterator[str]:
        """Yield what to look for, the strictest first."""
        meant = [self._meant(word, last=word is words[-1]) for word in words if len(word) >= self.shortest]
        yield from _joined([" OR ".join(choices) for choices in meant if choices])

    def _meant(self, word: str, *, last: bool) -> list[str]:
        if self._spelling.known(word):
            return _quoted([word])
        return [*_quoted(self._spelling.near(word)), *(_begun([word]) if last else ())]


class StrictWords(SpelledWords):
    """The same, content with what holds every word, even where that is less than a page."""

    fills = False


class Trigrams(_Fts5):
    """Any three letters of the question."""

    tokenizer = "trigram"

    def expressions(self, words: Sequence[str]) -> Iterator[str]:
        """Yield what to look for."""
        parts = (word[at : at + SHORTEST] for word in words for at in range(len(word) - SHORTEST + 1))
        yield " OR ".join(_quoted(dict.fromkeys(parts)))


class SpelledTrigrams(SpelledWords):
    """Every word as a part of one, then any; unknown words as in `SpelledWords`."""

    tokenizer = "trigram"
    shortest = SHORTEST


def _texts(one: Record) -> list[str]:
    alts, kind, audience = " ".join(one.alts), f"{one.type_fr} {one.type_nl}", f"{one.aud_fr} {one.aud_nl}"
    return [fold(text) for text in (one.name, alts, one.place, kind, audience, one.desc)]


def _quoted(words: Iterable[str]) -> list[str]:
    return [f'"{word}"' for word in words]


def _begun(words: Iterable[str]) -> list[str]:
    return [f'"{word}"*' if len(word) >= SHORTEST else f'"{word}"' for word in words]


def _joined(groups: Sequence[str]) -> Iterator[str]:
    yield " AND ".join(f"({group})" for group in groups)
    yield " OR ".join(groups)
