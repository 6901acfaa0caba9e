"""The names of all entries as whole strings: found exactly, or as alike as a typing error or an ear leaves them."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz import fuzz

from concertbot.features.directory.rules.text import sound

RAREST = 12  # grams of a question that are looked up
CLOSELY = 30  # names that share most grams, looked at letter by letter
SHORTEST = 4
NOBODY: Sequence[int] = ()


class Titles:
    """Names without spaces, and the entries that bear them."""

    def __init__(self, titles: Iterable[Iterable[str]]) -> None:
        self._bearers: dict[str, list[int]] = defaultdict(list)
        for at, own in enumerate(titles):
            for title in sorted(own):
                self._bearers[title].append(at)
        self._titles = [title for title in self._bearers if len(title) >= SHORTEST]
        self._grams: dict[str, array[int]] = defaultdict(lambda: array("I"))
        for number, title in enumerate(self._titles):
            for gram in _grams(title):
                self._grams[gram].append(number)

    def exact(self, title: str) -> Sequence[int]:
        """Return the entries that are called exactly so."""
        return self._bearers.get(title, NOBODY)

    def alike(self, text: str, least: float) -> Mapping[int, float]:
        """Return the entries that are called nearly so, with how nearly."""
        found: dict[int, float] = {}
        if len(text) < SHORTEST:
            return found
        known = sorted((self._grams[gram] for gram in _grams(text) if gram in self._grams), key=len)
        shared = Counter(number for numbers in known[:RAREST] for number in numbers)
        heard = sound(text)
        for number, _ in shared.most_common(CLOSELY):
            title = self._titles[number]
            likeness = max(fuzz.ratio(text, title), 0.96 * fuzz.ratio(heard, sound(title))) / 100
            for at in self._bearers[title] if likeness >= least else ():
                found[at] = max(found.get(at, 0.0), likeness)
        return found


def _grams(title: str) -> Iterable[str]:
    framed = f"^{title}$"
    return dict.fromkeys(framed[at : at + 2] for at in range(len(framed) - 1))
