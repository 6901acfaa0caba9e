"""Languages as sources name them, and as the directory keeps them."""

from functools import cache

from babel import Locale
from babel.core import get_global

from concertbot.chat.words import fold

# Words that stand beside ISO codes, as people say them here.
WORDS = {"sfb": "LSFB", "lsfb": "LSFB", "vgt": "VGT"} | dict.fromkeys(
    ("interprete", "interpretes", "avec interprete", "avec interpretes", "met tolk"), "interprètes"
)


@cache
def spoken(said: str) -> str:
    """Return the two-letter code of a language code or name, else the word that is used here, else what was said."""
    folded = fold(said)
    if folded in WORDS:
        return WORDS[folded]
    code = folded.replace("_", "-").split("-")[0]
    aliases = get_global("language_aliases")
    return aliases.get(code) or (code if code in _codes() else _names().get(folded, said))


@cache
def _codes() -> frozenset[str]:
    return frozenset(Locale("en").languages)


@cache
def _names() -> dict[str, str]:
    return {fold(name): code for tongue in ("en", "nl", "fr") for code, name in Locale(tongue).languages.items()}
