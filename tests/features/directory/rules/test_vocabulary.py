"""Known words, found again."""

import pytest

from concertbot.features.directory.rules.vocabulary import Vocabulary

KNOWN = Vocabulary.of(
    {"psychologue", "samusocial", "guidance", "ilot", "saint", "dune", "alcohol", "verslaving", "trauma", "planning"}
    | {"familial", "centre", "champ", "tram", "ixelles"},
    frozenset({"de", "la", "besoin"}),
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("psicologue", "psychologue"),
        ("samussossial", "samusocial"),
        ("guidanse", "guidance"),
        ("lilot", "ilot"),
        ("dixel", "ixelles"),
        ("besion", "besoin"),
        ("sin", "saint"),
        ("psycholo", "psychologue"),
        ("plannning", "planning"),
    ],
)
def test_nearest(typed: str, meant: str) -> None:
    """Typing errors, sounds, glued articles and words cut short lead back to the known word."""
    assert KNOWN.nearest(typed)[0][0] == meant


@pytest.mark.parametrize("typed", ["xkjdhf", "zz", "abc", "quetsche", "shap", "pram"])
def test_nothing_near(typed: str) -> None:
    """What is like nothing known stays unknown, a short word the more so."""
    assert typed not in KNOWN
    assert not [word for word, _ in KNOWN.nearest(typed) if word not in {"tram", "champ"}]


@pytest.mark.parametrize(
    ("glued", "parts"),
    [
        ("planningfamilial", ["planning", "familial"]),
        ("centredeguidance", ["centre", "de", "guidance"]),
        ("alcoholsverslaving", ["alcohol", "verslaving"]),
        ("dunela", []),
        ("guidancexyz", []),
        ("champ", []),
        ("aabbccddee", []),
    ],
)
def test_unglued(glued: str, parts: list[str]) -> None:
    """A glued word comes apart where its parts are known and long enough."""
    assert KNOWN.unglued(glued) == parts


def test_a_known_word_may_be_taken_apart() -> None:
    """A word that is known comes apart only when asked."""
    known = Vocabulary.of({"kinder", "opvang", "kinderopvang"})
    assert known.unglued("kinderopvang") == ["kinderopvang"]
    assert known.unglued("kinderopvang", whole=False) == ["kinder", "opvang"]


def test_nothing_in_common() -> None:
    """A word that shares no two letters with any known one is like none."""
    assert Vocabulary.of({"ooooo"}).nearest("zzzzz") == []
