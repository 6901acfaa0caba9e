"""Phrases of the lexicon, found in a text."""

import pytest

from concertbot.features.directory.rules.phrases import PhraseBook
from concertbot.features.directory.rules.text import words

STOP = frozenset({"le", "la", "des", "je", "ne", "plus", "pas", "en", "one", "as", "il", "me", "ma"})
BOOK = PhraseBook(
    [
        ("voices", "entend des voix", "fr", "asked"),
        ("sleep", "ne dort plus", "fr", "asked"),
        ("alcohol", "alcool*", "fr", "anywhere"),
        ("violence", "violence", "fr", "anywhere"),
        ("partner", "violence conjugale", "fr", "anywhere"),
        ("one", "ONE", "fr", "anywhere"),
        ("all_small", "en plus", "fr", "asked"),
        ("told", "guidance", "", "told"),
        ("hint", "violence", "fr", "anywhere"),
        ("me", "ma femme me frappe", "fr", "asked"),
        ("nothing", "?", "fr", "asked"),
    ],
    STOP,
    frozenset({"plus", "pas"}),
    hides=lambda longer, shorter: "hint" not in {longer, shorter},
)


def found(text: str, where: str = "asked") -> set[str]:
    """Return the keys of the phrases in a text."""
    parts = words(text)
    readings = [
        {**reading, **dict.fromkeys(BOOK.patterns(word.text), 1.0)}
        for word, reading in zip(parts, BOOK.exact(parts), strict=True)
    ]
    return {span.key for span in BOOK.find(parts, readings, "told" if where == "told" else "asked")}


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("ma voisine entend souvent des voix", {"voices"}),
        ("les voix qu'elle entend", {"voices"}),
        ("une voix au loin dans la nuit que personne ici n'entend", set()),
        ("il ne dort pas", {"sleep"}),
        ("il dort", set()),
        ("alcoolique", {"alcohol"}),
        ("violence conjugale", {"partner", "hint"}),
        ("violence", {"violence", "hint"}),
        ("ONE à Ixelles", {"one"}),
        ("one à Ixelles", set()),
        ("one", {"one"}),
        ("guidance", set()),
    ],
)
def test_find(text: str, keys: set[str]) -> None:
    """Words may stand apart and in any order; negations count; the longer phrase hides the shorter, where it may."""
    assert found(text) == keys


def test_only_told() -> None:
    """Some phrases are looked for in the directory alone, others in questions alone."""
    assert found("guidance entend des voix", "told") == {"told"}


def test_small_words_make_surer() -> None:
    """The same words mean a phrase the more surely, the more of its small words are there."""
    parts = words("ma femme me frappe"), words("femme qui frappe")
    sure, less = (BOOK.find(text, BOOK.exact(text))[0].surety for text in parts)
    assert sure == 1.0 > less


def test_the_surest_reading_counts() -> None:
    """Of two places where a word may stand, the surer is taken."""
    parts = words("violense violence conjugale")
    readings = [{"violenc": 0.9}, {"violenc": 1.0}, {"conjugal": 1.0}]
    span = next(span for span in BOOK.find(parts, readings) if span.key == "partner")
    assert span.surety == 1.0
    assert span.at == {1, 2}


def test_knows() -> None:
    """A book knows its stems."""
    assert BOOK.knows("violenc")
    assert not BOOK.knows("mayonnais")
