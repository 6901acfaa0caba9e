"""Texts by the pairs of letters in them: which of very many are most like a misspelt one."""

from dataclasses import dataclass

import numpy as np

from concertbot.features.directory.rules.arrays import NO_INTS, Ints, Strings, starts_of

SIZES = 256  # a pair of letters is two bytes
RAREST = 12  # pairs of a text that are looked up


@dataclass(frozen=True, slots=True)
class Grams:
    """For each pair of bytes the texts that hold it. A text begins and ends with a 0."""

    starts: Ints
    texts: Ints
    lengths: Ints

    @classmethod
    def of(cls, strings: Strings) -> "Grams":
        """Index the texts."""
        number, lengths = len(strings), np.diff(strings.starts)
        framed = np.zeros(len(strings.content) + 2 * number, np.uint16)
        owners = np.repeat(np.arange(number, dtype=np.int32), lengths)
        framed[np.arange(len(owners)) + 2 * owners + 1] = np.frombuffer(strings.content, np.uint8)
        pairs = framed[:-1] * np.uint16(SIZES) + framed[1:] if number else framed
        whose = np.repeat(np.arange(number, dtype=np.int32), lengths + 2)[:-1]
        kept = np.flatnonzero(pairs)  # between two texts stands nothing
        order = kept[np.argsort(pairs[kept], kind="stable")]
        counts = np.bincount(pairs[kept], minlength=SIZES * SIZES)
        return cls(starts_of(counts), whose[order], lengths.astype(np.int32))

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
