"""PostgreSQL pg_trgm: the question against the part of a service's words that is most like it."""

from collections.abc import Iterable
from contextlib import ExitStack

from benchmarks.records import Record
from benchmarks.rivals.rival import Rival
from benchmarks.rivals.server import served
from benchmarks.text import fold, telling


class _Trgm(Rival):
    index: str
    query: str

    def __init__(self, records: Iterable[Record]) -> None:
        self._stack = ExitStack()
        self._base = self._stack.enter_context(served())
        self._base.execute("CREATE EXTENSION pg_trgm")
        self._base.execute("CREATE TABLE service (id int PRIMARY KEY, words text NOT NULL)")
        with self._base.cursor().copy("COPY service FROM STDIN") as rows:
            for one in records:
                rows.write_row((one.id, _words(one)))
        self._base.execute(self.index.encode())
        self._base.execute("VACUUM ANALYZE service")
        self._base.execute("SET pg_trgm.word_similarity_threshold = 0.4")

    def find(self, text: str, limit: int) -> list[int]:
        """Return the services that fit best."""
        asked = {"asked": " ".join(telling(text)), "limit": limit}
        return [one for (one,) in self._base.execute(self.query.encode(), asked, prepare=True)]

    def stored(self) -> int:
        """Return the bytes of table and index."""
        row = self._base.execute("SELECT pg_total_relation_size('service')").fetchone()
        return int(row[0]) if row else 0

    def close(self) -> None:
        """Stop the server."""
        self._stack.close()


class Gist(_Trgm):
    """The nearest ones, in order, from a GiST index."""

    index = "CREATE INDEX ON service USING gist (words gist_trgm_ops (siglen = 256))"
    query = "SELECT id FROM service ORDER BY %(asked)s <<-> words LIMIT %(limit)s"


class Gin(_Trgm):
    """Those above a threshold from a GIN index, then put in order."""

    index = "CREATE INDEX ON service USING gin (words gin_trgm_ops)"
    query = (
        "SELECT id FROM service WHERE %(asked)s <%% words"
        " ORDER BY word_similarity(%(asked)s, words) DESC LIMIT %(limit)s"
    )


def _words(one: Record) -> str:
    return fold(" ".join((*one.names, one.place, one.type_fr, one.type_nl, one.aud_fr, one.aud_nl)))
