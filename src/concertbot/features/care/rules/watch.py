"""Watching over what is written: whether it is crisis wording, and in which language."""

from dataclasses import dataclass

from concertbot.features.care.rules.lexicon import Lexicon
from concertbot.features.care.rules.spelling import sentences

MIXED = 2  # a text is also in a language that is half as familiar with it as the first


@dataclass(frozen=True, slots=True)
class CrisisWatch:
    """Recognises crisis wording, about oneself or somebody else, in each language that has a lexicon."""

    lexicons: tuple[Lexicon, ...]

    def language(self, text: str) -> str | None:
        """Return the language of crisis wording in the text, or None when there is none."""
        read = tuple(dict.fromkeys(sentences(text)))
        familiar = {lexicon: lexicon.familiarity(read) for lexicon in self.lexicons}
        most = max(familiar.values())
        alarmed = [one for one in self.lexicons if one.alarmed(read, own=familiar[one] * MIXED >= most)]
        return max(alarmed, key=lambda one: familiar[one]).language if alarmed else None

    def hinted(self, text: str) -> bool:
        """Tell whether anything in the text hints at danger in some language, though it is not crisis wording."""
        read = tuple(dict.fromkeys(sentences(text)))
        return any(one.hinted(read) for one in self.lexicons)

    def calmed(self, text: str) -> bool:
        """Tell whether something in the text is said to be no danger in some language."""
        read = tuple(dict.fromkeys(sentences(text)))
        return any(one.calmed(read) for one in self.lexicons)
