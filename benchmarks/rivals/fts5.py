"""SQLite FTS5, by words and by trigrams, with and without spelling."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from benchmarks.records import Record
from benchmarks.rivals.spelling import Spelling
from benchmarks.text import fold, telling

COLUMNS = {"name": 10, "alts": 8, "place": 6, "kind": 4, "audience": 3, "about": 1}  # with their weights
SHORTEST = 3  # letters that make a trigram
BEGUN = 3  # a last word of as many letters may be the beginning of one


class _Fts5:
    tokenizer = "unicode61"

    def __init__(self, records: Iterable[Record]) -> None:
        self._base = sqlite3.connect(":memory:", isolation_level=None)
        columns = ", ".join(COLUMNS)
        self._base.execute(f"CREATE VIRTUAL TABLE service USING fts5({columns}, tokenize = '{self.tokenizer}')")
        places = ", ".join("?" * (len(COLUMNS) + 1))
        self._base.execute("BEGIN")
        self._base.executemany(
            f"INSERT INTO service (rowid, {columns}) VALUES ({places})",  # noqa: S608 - names of our own
            map(_row, records),
        )
        self._base.execute("COMMIT")
        self._base.execute("INSERT INTO service (service) VALUES ('optimize')")
        weights = ", ".join(map(str, COLUMNS.values()))
        self._base.execute(f"INSERT INTO service (service, rank) VALUES ('rank', 'bm25({weights})')")  # noqa: S608

    def vocabulary(self) -> dict[str, int]:
        """Return each word with the number of services that have it."""
        self._base.execute("CREATE VIRTUAL TABLE IF NOT EXISTS word USING fts5vocab(service, row)")
        return dict(self._base.execute("SELECT term, doc FROM word"))

    def asked(self, expressions: Iterable[str], limit: int) -> list[int]:
        """Return the services of the first expression that has enough, then those of the further ones."""
        found: dict[int, None] = {}
        for expression in expressions:
            rows = self._base.execute(
                "SELECT rowid FROM service WHERE service MATCH ? ORDER BY rank LIMIT ?", (expression, limit)
            )
            found.update((one, None) for (one,) in rows)
            if len(found) >= limit:
                break
        return list(found)[:limit]


class Words(_Fts5):
    """Every word, else most of them, by bm25; the last word may be a beginning."""

    def find(self, text: str, limit: int) -> list[int]:
        """Return the services that fit best."""
        words = telling(text)
        return self.asked(_joined([*_quoted(words[:-1]), _begun(words[-1])]), limit) if words else []


class SpelledWords(_Fts5):
    """The same, where each unknown word becomes the known ones that are most like it."""

    def __init__(self, records: Iterable[Record]) -> None:
        super().__init__(records)
        self._spelling = Spelling(self.vocabulary())

    def find(self, text: str, limit: int) -> list[int]:
        """Return the services that fit best."""
        words = telling(text)
        groups = [self._meant(word, last=at == len(words)) for at, word in enumerate(words, 1)]
        known = [group for group in groups if group]
        return self.asked(_joined(known), limit) if known else []

    def _meant(self, word: str, *, last: bool) -> str:
        if self._spelling.known(word):
            return f'"{word}"'
        near = _quoted(self._spelling.near(word))
        if last and len(word) >= BEGUN:
            near = [*near, _begun(word)]
        return f"({' OR '.join(near)})" if near else ""


class Trigrams(_Fts5):
    """Any trigram of the question, by bm25."""

    tokenizer = "trigram"

    def find(self, text: str, limit: int) -> list[int]:
        """Return the services that fit best."""
        parts = dict.fromkeys(part for word in telling(text) for part in _trigrams(word))
        return self.asked([" OR ".join(_quoted(parts))], limit) if parts else []

class Sub(_Fts5):
    tokenizer = "trigram"

    def find(self, text: str, limit: int) -> list[int]:
        """Return the services that fit best."""
        words=[w for w in telling(text) if len(w)>2]
        return self.asked(_joined(_quoted(words)), limit) if words else []

class SpelledSub(SpelledWords):
    tokenizer = "trigram"
    def __init__(self, records: Iterable[Record]) -> None:
        records=list(records)
        from collections import Counter
        c=Counter(w for r in records for f in _row(r)[1:] for w in f.split() )
        _Fts5.__init__(self,records)
        self._spelling=Spelling(c)
    def _meant(self, word: str, *, last: bool) -> str:
        if len(word)<3: return ""
        if self._spelling.known(word): return f'"{word}"'
        near = _quoted(self._spelling.near(word))
        if last: near=[*near,f'"{word}"']
        return f"({' OR '.join(near)})" if near else ""


def _row(one: Record) -> tuple[int, str, str, str, str, str, str]:
    texts = (one.name, " ".join(one.alts), one.place, f"{one.type_fr} {one.type_nl}", f"{one.aud_fr} {one.aud_nl}")
    return (one.id, *map(fold, texts), fold(one.desc))  # type: ignore[return-value]


def _quoted(words: Iterable[str]) -> list[str]:
    return [f'"{word}"' for word in words]


def _begun(word: str) -> str:
    return f'"{word}"*' if len(word) >= BEGUN else f'"{word}"'


def _joined(groups: Sequence[str]) -> Iterator[str]:
    yield " AND ".join(groups)
    yield " OR ".join(groups)


def _trigrams(word: str) -> Iterator[str]:
    return (word[at : at + SHORTEST] for at in range(len(word) - SHORTEST + 1))
