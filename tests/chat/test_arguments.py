"""Arguments as people say them."""

import pytest

from concertbot.chat.arguments import Said, WrongArgumentError, split, whole

WORDS = {"commune": "commune", "gemeente": "commune", "langue": "language"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("psy ado", Said("psy ado", {})),
        ("psy commune:Ixelles ado", Said("psy ado", {"commune": "Ixelles"})),
        ('psy gemeente:"Sint-Joost ten Node"', Said("psy", {"commune": "Sint-Joost ten Node"})),
        ("psy langue:«arabe dialectal»", Said("psy", {"language": "arabe dialectal"})),
        ("COMMUNE:Uccle", Said("", {"commune": "Uccle"})),
        ("voir https://exemple.example à 9:30", Said("voir https://exemple.example à 9:30", {})),
        ("remarque: rien", Said("remarque: rien", {})),
        ("note:rien", Said("note:rien", {})),
    ],
)
def test_options_are_parted_from_free_words(text: str, said: Said) -> None:
    """Options in any language, quotes around what belongs together; other colons are free text."""
    assert split(text, WORDS) == said


def test_a_misspelt_option_is_told() -> None:
    """What is nearly an option is not taken for free words."""
    with pytest.raises(WrongArgumentError) as caught:
        split("psy comune:Ixelles", WORDS)
    assert caught.value.why.values == {"said": "comune", "near": "commune"}


@pytest.mark.parametrize("said", ["", "-1", "1.5", "douze", "9999999", "1e3"])
def test_a_whole_number_is_digits(said: str) -> None:
    """Anything else is wrong."""
    with pytest.raises(WrongArgumentError):
        whole(said)


def test_a_whole_number() -> None:
    """Digits are a number."""
    assert whole(" 12 ") == 12
