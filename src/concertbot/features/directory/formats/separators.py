"""Which character separates the cells of a CSV text."""

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress

SEPARATORS = ",;\t"
SAMPLE = 1 << 16  # characters that are looked at
ENOUGH = 0.5  # of the rows are as wide as the first
TITLED = 2  # a table below a title is wider
EXCEL = re.compile(r'"?sep=(.)"?\r?\n?')  # the line that Excel puts first, to say it


def separator_of(sample: str) -> str:
    """Return the separator by which most rows of a sample are as wide as its first, or as each other below a title."""
    widths = {separator: _widths(sample, separator) for separator in SEPARATORS}
    shares = {one: _share(widths[one], widths[one][0]) for one in SEPARATORS if widths[one][0] > 1}
    if not shares:
        common = {one: Counter(widths[one]).most_common(1)[0][0] for one in SEPARATORS}
        shares = {one: _share(widths[one], common[one]) for one in SEPARATORS if common[one] > TITLED}
    fitting = [one for one, share in shares.items() if share >= ENOUGH]
    return max(fitting or SEPARATORS, key=lambda one: (shares[one] if fitting else 0, widths[one][0]))


def _share(widths: Sequence[int], width: int) -> float:
    return sum(one == width for one in widths[1:]) / max(len(widths) - 1, 1)


def _widths(sample: str, separator: str) -> list[int]:
    """Return how many cells the rows have; the last one may be cut, and a row that cannot be read ends it."""
    widths: list[int] = []
    with suppress(csv.Error):
        for cells in csv.reader(io.StringIO(sample, newline=""), delimiter=separator, strict=True):
            widths += [len(cells)] if cells else []
    if len(sample) >= SAMPLE:
        widths = widths[:-1]
    return widths or [re.split("[\r\n]", sample, maxsplit=1)[0].count(separator) + 1]
