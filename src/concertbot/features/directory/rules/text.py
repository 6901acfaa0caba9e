"""Words of a text, made comparable: inclusive writing undone, endings cut, sounds spelt one way."""

import re
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
DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}[^\W\d_]?(?!\w)")
AMPERSAND = re.compile(r"\b(\w)&(\w)\b")
WORD = re.compile(r"[^\W_]+")
DOUBLED = re.compile(r"([a-z])\1")
ENDINGS = re.compile(r"(?<=\w{4})(?:ements?|ants?|ent|ait|er|ez|en|ing|ed)$")
SHORT_STEM = 3

SPELLINGS = {
    "chr": "kr", "chl": "kl", "cueil": "k7", "cueill": "k7", "queil": "k7",
    "euil": "7", "ueil": "7", "eaux": "o", "eau": "o", "aux": "o", "au": "o", "ph": "f", "sch": "S", "ch": "S",
    "sh": "S", "qu": "k", "cqu": "k", "ck": "k", "cc": "k",
    "ij": "e", "ei": "e", "ai": "e", "ay": "e", "ey": "e", "ee": "e", "ae": "a", "aa": "a", "ou": "u", "oe": "u",
    "eu": "e", "oi": "wa", "oy": "wa", "gn": "n", "y": "i", "x": "ks", "h": "", "w": "v", "z": "s", "c": "k", "q": "k",
}  # fmt: skip
CONTEXT = (
    (re.compile(r"p?s[yi]ch?(?=o|i|a|e)"), "sik"),
    (re.compile(r"^ps"), "s"),
    (re.compile(r"(?:t|ss?)ion(?![aeiouyn])"), "si3"),
    (re.compile(r"sc(?=[eiy])"), "s"),
    (re.compile(r"cc(?=[eiy])"), "ks"),
    (re.compile(r"c(?=[eiy])"), "s"),
    (re.compile(r"g(?=[eiy])"), "j"),
    (re.compile(r"gu(?=[eiy])"), "g"),
    (re.compile(r"ien(?![aeiouyn])"), "i1"),
    (re.compile(r"(?:ai|ei|i|y|u)[nm](?![aeiouynm])"), "1"),
    (re.compile(r"[ae][nm](?![aeiouynm])"), "2"),
    (re.compile(r"o[nm](?![aeiouynm])"), "3"),
)
SPELLING = re.compile("|".join(sorted(SPELLINGS, key=len, reverse=True)))
SILENT = re.compile(r"(?<=\w{2})[estdp]+$")
REPEATED = re.compile(r"(.)\1+")


class Word(NamedTuple):
    """A word of a text: folded, cut to its stem, and whether it was written in capitals."""

    text: str
    stem: str
    shouted: bool


def words(text: str) -> list[Word]:
    """Return the words of the text in order, whoever they were meant to include."""
    plain = DOTTED.sub(lambda found: found[0].replace(".", ""), text[:LONGEST])
    plain = INCLUSIVE.sub("", AMPERSAND.sub(r"\1\2", plain))
    folded, written = WORD.findall(fold(plain)), WORD.findall(plain)
    if len(folded) != len(written):  # a sign that folds into several words: nobody shouted it
        written = folded
    return [
        Word(word, stem(word), raw.isupper() and len(raw) > 1) for word, raw in zip(folded, written, strict=True)
    ]


def bare(text: str) -> str:
    """Return the text as one string of letters and digits only, so that glued and split words are equal."""
    return "".join(word.text for word in words(text))


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return the word without the endings of number, gender and person, the same for three languages."""
    if len(word) <= SHORT_STEM or not word.isalpha():
        return word
    cut = ENDINGS.sub("", _without_e(word.rstrip("sx") if not word.endswith("ss") else word, word))
    return DOUBLED.sub(r"\1", _without_e(cut, cut))


def _without_e(word: str, otherwise: str) -> str:
    bared = word.rstrip("e")
    return bared if len(bared) >= SHORT_STEM else otherwise


@lru_cache(maxsize=50_000)
def sound(word: str) -> str:
    """Return roughly how a word sounds to French ears, so that words written by ear come out equal."""
    heard = word
    for pattern, plain in CONTEXT:
        heard = pattern.sub(plain, heard)
    heard = SPELLING.sub(lambda found: SPELLINGS[found[0]], heard)
    return SILENT.sub("", REPEATED.sub(r"\1", heard))
