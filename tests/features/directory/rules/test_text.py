"""Words made comparable."""

import pytest

from concertbot.features.directory.rules.text import bare, sound, stem, words


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("usager·ère·s", ["usager"]),
        ("professionnel-les", ["professionnel"]),
        ("patient.e.s", ["patient"]),
        ("aidant-es", ["aidant"]),
        ("étudiant(e)s", ["etudiant"]),
        ("étranger/ère", ["etranger"]),
        ("patientEs", ["patient"]),
        ("A.M.O.", ["amo"]),
        ("K&G", ["kg"]),
        ("l'Entr'Aide", ["l", "entr", "aide"]),
        ("Chapelle-aux-Champs", ["chapelle", "aux", "champs"]),
        ("fin.Les", ["fin"]),
        ("", []),
        ("?!…", []),
    ],
)
def test_words(typed: str, meant: list[str]) -> None:
    """Inclusive writing, acronyms with dots and apostrophes are undone."""
    assert [word.text for word in words(typed)] == meant


def test_capitals_are_noticed() -> None:
    """A word in capitals is told from one that is not, unless folding made several words of a sign."""
    assert [word.shouted for word in words("ONE one A")] == [True, False, False]
    assert [word.text for word in words("℀ ONE")][-1] == "one"
    assert not any(word.shouted for word in words("℀ ONE"))


def test_a_novel_is_cut() -> None:
    """Of a very long text only the beginning is read."""
    assert len(words("aide " * 10_000)) < 200


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("isolée", "isolés"),
        ("adolescentes", "adolescent"),
        ("vluchtelingen", "vluchteling"),
        ("psychologues", "psychologue"),
        ("familiale", "familial"),
    ],
)
def test_endings_do_not_count(one: str, other: str) -> None:
    """Number and gender leave the stem as it is."""
    assert [word.stem for word in words(one)] == [word.stem for word in words(other)]


@pytest.mark.parametrize(("one", "other"), [("refugees", "refuge"), ("parenting", "parents")])
def test_different_words_stay_different(one: str, other: str) -> None:
    """What only looks alike keeps its own stem."""
    assert stem(one) != stem(other)


@pytest.mark.parametrize("word", ["les", "2b", "tess", "ee"])
def test_short_words_keep_their_ending(word: str) -> None:
    """A short word, or one with digits, has no ending to cut."""
    assert stem(word)


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("sentre", "centre"),
        ("psicologue", "psychologue"),
        ("sin", "saint"),
        ("akeuil", "accueil"),
        ("praksis", "praxis"),
    ],
)
def test_sounds(heard: str, meant: str) -> None:
    """What is written by ear sounds like what is meant."""
    assert sound(heard) == sound(meant)


def test_bare() -> None:
    """Glued and split words are equal."""
    assert bare("Samu Social") == bare("samusocial")
