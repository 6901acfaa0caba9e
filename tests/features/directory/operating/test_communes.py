"""Communes with a name in one language go out and come in again as they are."""

import pytest

from .conftest import Operator


@pytest.mark.parametrize(
    ("commune_fr", "commune_nl", "postcode", "found"),
    [
        ("", "Elsene", "", ("", "Elsene")),
        ("", "Gent", "9000", ("", "Gent")),
        ("", "Elsene", "1050", ("Ixelles", "Elsene")),
        ("Namur", "", "5000", ("Namur", "")),
    ],
)
def test_a_commune_keeps_its_language(
    commune_fr: str, commune_nl: str, postcode: str, found: tuple[str, str], operator: Operator
) -> None:
    """A name in one language stands in its column; what the lexicon knows stands beside it."""
    operator.writes("t.mapping.toml", '[columns]\nname="n"\ncommune_fr="c"\ncommune_nl="g"\npostcode="p"\n')
    operator.brings("t", operator.writes("t.csv", f"n,c,g,p\nHuis,{commune_fr},{commune_nl},{postcode}\n"))
    (row,) = operator.rows(operator.exports("csv", "x.csv"))
    assert (row["commune_fr"], row["commune_nl"]) == found
