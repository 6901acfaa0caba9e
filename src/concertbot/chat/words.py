"""Text as people type it: made harmless for display, and folded for comparison."""

import re
import unicodedata

ZERO_WIDTH_JOINER = "\u200d"
# Scripts in which the joiners change what is read, and emoji, in which they hold a picture together.
NEEDS_JOINERS = re.compile(
    "[\u0600-\u07ff\u0900-\u0dff\u0f00-\u109f\u1780-\u17ff\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]"
)
JOINERS = frozenset("\u200c\u200d")
MARKS_IN_A_ROW = 3
# What is plainly to be read: Latin letters, digits, punctuation. Most text is nothing else, and needs no closer look.
PLAIN = re.compile("[ -~ -¬®-ʯ‐-‧‰-⁞€]*")
MARKS = re.compile("[̀-֑ͯ-ֽؐ-ًؚ-ٰٟ]+")
APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ`´′", "'"))
UNFOLDED = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "ı": "i"})


def clean(text: str) -> str:
    """Return the text without what nobody typed to be read: control, bidi and zero-width characters, stacked marks.

    Line ends and tabs stay; joiners stay inside emoji and in the scripts that need them.
    """
    composed = unicodedata.normalize("NFC", text)
    return composed.strip() if PLAIN.fullmatch(composed) else _cleaned(composed.replace("\r\n", "\n"))


def _cleaned(text: str) -> str:
    kept: list[str] = []
    marks = 0
    for char in text:
        category = unicodedata.category(char)
        if category in {"Cc", "Cf", "Cs", "Co", "Cn"} and char not in "\n\t" and not _joins(char, kept):
            continue
        marks = marks + 1 if category == "Mn" else 0
        if marks <= MARKS_IN_A_ROW:
            kept.append(char)
    return "".join(kept).strip()


def _joins(char: str, before: list[str]) -> bool:
    return char in JOINERS and bool(before) and bool(NEEDS_JOINERS.match(before[-1]))


def fold(text: str) -> str:
    """Return the text in lower case, without accents, typographic apostrophes or doubled spaces, for comparison."""
    compatible = unicodedata.normalize("NFKC", clean(text)).casefold().translate(APOSTROPHES)
    if not compatible.isascii():
        compatible = MARKS.sub("", unicodedata.normalize("NFD", compatible)).translate(UNFOLDED)
    return " ".join(compatible.split())
