"""A small linear model of crisis wording, learnt from examples: it hears what no pattern foresaw.

A text is the set of its pieces: words, pairs and triples of words, pairs with one word between, and runs of three to
five letters. Each piece falls in a bucket by its checksum, each bucket has a weight, and their sum says how likely the
text is crisis wording.
"""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from zlib import crc32

from concertbot.chat.words import fold

BUCKETS = 1 << 17
WORD = re.compile(r"[a-z0-9]+")
LETTERS = (3, 4, 5)
WORDS = 3
PLACEHOLDER = "0"  # stands for every number: which one it is says nothing


@dataclass(frozen=True, slots=True)
class Model:
    """Weights by bucket, what they are multiplied by, and what is added to their mean."""

    weights: Sequence[float]
    bias: float
    scale: float = 1.0

    def likelihood(self, text: str) -> float:
        """Return how likely a text is crisis wording, from 0 to 1; 0 for a text without words."""
        found = buckets(text)
        whole = self.scale * sum(self.weights[one] for one in found)
        return squashed(self.bias + whole / math.sqrt(len(found))) if found else 0.0


def squashed(value: float) -> float:
    """Return the logistic function of a value, without overflow."""
    return 0.5 * (1.0 + math.tanh(0.5 * value))


def buckets(text: str) -> tuple[int, ...]:
    """Return the buckets of a text's pieces, each once, in order."""
    words = [PLACEHOLDER if word.isdigit() else word for word in WORD.findall(fold(text))]
    return tuple(sorted({crc32(piece.encode()) % BUCKETS for piece in _pieces(words)}))


def _pieces(words: Sequence[str]) -> Iterator[str]:
    for count in range(1, WORDS + 1):
        for start in range(len(words) - count + 1):
            yield "_" + " ".join(words[start : start + count])
    for first, second in zip(words, words[2:], strict=False):
        yield f"~{first} {second}"
    for word in words:
        padded = f" {word} "
        for length in LETTERS:
            for start in range(len(padded) - length + 1):
                yield padded[start : start + length]


def learnt(examples: Iterable[tuple[str, bool]], *, rounds: int = 30, keeps: float = 1e-7) -> Model:
    """Return the model of examples: texts, and whether each is crisis wording.

    Logistic regression by AdaGrad, in a fixed order, so that the same examples give the same model. Both classes count
    alike however many examples they have; `keeps` pulls every weight towards nought.
    """
    rows = [(buckets(text), crisis) for text, crisis in examples]
    alike = _weights_of_classes([crisis for _, crisis in rows])
    weights, steps, bias = [0.0] * BUCKETS, [1e-3] * BUCKETS, 0.0
    for turn in range(rounds):
        for found, crisis in sorted(rows, key=lambda row: crc32(repr((turn, row)).encode())):
            size = 1.0 / math.sqrt(len(found) or 1)
            error = alike[crisis] * (squashed(bias + size * sum(weights[one] for one in found)) - crisis)
            bias -= 0.01 * error
            for one in found:
                slope = error * size + keeps * weights[one] * len(rows)
                steps[one] += slope * slope
                weights[one] -= 0.5 * slope / math.sqrt(steps[one])
    return Model(weights, bias)


def _weights_of_classes(labels: Sequence[bool]) -> tuple[float, float]:
    crises = sum(labels)
    return len(labels) / (2 * max(1, len(labels) - crises)), len(labels) / (2 * max(1, crises))
