"""Text as people type it."""

import pytest

from concertbot.chat.words import clean, fold


@pytest.mark.parametrize(
    ("typed", "harmless"),
    [
        ("psy\x00 ado", "psy ado"),
        ("!help\u200e", "!help"),
        ("\u202efdp.emmargorp", "fdp.emmargorp"),
        ("\x07\x07", ""),
        ("ligne\r\nsuivante", "ligne\nsuivante"),
        ("a\u200bb", "ab"),
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("e" + "\u0301" * 40, "é" + "\u0301" * 3),
    ],
)
def test_clean_leaves_what_is_read(typed: str, harmless: str) -> None:
    """Control, bidi and zero-width characters go; emoji and scripts that need joiners stay whole."""
    assert clean(typed) == harmless


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("  Équipe   MOBILE ", "equipe mobile"),
        ("l’Été", "l'ete"),
        ("Cœur", "coeur"),
        ("ﬁche", "fiche"),
        ("suïcidepreventie", "suicidepreventie"),
        ("！aide", "!aide"),
    ],
)
def test_fold_compares_alike(typed: str, folded: str) -> None:
    """Accents, case, apostrophes and ligatures make no difference."""
    assert fold(typed) == folded
