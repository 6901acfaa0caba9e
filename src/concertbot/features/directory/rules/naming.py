"""How much of a question is the name of an entry."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rapidfuzz import fuzz

from concertbot.features.directory.rules.profile import Profile
from concertbot.features.directory.rules.reading import Reading, Unit
from concertbot.features.directory.rules.titles import Titles
from concertbot.features.directory.rules.tokens import WEAK, Token

WINDOW = 8  # words of a name that stand in a question
SURE = 0.95  # what a name counts that is only nearly the question
NEARLY, NEARLY_KNOWN = 0.78, 0.9  # how alike a name must be, with or without unknown words in the question


def titled(reading: Reading, titles: Titles) -> dict[int, float]:
    """Return the entries whose name stands in the question, with how much of the question it is."""
    found: dict[int, float] = {}
    for tokens in _windows(reading.tokens):
        share = _share(tokens, reading.tokens)
        for at in titles.exact("".join(token.word.text for token in tokens)) if share else ():
            found[at] = max(found.get(at, 0.0), share)
    texts = [token.word.text for token in reading.tokens]
    for at in titles.exact("".join(sorted(texts))):
        found[at] = 1.0
    strange = any(token.strange for token in reading.tokens)
    for at, likeness in titles.alike("".join(texts), NEARLY if strange else NEARLY_KNOWN).items():
        found[at] = max(found.get(at, 0.0), likeness * SURE)
    return found


def _windows(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    for start in range(len(tokens)):
        for end in range(start + 1, min(start + WINDOW, len(tokens)) + 1):
            yield tokens[start:end]


def _share(tokens: Sequence[Token], whole: Sequence[Token]) -> float:
    """Return how much of the question the words are; one small word of it is no name."""
    if len(tokens) == len(whole):
        return 1.0
    if len(tokens) == 1 and tokens[0].weight <= WEAK and not tokens[0].word.shouted:
        return 0.0
    said = sum(len(token.word.text) for token in tokens)
    small = sum(len(token.word.text) for token in tokens if not token.weight)
    return said / (small + sum(len(token.word.text) for token in whole if token.weight))


def sayings(topics: Iterable[Unit]) -> dict[str, float]:
    """Return the stems that were said, with how surely."""
    return {stem: surety for unit in topics for readings in unit.words for stem, surety in readings.items()}


def weighed(profile: Profile, rarity: Mapping[str, float]) -> list[tuple[frozenset[str], float]]:
    """Return the stems of each of the entry's names, and what they weigh together."""
    return [(name, sum(rarity[stem] for stem in name)) for name in profile.names if name]


def recall(
    said: Mapping[str, float], names: Iterable[tuple[frozenset[str], float]], rarity: Mapping[str, float]
) -> float:
    """Return how much of one of an entry's names was said."""
    known = said.keys()
    return max((sum(rarity[stem] * said[stem] for stem in name & known) / whole for name, whole in names), default=0.0)


def likeness(said: str, profile: Profile) -> float:
    """Return how alike the words of the question and one of the entry's names are, letter by letter."""
    return max((fuzz.ratio(said, title) for title in profile.titles), default=0.0) / 100
