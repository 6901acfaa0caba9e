"""How a message is read: sentences, and the words that were meant."""

import re

import pytest

from concertbot.features.care.rules.spelling import LONGEST_SENTENCE, Ear, Speller, sentences

SPELLER = Speller(
    elisions=frozenset({"j", "qu"}),
    meant={"jveux": ("je", "veux"), "vraiment": (), "i'll": ("i", "will")},
    known=frozenset({"mourir", "nourrir", "dont", "coool", "fin"}),
    prefixes=("zelfmoord",),
    ear=Ear(re.compile("(?<=[a-z]{3})(?:er|e|s)+$"), re.compile("ss|c"), {"ss": "s", "c": "s"}),
    alike={"suisid": "suicide"},
    forgiven={("m", 6): ["mourir"], ("m", 7): ["mourir"], ("s", 11): ["suicidaire"]},
)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("", [",,"]),
        ("Je VEUX, là.", [",je veux,la,", ",,"]),
        ("Non ! Oui", [",non,", ",oui,"]),
        ("un\nvers\n\nun autre", [",un vers,", ",un autre,"]),
        ("un·e usager·ère·s, un patient.e (ou professionnel-les)", [",un usager,un patient,ou professionnel,"]),
        ("pense-t-on – non", [",pense t on,non,"]),
        ("j'ai", [",j'ai,"]),
    ],
)
def test_sentences(text: str, read: list[str]) -> None:
    """Folded, with a comma for whatever separates, and round each."""
    assert [
        " ".join(sentence).replace(" , ", ",").replace(", ", ",").replace(" ,", ",") for sentence in sentences(text)
    ] == read


def test_nobody_punctuates() -> None:
    """A sentence without end is read in pieces that overlap."""
    first, second = sentences(" ".join(f"m{number}" for number in range(LONGEST_SENTENCE + 50)))
    assert len(first) == LONGEST_SENTENCE + 2
    assert first[-3] in second


@pytest.mark.parametrize(
    ("token", "words"),
    [
        ("jveux", ("je", "veux")),
        ("vraiment", ()),
        ("i'll", ("i", "will")),
        ("j'mourir", ("j", "mourir")),
        ("qu'jveux", ("qu", "je", "veux")),
        ("don't", ("dont",)),
        ("mouuuurir", ("mourir",)),
        ("coooooool", ("coooooool",)),
        ("nourrir", ("nourrir",)),
        ("mourrir", ("mourir",)),
        ("mouirir", ("mourir",)),
        ("moirir", ("mourir",)),
        ("suissides", ("suicide",)),
        ("suissidaire", ("suicidaire",)),
        ("zelfmoordlijn", ("zelfmoordlijn",)),
        ("finn", ("fin",)),
        ("1813", ("1813",)),
        ("m" * 1000, ("m" * 1000,)),
    ],
)
def test_what_was_meant(token: str, words: tuple[str, ...]) -> None:
    """Elisions, abbreviations, fillers, long letters, typing errors, writing by ear."""
    assert SPELLER.words(token) == words
