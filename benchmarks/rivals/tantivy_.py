"""tantivy: known words by bm25, unknown ones by edits, as a Levenshtein automaton over its dictionary finds them."""

import tempfile
from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import ClassVar

import tantivy
from tantivy import Occur, Query

from benchmarks.records import Record
from benchmarks.rivals.rival import Rival
from benchmarks.text import fold, telling

HEAP = 256_000_000
SHORTEST, LONG = 3, 8  # of a beginning; a word of so many letters may have two errors
TIE = 0.1


class _Tantivy(Rival):
    weights: ClassVar[Mapping[str, float]]  # of the fields
    fuzzy: ClassVar[Mapping[str, float]]  # of the fields where errors are forgiven

    def __init__(self, records: Iterable[Record]) -> None:
        builder = tantivy.SchemaBuilder().add_integer_field("id", fast=True)
        for field in self.weights:
            builder.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
        self._schema = builder.build()
        self._folder = tempfile.TemporaryDirectory(prefix="bench-tantivy-")
        index = tantivy.Index(self._schema, path=self._folder.name)
        writer = index.writer(heap_size=HEAP, num_threads=1)
        for one in records:
            writer.add_document(tantivy.Document(id=one.id, **self.fields(one)))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        self._searcher = index.searcher()

    @abstractmethod
    def fields(self, one: Record) -> dict[str, str]:
        """Return the texts of a service by field."""

    def find(self, text: str, limit: int) -> list[int]:
        """Return the services that fit best."""
        words = telling(text)
        query = Query.boolean_query([(Occur.Should, self._meant(word, last=word is words[-1])) for word in words])
        hits = self._searcher.search(query, limit, count=False).hits
        return [int(one) for one in self._searcher.fast_field_values("id", [address for _, address in hits])]

    def stored(self) -> int:
        """Return the bytes of the files, which are mapped into memory."""
        return sum(path.stat().st_size for path in Path(self._folder.name).iterdir())

    def close(self) -> None:
        """Remove the files."""
        self._folder.cleanup()

    def _meant(self, word: str, *, last: bool) -> Query:
        if any(self._searcher.doc_freq(field, word) for field in self.weights):
            return Query.boolean_query([(Occur.Should, one) for one in self._exact(word)])
        return Query.disjunction_max_query(list(self._guessed(word, last=last)), TIE)

    def _exact(self, word: str) -> Iterator[Query]:
        for field, weight in self.weights.items():
            yield Query.boost_query(Query.term_query(self._schema, field, word, index_option="freq"), weight)

    def _guessed(self, word: str, *, last: bool) -> Iterator[Query]:
        errors = 2 if len(word) >= LONG else 1
        for field, weight in self.fuzzy.items():
            yield Query.boost_query(Query.fuzzy_term_query(self._schema, field, word, distance=errors), weight)
            if last and len(word) >= SHORTEST:
                begun = Query.fuzzy_term_query(self._schema, field, word, distance=0, prefix=True)
                yield Query.boost_query(begun, weight)


class Fields(_Tantivy):
    """Each field with a weight of its own."""

    weights: ClassVar = {"name": 1, "alts": 1, "place": 1.5, "kind": 1, "audience": 1, "about": 1}
    fuzzy: ClassVar = {"name": 8, "alts": 8, "place": 12}

    def fields(self, one: Record) -> dict[str, str]:
        """Return the texts of a service by field."""
        return _texts(one)


class Together(_Tantivy):
    """Everything in one field, and the names once more."""

    weights: ClassVar = {"name": 0.3, "alts": 0.3, "everything": 2}
    fuzzy: ClassVar = {"everything": 8}

    def fields(self, one: Record) -> dict[str, str]:
        """Return the texts of a service by field."""
        texts = _texts(one)
        return {"name": texts["name"], "alts": texts["alts"], "everything": " ".join(texts.values())}


def _texts(one: Record) -> dict[str, str]:
    return {
        "name": fold(one.name),
        "alts": fold(" ".join(one.alts)),
        "place": fold(one.place),
        "kind": fold(f"{one.type_fr} {one.type_nl}"),
        "audience": fold(f"{one.aud_fr} {one.aud_nl}"),
        "about": fold(one.desc),
    }
