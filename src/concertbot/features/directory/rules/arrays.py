"""Flat arrays: what the index is made of, and the few things that are done with them everywhere."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]
Hashes = NDArray[np.uint64]

NO_INTS: Ints = np.zeros(0, np.int32)
NO_FLOATS: Floats = np.zeros(0, np.float32)


def starts_of(lengths: Iterable[int]) -> Ints:
    """Return where each of some runs of these lengths begins, and where the last one ends."""
    return np.concatenate([[0], np.cumsum(np.fromiter(lengths, np.int64))]).astype(np.int32)


def runs(starts: Ints, of: NDArray[Any]) -> tuple[Ints, Ints]:
    """Return the places that all the given runs cover, one run after the other, and where each run begins in that."""
    first = starts[of]
    lengths = starts[of + 1] - first
    ends = lengths.cumsum()
    begins = ends - lengths
    places = (first - begins).repeat(lengths)
    places += np.arange(len(places), dtype=places.dtype)
    return places, begins


@dataclass(frozen=True, slots=True)
class Postings:
    """For each term the entries that have it, in order, with a weight from 0 to 1."""

    starts: Ints
    docs: Ints
    weights: Floats

    @classmethod
    def gather(cls, terms: NDArray[Any], docs: NDArray[Any], weights: Floats, shape: tuple[int, int]) -> "Postings":
        """Return the postings of so many terms and entries; of what is said twice, the heavier counts."""
        number, width = shape
        keys = terms.astype(np.int64) * max(width, 1) + docs
        order = np.argsort(keys, kind="stable")
        keys = keys[order]
        first = np.flatnonzero(np.diff(keys, prepend=-1))
        heaviest = np.maximum.reduceat(weights[order], first) if len(first) else NO_FLOATS
        found = keys[first]
        counts = np.bincount((found // max(width, 1)).astype(np.intp), minlength=number)
        starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
        return cls(starts, (found % max(width, 1)).astype(np.int32), heaviest.astype(np.float32))

    def of(self, term: int) -> tuple[Ints, Floats]:
        """Return the entries of a term, and their weights; none for a term below 0."""
        if term < 0:
            return NO_INTS, NO_FLOATS
        begin, end = self.starts[term], self.starts[term + 1]
        return self.docs[begin:end], self.weights[begin:end]


@dataclass(frozen=True, slots=True)
class Strings:
    """Many short texts as one."""

    starts: Ints
    content: bytes

    @classmethod
    def pack(cls, texts: Sequence[str]) -> "Strings":
        """Return the texts as one."""
        return cls.join([text.encode() for text in texts])

    @classmethod
    def join(cls, texts: Sequence[bytes]) -> "Strings":
        """Return encoded texts as one."""
        return cls(starts_of(map(len, texts)), b"".join(texts))

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getitem__(self, at: int) -> str:
        return self.content[self.starts[at] : self.starts[at + 1]].decode()

    def at(self, places: Ints) -> list[str]:
        """Return the texts at these places."""
        ends = zip(self.starts[places].tolist(), self.starts[places + 1].tolist(), strict=True)
        return [self.content[begin:end].decode() for begin, end in ends]

    def all(self) -> list[str]:
        """Return the texts one by one."""
        return self.at(np.arange(len(self), dtype=np.int32))
