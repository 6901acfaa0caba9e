"""All texts of a directory as one stream of words, in flat arrays: what an index is built from."""

import re
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from concertbot.chat.words import fold
from concertbot.domain.lookup import Entry
from concertbot.features.directory.rules.arrays import Flags, Floats, Ints
from concertbot.features.directory.rules.text import LONGEST, WORD, Word, stem, written_out

# The fields of an entry, in the order of their numbers; audiences come last but one, each a little less.
NAME, OWNER, KIND, TERM, TOLD, AUDIENCE = range(6)
AUDIENCES = 10  # audiences that are read
NAME_WEIGHT, OWNER_WEIGHT, KIND_WEIGHT, LISTED, TOLD_WEIGHT, LATER = 1.0, 0.95, 1.0, 0.9, 0.55, 0.02
WEIGHTS: Floats = np.array(
    [
        *(NAME_WEIGHT, OWNER_WEIGHT, KIND_WEIGHT, LISTED, TOLD_WEIGHT),
        *(LISTED + 0.1 - LATER * at for at in range(AUDIENCES)),
    ],
    np.float32,
)
GAP = 64  # places between two texts: more than any phrase reaches
SIMPLE = re.compile("[ -~\u00a0-\u00a9\u00ab-\u00b1\u00b4-\u00b7\u00bb\u00bf-\u017e\u2010-\u2027\u20ac\n\t]*")


class Words:
    """Word forms, numbered as they come, each with its stem and with the mark by which phrases know it."""

    def __init__(self, mark: Callable[[Word], str]) -> None:
        self._mark = mark
        self.texts: dict[str, int] = {}
        self.terms: dict[str, int] = {}  # stems and marks
        self.stems, self.marks = array("i"), array("i")  # by word form
        self._codes: dict[str, int] = {}  # by word as it is written: twice the word form, and whether it was shouted
        self._read: dict[str, list[int]] = {}  # short texts that many entries have

    def codes(self, text: str) -> list[int]:
        """Return the codes of the words of a text: twice the word form, and one more where it was shouted."""
        plain = written_out(text[:LONGEST])
        found = WORD.findall(plain if SIMPLE.fullmatch(plain) else fold(plain))
        known = self._codes
        try:
            return [known[one] for one in found]
        except KeyError:
            return [known[one] if one in known else self._learn(one) for one in found]

    def repeated(self, text: str) -> list[int]:
        """Return the codes of a text that other entries have too."""
        found = self._read.get(text)
        if found is None:
            found = self._read[text] = self.codes(text)
        return found

    def stem_of(self, text: str) -> int:
        """Return the stem of a form, which becomes known."""
        self._form(text)
        return self.stems[self.texts[text]]

    def _learn(self, written: str) -> int:
        text = fold(written)
        self._form(text)
        shouted = written.isupper() and len(written) > 1
        code = self._codes[written] = self.texts[text] * 2 + shouted
        return code

    def _form(self, text: str) -> None:
        if text not in self.texts:
            self.texts[text] = len(self.texts)
            word = Word(text, stem(text), shouted=False)
            self.stems.append(self.terms.setdefault(word.stem, len(self.terms)))
            mark = self._mark(word)
            self.marks.append(self.terms.setdefault(mark, len(self.terms)))


@dataclass(frozen=True, slots=True)
class Stream:
    """The words of all entries, text after text. A word of a text stands one place after the one before."""

    forms: Ints
    shouted: Flags
    texts: Ints  # to which text each word belongs
    places: Ints
    docs: Ints  # by text
    fields: Ints  # by text
    starts: Ints  # where each text begins, and the end

    @classmethod
    def read(cls, entries: Iterable[Entry], words: Words) -> "Stream":
        """Return the words of the entries."""
        codes, docs, fields, lengths = array("i"), array("i"), array("i"), array("i")
        for at, entry in enumerate(entries):
            for field, found in _fields(entry, words):
                codes.extend(found)
                docs.append(at)
                fields.append(field)
                lengths.append(len(found))
        said = np.frombuffer(codes, np.int32) if codes else np.zeros(0, np.int32)
        long = np.frombuffer(lengths, np.int32) if lengths else np.zeros(0, np.int32)
        texts = np.repeat(np.arange(len(long), dtype=np.int32), long)
        return cls(
            forms=said >> 1,
            shouted=(said & 1).astype(np.bool_),
            texts=texts,
            places=np.arange(len(said), dtype=np.int32) + texts * GAP,
            docs=np.array(docs, np.int32),
            fields=np.array(fields, np.int32),
            starts=np.concatenate([[0], np.cumsum(long)]).astype(np.int32),
        )


def _fields(entry: Entry, words: Words) -> Iterator[tuple[int, Sequence[int]]]:
    for name in dict.fromkeys((entry.name, *entry.alternate_names)):
        yield NAME, words.codes(name)
    if entry.organisation:
        yield OWNER, words.repeated(entry.organisation)
    yield KIND, words.repeated(entry.kind)
    for term in entry.terms:
        yield TERM, words.repeated(term)
    for at, audience in enumerate(entry.audiences[:AUDIENCES]):
        yield AUDIENCE + at, words.repeated(audience)
    for told in (entry.eligibility, entry.description):
        if told:
            yield TOLD, words.codes(told)
