"""The directory made ready for questions, and the answers it gives."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from concertbot.domain.lookup import Answer, Entry, Match, Question, Understood
from concertbot.features.directory.rules.lexicon import Lexicon, Where
from concertbot.features.directory.rules.phrases import PhraseBook
from concertbot.features.directory.rules.places import Gazetteer
from concertbot.features.directory.rules.profile import Profile, Profiler
from concertbot.features.directory.rules.reader import IDIOM, Reader
from concertbot.features.directory.rules.scoring import Scored, Scorer
from concertbot.features.directory.rules.text import words
from concertbot.features.directory.rules.tokens import Tokenizer

NEAR = 3  # how many are offered when nothing fits
KEPT = 0.55  # what fits scores at least this part of the best


class Index:
    """A directory with a lexicon: build it once, ask it often."""

    def __init__(self, entries: Sequence[Entry], lexicon: Lexicon) -> None:
        gazetteer = Gazetteer(lexicon.places, entries)
        phrases = (*_phrases(lexicon), *gazetteer.phrases())
        book = PhraseBook(phrases, lexicon.stop, lexicon.negation, lexicon.groups, lexicon.hides)
        profiler = Profiler(book, lexicon.concepts, gazetteer)
        profiles = [profiler.draw(entry) for entry in entries]
        rarity = _rarity(profiles)
        tokenizer = Tokenizer(book, rarity, lexicon, {*book.texts, *_texts(profiles)})
        self._reader = Reader(lexicon, book, gazetteer, tokenizer)
        self._scorer = Scorer(profiles, lexicon, gazetteer, rarity)

    def answer(self, question: Question) -> Answer:
        """Return what fits the question, best first; where nothing does, what is near."""
        reading = self._reader.read(question)
        understood = tuple(self._scorer.known(part, reading) for part in _once(reading.understood.values()))
        fitting, near = self._scorer.best(reading)
        if not fitting:
            return Answer("none", understood, near=tuple(map(_match, near[:NEAR])))
        kept = [scored for scored in fitting if scored.score >= fitting[0].score * KEPT]
        page = kept[max(question.skip, 0) : max(question.skip, 0) + question.limit]
        understood = tuple(self._scorer.met(part, reading, page) for part in understood) if page else understood
        return Answer("results", understood, tuple(map(_match, page)), total=len(kept))


def _once(parts: Iterable[Understood]) -> Iterator[Understood]:
    """Yield each idea once, whatever it was taken for: interpreters as a language, and as a service."""
    said: set[tuple[str, str]] = set()
    for part in parts:
        ideas = {(language, " ".join(word.stem for word in words(label))) for language, label in part.labels.items()}
        if part.kind == "place" or not ideas & said:
            yield part
        said |= ideas


def _match(scored: Scored) -> Match:
    return Match(scored.profile.entry, round(min(scored.score, 1.0) * 100, 1))


def _phrases(lexicon: Lexicon) -> Iterator[tuple[str, str, str, Where]]:
    for concept in lexicon.concepts.values():
        yield from ((concept.key, phrase, language, where) for phrase, language, where in concept.phrases())
    for language, phrases in lexicon.idioms.items():
        yield from ((IDIOM, phrase, language, "asked") for phrase in phrases)


def _rarity(profiles: Sequence[Profile]) -> dict[str, float]:
    """Return for each stem of the directory how much it tells, from 0 (everywhere) to 1 (once)."""
    frequency: dict[str, int] = defaultdict(int)
    for profile in profiles:
        for found in profile.words:
            frequency[found] += 1
    most = math.log(len(profiles) + 1)
    return {found: max(0.1, 1 - math.log(count) / most) for found, count in frequency.items()}


def _texts(profiles: Sequence[Profile]) -> set[str]:
    texts: set[str] = set()
    for name in {name for profile in profiles for name in _names(profile.entry)}:
        parts = [word.text for word in words(name)]
        texts.update(parts)
        texts.update(one + other for one, other in pairwise(parts))
    for text in {text for profile in profiles for text in _told(profile.entry)}:
        texts.update(word.text for word in words(text))
    return texts


def _names(entry: Entry) -> tuple[str, ...]:
    return (entry.name, entry.organisation, *entry.alternate_names)


def _told(entry: Entry) -> tuple[str, ...]:
    return (entry.kind, *entry.terms, *entry.audiences, entry.description)
