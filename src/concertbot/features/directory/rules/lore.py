"""What is known of words and places before a question comes: the lexicon, with the places of a directory."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from concertbot.features.directory.rules.lexicon import IDIOM, Concept, Lexicon, Where
from concertbot.features.directory.rules.phrases import PhraseBook
from concertbot.features.directory.rules.places import Gazetteer, Settlements
from concertbot.features.directory.rules.vocabulary import Spellings, Vocabulary


@dataclass(frozen=True, slots=True)
class Lore:
    """The phrases, concepts and places that are known."""

    book: PhraseBook
    concepts: Mapping[str, Concept]
    gazetteer: Gazetteer
    settlements: Settlements

    @classmethod
    def of(cls, lexicon: Lexicon, settlements: Settlements) -> "Lore":
        """Return what a lexicon says, and where a directory's entries are."""
        gazetteer = Gazetteer(lexicon.places, settlements)
        phrases = (*_phrases(lexicon), *gazetteer.phrases(towns=False))
        towns = gazetteer.phrases(towns=True)
        book = PhraseBook(phrases, lexicon.stop, lexicon.negation, lexicon.groups, lexicon.hides, towns)
        return cls(book, lexicon.concepts, gazetteer, settlements)


def vocabulary_of(lore: Lore, lexicon: Lexicon, texts: Iterable[str], spellings: Spellings | None = None) -> Vocabulary:
    """Return the words of the lexicon and of a directory."""
    small = lexicon.stop | lexicon.negation | lexicon.weak
    return Vocabulary.of({*lore.book.texts, *lexicon.everyday, *texts}, small, spellings)


def _phrases(lexicon: Lexicon) -> Iterator[tuple[str, str, str, Where]]:
    for concept in lexicon.concepts.values():
        yield from ((concept.key, phrase, language, where) for phrase, language, where in concept.phrases())
    for language, phrases in lexicon.idioms.items():
        yield from ((IDIOM, phrase, language, "asked") for phrase in phrases)
