"""The directory made ready for questions, and the answers it gives."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain

from concertbot.domain.lookup import Answer, Entry, Match, Outcome, Question, Understood
from concertbot.features.directory.rules.lexicon import Lexicon
from concertbot.features.directory.rules.lore import Lore, vocabulary_of
from concertbot.features.directory.rules.places import Settlements
from concertbot.features.directory.rules.rarity import Rarity
from concertbot.features.directory.rules.reader import Reader
from concertbot.features.directory.rules.reading import Reading, Unit
from concertbot.features.directory.rules.scoring import BETTER, Ranked, Scored, Scorer, weighed
from concertbot.features.directory.rules.segment import Key, Segment, build
from concertbot.features.directory.rules.text import words
from concertbot.features.directory.rules.tokens import Tokenizer
from concertbot.features.directory.rules.vocabulary import Vocabulary

NO_CHANGES: Mapping[Key, Entry | None] = {}
NEAR = 3  # how many are offered when nothing fits
KEPT = 0.55  # what fits scores at least this part of the best


class Merged:
    """What was found in several segments, as one list."""

    def __init__(self, found: Sequence[tuple[Segment, Ranked]]) -> None:
        self.found = [(segment, ranked) for segment, ranked in found if len(ranked.docs)]
        self.best = max((ranked.best for _, ranked in self.found), default=0.0)
        self._kept = [(segment, ranked.above(self.best * KEPT)) for segment, ranked in self.found]
        self.total = sum(len(ranked.docs) for _, ranked in self._kept)

    def page(self, skip: int, limit: int) -> Sequence[Scored]:
        """Return a page of what is good enough beside the best, best first."""
        firsts = [ranked.first(segment, skip + limit) for segment, ranked in self._kept]
        every = firsts[0] if len(firsts) == 1 else sorted(chain(*firsts), key=lambda one: -one.score)
        return every[skip : skip + limit]


@dataclass(frozen=True, slots=True)
class Place:
    """An entry that answers, with a score from 0 to 100."""

    key: Key
    score: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """What fits a question, best first; where nothing does, what is near."""

    outcome: Outcome
    understood: tuple[Understood, ...] = ()
    places: tuple[Place, ...] = ()
    total: int = 0  # how many fit, of which `places` is a page
    near: tuple[Place, ...] = ()

    @property
    def keys(self) -> Sequence[Key]:
        """The entries that it names."""
        return [one.key for one in (*self.places, *self.near)]

    def answer(self, entries: Mapping[Key, Entry]) -> Answer:
        """Return the answer that this is, with the entries that it names; those that are no more are left out."""
        matches, near = (
            [_match(one, entries) for one in found if one.key in entries] for found in (self.places, self.near)
        )
        return Answer(self.outcome, self.understood, tuple(matches), self.total, tuple(near))


@dataclass(frozen=True, slots=True)
class Base:
    """What an index was built to."""

    lore: Lore
    lexicon: Lexicon
    segment: Segment
    vocabulary: Vocabulary
    scorer: Scorer

    @classmethod
    def of(cls, lore: Lore, lexicon: Lexicon, segment: Segment, vocabulary: Vocabulary) -> "Base":
        """Return a base that can answer."""
        return cls(lore, lexicon, segment, vocabulary, Scorer(segment, lexicon, lore.gazetteer))

    @property
    def rarity(self) -> Rarity:
        """How much each of its stems tells."""
        return Rarity(self.segment.terms, self.segment.rarity)

    def tokenizer(self, rarity: Rarity, vocabulary: Vocabulary) -> Tokenizer:
        """Return what takes questions apart, with these words."""
        return Tokenizer(self.lore.book, rarity, self.lexicon, vocabulary)


class Index:
    """A directory with a lexicon: build it once, ask it often. A changed directory is another index."""

    def __init__(self, base: Base, changes: Mapping[Key, Entry | None] = NO_CHANGES) -> None:
        self.base = base
        self.changes = changes  # since the base was built
        self._scorers = [base.scorer]
        if changes:
            segment, words = build([entry for entry in changes.values() if entry], base.lore, base.rarity)
            gone = (at for key in changes if (at := base.segment.find(key)) is not None)
            self._scorers = [base.scorer.without(gone), Scorer(segment, base.lexicon, base.lore.gazetteer)]
            tokenizer = base.tokenizer(base.rarity.extended(segment.terms), base.vocabulary.extended(words.texts))
        else:
            tokenizer = base.tokenizer(base.rarity, base.vocabulary)
        towns = base.lore.gazetteer.towns()
        borne = frozenset(key for key in towns if any(scorer.bears(key) for scorer in self._scorers))
        self._reader = Reader(base.lexicon, base.lore.book, base.lore.gazetteer, tokenizer, borne)

    @classmethod
    def build(cls, entries: Collection[Entry], lexicon: Lexicon) -> "Index":
        """Return the index of some entries."""
        lore = Lore.of(lexicon, Settlements.of(entries))
        segment, words = build(entries, lore)
        return cls(Base.of(lore, lexicon, segment, vocabulary_of(lore, lexicon, words.texts)))

    def changed(self, changes: Mapping[Key, Entry | None]) -> "Index":
        """Return the index of a directory in which some entries are new, other than they were, or no more.

        A commune that is new is known from the next build on.
        """
        return Index(self.base, {**self.changes, **changes})

    def rank(self, question: Question) -> Ranking:
        """Return what fits the question, best first; where nothing does, what is near."""
        reading = self._reader.read(question)
        understood = tuple(self._known(part, reading) for part in _once(reading.understood.values()))
        fitting, near = self._best(reading)
        if not fitting.total:
            return Ranking("none", understood, near=tuple(map(_place, near.page(0, NEAR))))
        page = fitting.page(max(question.skip, 0), question.limit)
        understood = tuple(self._met(part, reading, page) for part in understood) if page else understood
        return Ranking("results", understood, tuple(map(_place, page)), total=fitting.total)

    def _best(self, reading: Reading) -> tuple["Merged", "Merged"]:
        units = [self._weighed(unit) for unit in reading.topics]
        found = [(scorer.segment, scorer.best(reading, units)) for scorer in self._scorers]
        fits = Merged([(segment, one.fits) for segment, one in found])
        away = Merged([(segment, one.away) for segment, one in found])
        if not fits.best:
            return (Merged([]), away) if reading.near else (away, Merged([]))
        better = [(segment, one.away.above(fits.best * BETTER)) for segment, one in found]
        return Merged([*better, *fits.found]), away

    def _weighed(self, unit: Unit) -> Unit:
        holders = {key: sum(scorer.holders(key) for scorer in self._scorers) for key in unit.choices}
        return weighed(unit, holders, sum(len(scorer.segment) for scorer in self._scorers))

    def _known(self, part: Understood, reading: Reading) -> Understood:
        """Return the part, marked where the directory says nothing about it."""
        known = part.answerable and any(scorer.known(part, reading) for scorer in self._scorers)
        return part if known == part.answerable else replace(part, answerable=known)

    def _met(self, part: Understood, reading: Reading, page: Sequence[Scored]) -> Understood:
        """Return the part, marked where none of these entries meets it."""
        met = not part.answerable or any(
            scorer.met(part, reading, [one.at for one in page if one.segment is scorer.segment])
            for scorer in self._scorers
        )
        return part if met == part.met else replace(part, met=met)


def _once(parts: Iterable[Understood]) -> Iterator[Understood]:
    """Yield each idea once, whatever it was taken for: interpreters as a language, and as a service."""
    said: set[tuple[str, str]] = set()
    for part in parts:
        ideas = {(language, _stems(label)) for language, label in part.labels.items()}
        if part.kind == "place" or not ideas & said:
            yield part
        said |= ideas


@lru_cache(maxsize=2_000)
def _stems(label: str) -> str:
    return " ".join(word.stem for word in words(label))


def _match(place: Place, entries: Mapping[Key, Entry]) -> Match:
    return Match(entries[place.key], place.score)


def _place(scored: Scored) -> Place:
    return Place(scored.segment.key(scored.at), round(min(scored.score, 1.0) * 100, 1))
