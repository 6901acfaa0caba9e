"""Finds the phrases of the lexicon in a text, whatever the order, the endings and the small words."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from concertbot.chat.words import fold
from concertbot.features.directory.rules.lexicon import Where
from concertbot.features.directory.rules.text import Word, words_of

SLACK = 3  # other words that may stand between those of a phrase
APART, TIGHT = 6, 1  # between those of groups, and between small words
FEWEST_LETTERS = 3  # what a pattern such as `alcool*` needs before its star
SHORT_NAME = 3
NOT = "=not"
SMALL = 0.1  # how much surer a phrase is when its small words are there too
HIDING = 0.75  # how sure a longer phrase must be, compared with a shorter one, to hide it
ARTICLES = frozenset(
    {"le", "la", "les", "l", "un", "une", "des", "du", "de", "d", "et"}
    | {"den", "der", "het", "een", "the", "an", "of"}
)
MARK = re.compile("[@*]")  # a group of words, or the beginning of a word
NO_WORDS: frozenset[str] = frozenset()
NO_GROUPS: Mapping[str, Collection[str]] = {}

Phrased = tuple[str, str, str, Where]  # a key, how it is said, in which language, and where that is looked for
Named = tuple[Phrased, tuple[frozenset[str], frozenset[str]]]  # and its parts

# For each word of a text, the stems it may stand for, with how surely.
Readings = Sequence[Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A wording of a concept: the stems and word groups that must be there, and how far apart they may stand."""

    key: str
    stems: tuple[str, ...]  # the rarest first
    small: frozenset[str]
    reach: int
    language: str
    where: Where
    shouted: bool


class Span(NamedTuple):
    """A phrase found: which words of the text it took, and how surely."""

    key: str
    at: frozenset[int]
    surety: float
    language: str


