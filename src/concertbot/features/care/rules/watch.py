"""Watching over what is written: whether it is crisis wording, and in which language."""

from dataclasses import dataclass

from concertbot.features.care.rules.lexicon import Lexicon
from concertbot.features.care.rules.spelling import sentences


@dataclass(frozen=True, slots=True)
class CrisisWatch:
    """Recognises crisis wording, about oneself or somebody else, in each language that has a lexicon."""

    lexicons: tuple[Lexicon, ...]

    def language(self, text: str) -> str | None:
        """Return the language of crisis wording in the text, or None when there is none."""
        read = tuple(sentences(text))
        alarmed = [lexicon for lexicon in self.lexicons if lexicon.alarmed(read)]
        if not alarmed:
            return None
        return max(alarmed, key=lambda lexicon: lexicon.familiarity(read)).language
