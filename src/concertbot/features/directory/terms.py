"""The directory's words in the reader's language: audiences and areas that the lexicon knows in several."""

from collections.abc import Iterable

from concertbot.chat.phrasebook import LANGUAGES
from concertbot.chat.reply import Labels, Phrase
from concertbot.chat.words import fold
from concertbot.features.directory.rules.lexicon import Concept, Lexicon

TRANSLATED = ("audience", "service")


class Terms:
    """Finds what a word of the data is called in each language."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._concepts: dict[str, Concept] = {}
        for concept in lexicon.concepts.values():
            if concept.kind in TRANSLATED:
                names = (name for language in LANGUAGES for name in concept.names.get(language, ()))
                self._concepts.update((fold(name), concept) for name in names)
        self._places = {fold(name): place.labels for place in lexicon.places for name in place.labels.values()}

    def say(self, word: str) -> Phrase:
        """Return the word in each language; a language that has it keeps it as it is."""
        concept, place = self._concepts.get(fold(word)), self._places.get(fold(word))
        if concept is None:
            return Labels(place) if place else word
        return Labels({language: _called(word, concept.names.get(language, ())) for language in LANGUAGES})

    def all(self, words: Iterable[str]) -> tuple[Phrase, ...]:
        """Return several words."""
        return tuple(self.say(word) for word in words)


def _called(word: str, names: tuple[str, ...]) -> str:
    return word if not names or fold(word) in map(fold, names) else names[0]
