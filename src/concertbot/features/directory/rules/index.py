"""The directory made ready for questions, and the answers it gives."""

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence

from concertbot.domain.lookup import Answer, Entry, Match, Question
from concertbot.features.directory.rules.lexicon import Lexicon
from concertbot.features.directory.rules.phrases import PhraseBook
from concertbot.features.directory.rules.places import Gazetteer
from concertbot.features.directory.rules.profile import Profile, Profiler
from concertbot.features.directory.rules.reading import IDIOM, Reader
from concertbot.features.directory.rules.scoring import Scored, Scorer
from concertbot.features.directory.rules.text import words
from concertbot.features.directory.rules.tokens import Tokenizer

NEAR = 3  # how many are offered when nothing fits
KEPT = 0.55  # what fits scores at least this part of the best


class Index:
    """A directory with a lexicon: build it once, ask it often."""

    def __init__(self, entries: Sequence[Entry], lexicon: Lexicon) -> None:
        gazetteer = Gazetteer(lexicon.places, entries)
        book = PhraseBook((*_phrases(lexicon), *gazetteer.phrases()), lexicon.stop)
        profiler = Profiler(book, lexicon.concepts, gazetteer)
        profiles = [profiler.draw(entry) for entry in entries]
        rarity = _rarity(profiles)
        tokenizer = Tokenizer(
            book,
            rarity,
            stop=lexicon.stop,
            weak=lexicon.weak,
            everyday=lexicon.everyday,
            known={*book.texts, *_texts(profiles)},
        )
        self._reader = Reader(lexicon, book, gazetteer, tokenizer)
        self._scorer = Scorer(profiles, lexicon, gazetteer, rarity)

    def answer(self, question: Question) -> Answer:
        """Return what fits the question, best first; where nothing does, what is near."""
        reading = self._reader.read(question)
        understood = tuple(self._scorer.known(part, reading) for part in reading.understood)
        fitting, near = self._scorer.best(reading)
        if not fitting:
            return Answer("none", understood, near=tuple(map(_match, near[:NEAR])))
        kept = [scored for scored in fitting if scored.score >= fitting[0].score * KEPT]
        page = kept[max(question.skip, 0) : max(question.skip, 0) + question.limit]
        return Answer("results", understood, tuple(map(_match, page)), total=len(kept))


def _match(scored: Scored) -> Match:
    return Match(scored.profile.entry, round(min(scored.score, 1.0) * 100, 1))


def _phrases(lexicon: Lexicon) -> Iterator[tuple[str, str, str, bool]]:
    for concept in lexicon.concepts.values():
        yield from ((concept.key, phrase, language, said) for phrase, language, said in concept.phrases())
    for language, phrases in lexicon.idioms.items():
        yield from ((IDIOM, phrase, language, True) for phrase in phrases)


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
        texts.update(one + other for one, other in zip(parts, parts[1:], strict=False))
    for text in {text for profile in profiles for text in _told(profile.entry)}:
        texts.update(word.text for word in words(text))
    return texts


def _names(entry: Entry) -> tuple[str, ...]:
    return (entry.name, entry.organisation, *entry.alternate_names)


def _told(entry: Entry) -> tuple[str, ...]:
    return (entry.kind, *entry.terms, *entry.audiences, entry.description)