class PhraseBook:
    """All phrases of a lexicon, found by their rarest word."""

    def __init__(
        self,
        phrases: Iterable[Phrased],
        stop: frozenset[str] = frozenset(),
        negation: frozenset[str] = frozenset(),
        groups: Mapping[str, Collection[str]] = NO_GROUPS,
        hides: Callable[[str, str], bool] = lambda _longer, _shorter: True,
        names: Iterable[Phrased] = (),
    ) -> None:
        self._stop = stop
        self._negation = negation
        self._own = self._names = NO_WORDS
        self._hides = hides  # whether a key may hide another, of a shorter phrase
        self.texts: set[str] = set()
        self._patterns: dict[str, set[str]] = defaultdict(set)
        self._members: dict[str, set[str]] = defaultdict(set)
        self._learn(groups)
        every = list(phrases)
        marked = [_marked(text) for _, text, _, _ in every]
        said = words_of([text for text, _ in marked])
        raw = [(one, self._parts(found, marks)) for one, found, (_, marks) in zip(every, said, marked, strict=True)]
        ordinary = {word.text for one, found in zip(every, said, strict=True) if one[2] for word in found}
        raw.extend(self._named(names, ordinary))
        frequency = Counter(stem for _, (telling, _) in raw for stem in telling)
        self._stems = frozenset(frequency)
        self._by_stem: dict[str, list[Phrase]] = defaultdict(list)
        for (key, text, language, where), (telling, small) in raw:
            if telling:
                stems = tuple(sorted(telling, key=lambda stem: (frequency[stem], stem)))
                shouted = text.isupper() and (len(text) < SHORT_NAME or text.casefold() in stop)
                reach = len(telling) + len(small) - 1 + _slack(telling)
                self._by_stem[stems[0]].append(Phrase(key, stems, small, reach, language, where, shouted))

    def _learn(self, groups: Mapping[str, Collection[str]]) -> None:
        """Learn which words belong to a group, such as `@kid`; `gamin*` is all that begin so."""
        for name, members in groups.items():
            for member in members:
                if member.endswith("*"):
                    self._patterns[member[:-1]].add(f"@{name}")
                else:
                    self._members[member].add(f"@{name}")
        self.texts.update(self._members)

    def _parts(self, found: Sequence[Word], marks: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
        """Return the stems that must be there, and the small words that make a phrase surer."""
        for mark in marks:
            if mark[-1] == "*":
                self._patterns[fold(mark[:-1])].add(mark)
        self.texts.update(word.text for word in found)
        little = [word.text for word in found if self._is_small(word)]
        telling = {*marks, *(self.mark(word) for word in found if not self._is_small(word))}
        # With one telling word left, the small ones are what makes it a phrase.
        if not telling or (len(telling) == 1 and not ARTICLES.issuperset(little)):
            return frozenset(telling.union(f"={text}" for text in little)), NO_WORDS
        return frozenset(telling), frozenset(f"={text}" for text in little if len(text) > 1) if little else NO_WORDS

    def _named(self, names: Iterable[Phrased], ordinary: Collection[str]) -> Iterator[Named]:
        """Learn names that are meant only where all letters are right; those of ordinary words are left out."""
        every = list(names)
        said = [[word for word in found if not self._is_small(word)] for found in words_of([one[1] for one in every])]
        self._own = frozenset(word.text for found in said for word in found) - self.texts
        self._names = frozenset(found[0].text for found in said if len(found) == 1) & self._own
        for one, found in zip(every, said, strict=True):
            if any(word.text not in ordinary for word in found):
                yield one, (frozenset(map(self.literal, found)), NO_WORDS)

    def is_name(self, text: str) -> bool:
        """Tell whether the word alone is a name that is meant only where all letters are right."""
        return text in self._names

    def names(self, text: str) -> dict[str, float]:
        """Return the mark of a word of such names, which no other word has."""
        return {f"={text}": 1.0} if text in self._own else {}

    def _is_small(self, word: Word) -> bool:
        return word.text in self._stop and word.text not in self._negation

    def mark(self, word: Word) -> str:
        """Return the stem of a word, or a small word as it stands, which is no stem of another."""
        if word.text in self._negation:
            return NOT
        return f"={word.text}" if word.text in self._stop else word.stem

    def literal(self, word: Word) -> str:
        """Return the mark of a word that is taken as it stands, by which names are known too."""
        return f"={word.text}" if word.text in self._own else self.mark(word)

    def exact(self, text: Sequence[Word]) -> list[dict[str, float]]:
        """Return the readings of a text that is taken as it stands."""
        return [{self.literal(word): 1.0} for word in text]

    @cached_property
    def told(self) -> Sequence[Phrase]:
        """The phrases that are looked for in what a directory tells, which holds no groups and patterns."""
        every = chain.from_iterable(self._by_stem.values())
        return [one for one in every if one.where != "asked" and not any(map(MARK.search, one.stems))]

    def hides(self, longer: str, shorter: str) -> bool:
        """Tell whether a longer phrase of a key hides a shorter one within it, of another key."""
        return self._hides(longer, shorter)

    def knows(self, stem: str) -> bool:
        """Tell whether a phrase holds this stem."""
        return stem in self._stems

    def patterns(self, text: str) -> list[str]:
        """Return the patterns, such as `alcool*`, that the word begins with, and the groups that it belongs to."""
        begins = (text[:length] for length in range(FEWEST_LETTERS, len(text) + 1))
        found = [mark for begin in begins if begin in self._patterns for mark in self._patterns[begin]]
        return [*found, *self._members[text]] if text in self._members else found

    def find(self, text: Sequence[Word], readings: Readings, where: Where = "asked") -> list[Span]:
        """Return the phrases found in what is asked or told, the longest only where one lies within another."""
        places: dict[str, list[int]] = defaultdict(list)
        for at, stems in enumerate(readings):
            for stem in stems:
                places[stem].append(at)
        found: dict[tuple[str, frozenset[int]], Span] = {}
        for stem, ats in places.items():
            for phrase in self._by_stem.get(stem, ()):
                if phrase.where in {where, "anywhere"}:
                    for at in ats:
                        self._try(phrase, at, places, text, readings, found)
        return self._longest(list(found.values()))

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
            taken.append(min(near, key=lambda other: (-readings[other][stem], abs(other - at))))
        if max(taken) - min(taken) > phrase.reach or (phrase.shouted and not (text[at].shouted or len(text) == 1)):
            return
        surety = min(readings[where][stem] for where, stem in zip(taken, phrase.stems, strict=True))
        if phrase.small:
            around = [where for small in phrase.small for where in places.get(small, ())[:1]]
            surety *= 1 - SMALL + SMALL * len(around) / len(phrase.small)
        span = Span(phrase.key, frozenset(taken), surety, phrase.language)
        known = found.get((span.key, span.at))
        if known is None or known.surety < surety:
            found[span.key, span.at] = span

    def _longest(self, spans: list[Span]) -> list[Span]:
        return [span for span in spans if not any(self._is_hidden(span, other) for other in spans)]

    def _is_hidden(self, span: Span, longer: Span) -> bool:
        likely = span.at < longer.at and longer.surety >= span.surety * HIDING
        return likely and self._hides(longer.key, span.key)


def _marked(text: str) -> tuple[str, frozenset[str]]:
    """Return the text without its groups of words and beginnings of words, and these."""
    if not MARK.search(text):
        return text, NO_WORDS
    marks = frozenset(part for part in text.split() if part[0] == "@" or part[-1] == "*")
    return " ".join(part for part in text.split() if part not in marks), marks


def _slack(telling: Collection[str]) -> int:
    """Return how many other words may stand between those of a phrase."""
    if sum(not stem.startswith("=") or stem == NOT for stem in telling) <= 1:
        return TIGHT if len(telling) > 1 else 0
    return APART if any(stem.startswith("@") for stem in telling) else SLACK
