"""Neighbouring words of names, written as one: people glue `télé accueil`, and mishear it as a whole."""

import numpy as np

from concertbot.features.directory.rules.arrays import Ints
from concertbot.features.directory.rules.phrases import ARTICLES
from concertbot.features.directory.rules.stream import OWNER, Stream, Words

LONGEST = 13  # letters of two words that people take for one


def pairs(stream: Stream, words: Words) -> tuple[Ints, Ints]:
    """Return the stems of the short pairs in names, and the texts in which they stand; their forms become known."""
    ahead = np.flatnonzero((stream.texts[:-1] == stream.texts[1:]) & (stream.fields[stream.texts[:-1]] <= OWNER))
    forms = list(words.texts)
    lengths = np.fromiter(map(len, forms), np.int32, len(forms))
    one, other = stream.forms[ahead], stream.forms[ahead + 1]
    little = np.fromiter((form in ARTICLES for form in forms), np.bool_, len(forms))
    short = (lengths[one] + lengths[other] <= LONGEST) & ~little[one] & ~little[other]
    keys, which = np.unique(one[short].astype(np.int64) * len(forms) + other[short], return_inverse=True)
    joined = [forms[key // len(forms)] + forms[key % len(forms)] for key in keys.tolist()]
    stems = np.array([words.stem_of(text) for text in joined], np.int32)
    return stems[which], stream.texts[ahead[short]]
