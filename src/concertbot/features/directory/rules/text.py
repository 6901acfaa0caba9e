"""Words of a text, made comparable: inclusive writing undone, endings cut, sounds spelt one way."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from concertbot.chat.words import fold

LONGEST = 600  # characters of a question that are read; more is no question
FEMININE = "ères?|ère|rices?|trices?|euses?|lles?|les|nes?|tes?|ses?|ves?|es?|s"
INCLUSIVE = re.compile(
    rf"(?<=\w{{3}})(?:[·•‧∙⋅]\w{{1,6}})+|(?<=\w{{3}})(?:[.-](?:{FEMININE}))+(?![\w-])"
    rf"|(?<=\w{{3}})\((?:{FEMININE})\)s?|(?<=\w{{3}})/(?:{FEMININE})(?!\w)",
    re.IGNORECASE,
)
CAPITAL = re.compile(r"(?<=[a-zà-ÿ]{3})E[sS]?\b")  # patientEs
# What a text must hold to need more than a look; each begins with a sign that is rare.
MARKED = re.compile(
    rf"[·•‧∙⋅]|[.-](?:{FEMININE})(?![\w-])|\((?:{FEMININE})\)|/(?:{FEMININE})(?!\w)"
    r"|&(?<=\w&)\w|\.(?<=\w\.)\w\.|E(?<=[a-zà-ÿ]E)|[.(/-][ELNRSTVÈ]"
)
DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}[^\W\d_]?(?!\w)")
AMPERSAND = re.compile(r"\b(\w)&(\w)\b")
END = "|"  # between texts that are folded together
WORD = re.compile(r"[^\W_]+")
DOUBLED = re.compile(r"([b-df-hj-np-tv-z])\1")
ENDINGS = re.compile(r"(?<=\w{4})(?:ements?|ants?|ent|ait|er|ez|en)$|(?<=\w{5})(?:ing|ed)$")
# Words whose ending is none: a refugee is no refuge, parenting no parent, aids no aid.
IRREGULAR = {"refugee": "refugi", "refugees": "refugi", "parenting": "parenting", "aids": "aids"}
SHORT_STEM, MOST_ENDINGS = 3, 2

# How French ears hear what stands in a word; of what fits at a place, the first counts.
SOUNDS = {
    r"p?s[yi]ch?(?=[oiae])": "sik", r"^ps": "s", r"(?:t|ss?)ion(?![aeiouyn])": "si3",
    r"c?cueil|queil": "k7", r"[eu]{2}il": "7", r"eaux?|aux?": "o", r"ph": "f", r"ch(?=[rl])": "k", r"s?ch|sh": "S",
    r"sc(?=[eiy])": "s", r"cc(?=[eiy])": "ks", r"c(?=[eiy])": "s", r"gu(?=[eiy])": "g", r"g(?=[eiy])": "j",
    r"ien(?![aeiouyn])": "i1", r"(?:ai|ei|i|y|u)[nm](?![aeiouynm])": "1", r"[ae][nm](?![aeiouynm])": "2",
    r"o[nm](?![aeiouynm])": "3", r"o[iy]": "wa", r"^ou(?=[aeio])": "v", r"ou|oe": "u", r"ij|[ea][iy]|ee|eu": "e",
    r"ae|aa": "a", r"gn": "n", r"c?qu|c?[ckq]": "k", r"y": "i", r"x": "ks", r"h": "", r"w": "v", r"z": "s",
}  # fmt: skip
HEARD = list(SOUNDS.values())
SOUND = re.compile("|".join(f"({pattern})" for pattern in SOUNDS))
SILENT = re.compile(r"(?<=\w{2})[estdp]+$")
REPEATED = re.compile(r"(.)\1+")


class Word(NamedTuple):
    """A word of a text: folded, cut to its stem, and whether it was written in capitals."""

    text: str
    stem: str
    shouted: bool


def words(text: str) -> list[Word]:
    """Return the words of the text in order, whoever they were meant to include."""
    plain = written_out(text[:LONGEST])
    return _paired(fold(plain), plain)


def words_of(texts: Sequence[str]) -> list[list[Word]]:
    """Return the words of each of many short texts; all are folded in one go, which takes much less time."""
    plain = [written_out(text.replace(END, " ")) for text in texts]
    folded = fold(END.join(plain)).split(END) if plain else []
    return [_paired(one, raw) for one, raw in zip(folded, plain, strict=True)]


def written_out(text: str) -> str:
    """Return the text without inclusive endings, and without points in its acronyms."""
    if not MARKED.search(text):
        return text
    whole = DOTTED.sub(lambda found: found[0].replace(".", ""), text)
    return CAPITAL.sub("", INCLUSIVE.sub("", AMPERSAND.sub(r"\1\2", whole)))


def _paired(folded: str, written: str) -> list[Word]:
    found = WORD.findall(folded)
    if written.islower():
        return [_word(text) for text in found]
    raw = WORD.findall(written)
    if len(found) != len(raw):  # a sign that folds into several words: nobody shouted it
        raw = found
    shouted = (one.isupper() and len(one) > 1 for one in raw)
    return [Word(text, stem(text), loud) for text, loud in zip(found, shouted, strict=True)]


def bare(text: str) -> str:
    """Return the text as one string of letters and digits only, so that glued and split words are equal."""
    return "".join(word.text for word in words(text))


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return the word without the endings of number, gender and person, the same for three languages."""
    if len(word) <= SHORT_STEM or not word.isalpha():
        return word
    if word in IRREGULAR:
        return IRREGULAR[word]
    cut = _without_e(word.rstrip("sx") if not word.endswith("ss") else word, word)
    for _ in range(MOST_ENDINGS):
        cut = ENDINGS.sub("", cut)
    return DOUBLED.sub(r"\1", _without_e(cut, cut))


@lru_cache(maxsize=50_000)
def _word(text: str) -> Word:
    return Word(text, stem(text), shouted=False)


def _without_e(word: str, otherwise: str) -> str:
    bared = word.rstrip("e")
    return bared if len(bared) >= SHORT_STEM else otherwise


@lru_cache(maxsize=50_000)
def sound(word: str) -> str:
    """Return roughly how a word sounds to French ears, so that words written by ear come out equal."""
    heard = SOUND.sub(lambda found: HEARD[(found.lastindex or 1) - 1], word)
    return SILENT.sub("", REPEATED.sub(r"\1", heard))
