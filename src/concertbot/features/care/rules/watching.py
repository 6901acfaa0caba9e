"""The watch over crisis wording: patterns and a model together.

The patterns can be read and edited, and say what they found; the model hears what they did not foresee, and overrules
them where it is nearly sure that the words are harmless. Danger is never overruled in a long message.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from concertbot.features.care.rules.model import Model
from concertbot.features.care.rules.spelling import sentences
from concertbot.features.care.rules.watch import CrisisWatch

ALARMING = 0.55  # the likelihood from which the model alarms: measured, see docs/decisions
HINTED = 0.4  # the same where the patterns see a hint of danger, though no more
CALMED = 0.85  # the same where they see none, and something that denies it or tells of the past
HARMLESS = 0.15  # the likelihood below which the model overrules the patterns
WHOLE = 400  # characters of a message that the model reads as a whole; of a longer one it reads each sentence
FIRST = "fr"
LONGEST = 4_000  # characters; beyond that nobody asks, and the patterns alone look
FEWEST = 3  # words; of fewer the model knows too little, and a name may look like anything
WORD = re.compile(r"\w+")
SENTENCE = re.compile(r"[^.!?\n…]+")


@dataclass(frozen=True, slots=True)
class CareWatch:
    """Recognises crisis wording by patterns and by the model."""

    patterns: CrisisWatch
    model: Model

    def language(self, text: str) -> str | None:
        """Return the language (fr, nl, en) of crisis wording in the text, or None when there is none."""
        found = self.patterns.language(text)
        likelihood = max((self.model.likelihood(part) for part in _parts(text)), default=0.0)
        if found and (likelihood > HARMLESS or len(text) > WHOLE):
            return found
        enough = len(WORD.findall(text)) >= FEWEST and likelihood > HINTED
        return self._nearest(text) if enough and likelihood > self._alarming(text) else None

    def _alarming(self, text: str) -> float:
        """Return the likelihood from which a text alarms that the patterns let pass."""
        if self.patterns.hinted(text):
            return HINTED
        return CALMED if self.patterns.calmed(text) else ALARMING

    def _nearest(self, text: str) -> str:
        """Return the language whose commonest words the text has most of; French where none has more."""
        read = tuple(sentences(text))
        return max(self.patterns.lexicons, key=lambda one: (one.familiarity(read), one.language == FIRST)).language


def _parts(text: str) -> Iterator[str]:
    """Return what the model reads: a short message as it is, of a longer one each sentence."""
    if len(text) <= WHOLE:
        yield text
    elif len(text) <= LONGEST:
        yield from SENTENCE.findall(text)
