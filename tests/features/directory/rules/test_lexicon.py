"""What the tables of the lexicon become."""

import pytest

from concertbot.features.directory.rules.lexicon import concept, place, split, synonym


def test_split() -> None:
    """Values are joined by a bar."""
    assert split(" a | b ||c ") == ("a", "b", "c")
    assert split("") == ()


def test_a_concept() -> None:
    """A table gives names, wordings, what suits and what it weighs."""
    found = concept(
        "grief", "need", {"fr": "deuil | perte", "nl": "rouw", "fr_said": "est mort", "suits": {"talk": 0.5}}
    )
    assert found.labels == {"fr": "deuil", "nl": "rouw", "en": "deuil"}
    assert found.suits == {"talk": 0.5}
    assert (found.weight, found.hint, found.codes) == (1.0, False, ())
    assert ("est mort", "fr", "asked") in list(found.phrases())
    assert ("perte", "fr", "anywhere") in list(found.phrases())


def test_kinds_differ() -> None:
    """Ages, hints and codes are read where they stand."""
    assert concept("teens", "audience", {"fr": "ados", "ages": [12, 18]}).ages == (12, 18)
    assert concept("we", "audience", {"fr_said": "mon fils", "hint": True}).weight == 0.2
    assert concept("lsfb", "language", {"fr": "signes", "codes": "LSFB"}).codes == ("LSFB",)
    assert concept("ar", "language", {"fr": "arabe"}).codes == ("ar",)


@pytest.mark.parametrize(
    "table",
    [{}, {"fr": "a", "suits": "talk"}, {"fr": "a", "suits": {"talk": 2}}, {"fr": "a", "weight": "much"}],
)
def test_faults_are_told(table: dict[str, object]) -> None:
    """A table that cannot be read names its key."""
    with pytest.raises(ValueError, match="grief"):
        concept("grief", "need", table)


def test_a_synonym() -> None:
    """The term is asked, what it stands for is looked for in the directory."""
    assert list(synonym("AS", "fr", "assistant social").phrases()) == [
        ("assistant social", "", "told"),
        ("AS", "fr", "asked"),
    ]


def test_a_place() -> None:
    """A row gives a place with its names, and how wide it is meant."""
    row = {"fr": "Forest", "nl": "Vorst", "en": "", "postcodes": "1190", "aliases": "", "quarters": "Wiels"}
    found = place({**row, "wide": "", "neighbours": "Uccle|Ixelles"})
    assert found.key == "place:forest"
    assert found.names == ("Forest", "Vorst", "Wiels")
    assert (found.wide, found.everywhere) == (False, False)
    assert place({**row, "nl": "", "wide": "everywhere", "neighbours": ""}).everywhere
