"""Finds the phrases of the lexicon in a text, whatever the order, the endings and the small words."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from concertbot.features.directory.rules.text import Word, words

SLACK = 3  # other words that may stand between those of a phrase
FEWEST_LETTERS = 3  # what a pattern such as `alcool*` needs before its star
SHORT_NAME = 3

# For each word of a text, the stems it may stand for, with how surely.
Readings = Sequence[Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A wording of a concept: the stems that must be there, and how far apart they may stand."""

    key: str
    stems: tuple[str, ...]  # the rarest first
    reach: int
    language: str
    said: bool
    shouted: bool


@dataclass(frozen=True, slots=True)
class Span:
    """A phrase found: which words of the text it took, and how surely."""

    key: str
    at: frozenset[int]
    surety: float
    language: str


class PhraseBook:
    """All phrases of a lexicon, found by their rarest word."""

    def __init__(self, phrases: Iterable[tuple[str, str, str, bool]], stop: frozenset[str]) -> None:
        self._stop = stop
        self._stems: set[str] = set()
        self.texts: set[str] = set()
        self._patterns: dict[str, str] = {}
        raw = [(key, text, language, said, *self._stemmed(text)) for key, text, language, said in phrases]
        frequency: dict[str, int] = defaultdict(int)
        for *_, stems, _ in raw:
            for stem in stems:
                frequency[stem] += 1
        self._by_stem: dict[str, list[Phrase]] = defaultdict(list)
        for key, text, language, said, stems, length in raw:
            if stems:
                ordered = tuple(sorted(set(stems), key=lambda stem: (frequency[stem], stem)))
                shouted = text.isupper() and (len(text) < SHORT_NAME or text.casefold() in stop)
                reach = length - 1 + SLACK
                self._by_stem[ordered[0]].append(Phrase(key, ordered, reach, language, said, shouted))
        self._stems.update(frequency)

    def _stemmed(self, text: str) -> tuple[list[str], int]:
        found = words(text)
        if text.endswith("*"):
            self._patterns["".join(word.text for word in found)] = text
            return [text], 1
        self.texts.update(word.text for word in found)
        telling = [word.stem for word in found if word.text not in self._stop]
        return (telling or [word.stem for word in found]), len(found)

    def knows(self, stem: str) -> bool:
        """Tell whether a phrase holds this stem."""
        return stem in self._stems

    def patterns(self, text: str) -> list[str]:
        """Return the patterns, such as `alcool*`, that the word begins with."""
        if not self._patterns:
            return []
        begins = (text[:length] for length in range(FEWEST_LETTERS, len(text) + 1))
        return [self._patterns[begin] for begin in begins if begin in self._patterns]

    def find(self, text: Sequence[Word], readings: Readings, *, said: bool = True) -> list[Span]:
        """Return the phrases found, the longest only where one lies within another."""
        places: dict[str, list[int]] = defaultdict(list)
        for at, stems in enumerate(readings):
            for stem in stems:
                places[stem].append(at)
        found: dict[tuple[str, frozenset[int]], Span] = {}
        for stem, ats in places.items():
            for phrase in self._by_stem.get(stem, ()):
                if said or not phrase.said:
                    for at in ats:
                        self._try(phrase, at, places, text, readings, found)
        return _longest(list(found.values()))

    def _try(
        self,
        phrase: Phrase,
        at: int,
        places: Mapping[str, list[int]],
        text: Sequence[Word],
        readings: Readings,
        found: dict[tuple[str, frozenset[int]], Span],
    ) -> None:
        taken = [at]
        for stem in phrase.stems[1:]:
            near = [other for other in places.get(stem, ()) if abs(other - at) <= phrase.reach and other not in taken]
            if not near:
                return
            taken.append(min(near, key=lambda other: abs(other - at)))
        if max(taken) - min(taken) > phrase.reach or (phrase.shouted and not (text[at].shouted or len(text) == 1)):
            return
        surety = min(readings[where][stem] for where, stem in zip(taken, phrase.stems, strict=True))
        span = Span(phrase.key, frozenset(taken), surety, phrase.language)
        known = found.get((span.key, span.at))
        if known is None or known.surety < surety:
            found[span.key, span.at] = span


def _longest(spans: list[Span]) -> list[Span]:
    return [
        span
        for span in spans
        if not any(span.at < other.at and other.surety >= span.surety * 0.8 for other in spans)
    ]


def exact(text: Sequence[Word]) -> list[dict[str, float]]:
    """Return the readings of a text that is taken as it stands."""
    return [{word.stem: 1.0} for word in text]
