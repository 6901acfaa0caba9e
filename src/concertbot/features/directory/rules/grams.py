"""Texts by the pairs of letters in them: which of very many are most like a misspelt one."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from concertbot.features.directory.rules.arrays import NO_INTS, Ints, Strings, starts_of

SIZES = 256  # a pair of letters is two bytes
SOME = 20_000  # texts that are indexed at a time
RAREST = 12  # pairs of a text that are looked up


@dataclass(frozen=True, slots=True)
class Grams:
    """For each pair of bytes the texts that hold it. A text begins and ends with a 0."""

    starts: Ints
    texts: Ints
    lengths: Ints

    @classmethod
    def of(cls, strings: Strings) -> "Grams":
        """Index the texts, some at a time, so that little is in memory beside the result."""
        counts = np.zeros(SIZES * SIZES, np.int64)
        for _, pairs, _ in _pairs(strings):
            counts += np.bincount(pairs, minlength=SIZES * SIZES)
        starts = starts_of(counts)
        texts, ahead = np.zeros(int(starts[-1]), np.int32), starts[:-1].astype(np.int64)
        for first, pairs, whose in _pairs(strings):
            order = pairs.argsort(kind="stable")
            sorted_pairs = pairs[order]
            begins = np.searchsorted(sorted_pairs, sorted_pairs)  # of the run in which each stands
            texts[ahead[sorted_pairs] + np.arange(len(order)) - begins] = whose[order] + first
            ahead += np.bincount(pairs, minlength=SIZES * SIZES)
        return cls(starts, texts, np.diff(strings.starts).astype(np.int32))

    def likest(self, text: bytes, most: int) -> Ints:
        """Return at most so many of the texts that share most with this one, the likest first."""
        framed = np.frombuffer(b"\0" + text + b"\0", np.uint8).astype(np.int32)
        pairs = np.array(sorted(set((framed[:-1] * SIZES + framed[1:]).tolist())))
        begins, ends = self.starts[pairs], self.starts[pairs + 1]
        frequency = ends - begins
        rarest = frequency.argsort(kind="stable")[: RAREST + int((frequency == 0).sum())]
        places = zip(begins[rarest].tolist(), ends[rarest].tolist(), strict=True)
        found = np.concatenate([NO_INTS, *(self.texts[begin:end] for begin, end in places)])
        if not len(found):
            return found
        shared = np.bincount(found, minlength=len(self.lengths))
        enough = (shared >= max(int(shared.max()) - 2, 2) // 2).nonzero()[0]
        alike = shared[enough] / (self.lengths[enough] + len(framed))
        if len(enough) > most:
            likest = np.argpartition(-alike, most)[:most]
            enough, alike = enough[likest], alike[likest]
        return enough[np.lexsort((enough, -alike))].astype(np.int32)


def _pairs(strings: Strings) -> Iterator[tuple[int, NDArray[np.uint16], Ints]]:
    """Yield some texts at a time: the first of them, the pairs in them, and in which of them each stands."""
    for first in range(0, len(strings), SOME):
        starts = strings.starts[first : first + SOME + 1]
        lengths, number = np.diff(starts), len(starts) - 1
        whose = np.repeat(np.arange(number, dtype=np.int32), lengths)
        framed = np.zeros(int(lengths.sum()) + 2 * number, np.uint16)
        content = strings.content[starts[0] : starts[-1]]
        framed[np.arange(len(whose)) + 2 * whose + 1] = np.frombuffer(content, np.uint8)
        pairs = framed[:-1] * np.uint16(SIZES) + framed[1:]
        kept = pairs.nonzero()[0]  # between two texts stands nothing
        yield first, pairs[kept], np.repeat(np.arange(number, dtype=np.int32), lengths + 2)[:-1][kept]
