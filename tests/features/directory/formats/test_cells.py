"""Values of a row: text, lists, numbers and dates; languages by name and code."""

from datetime import date
from pathlib import Path

import pytest

from concertbot.features.directory.formats.cells import Cells, read_day
from concertbot.features.directory.formats.places import read_places
from concertbot.features.directory.formats.problems import Problems, Whole
from concertbot.features.directory.formats.spoken import spoken


def cells(**values: object) -> Cells:
    """Return a row with these values."""
    return Cells(values, Whole("x"), Problems())


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("2026-12-31", date(2026, 12, 31)),
        ("2023-03-15T10:30:45.123Z", date(2023, 3, 15)),
        ("05/08/2016", date(2016, 8, 5)),
        ("5.8.2016", date(2016, 8, 5)),
        ("2026/02/01", date(2026, 2, 1)),
        ("31/02/2026", None),
        ("", None),
        ("hier", None),
    ],
)
def test_dates_are_read_in_several_forms(said: str, expected: date | None) -> None:
    """ISO, or the day first."""
    assert read_day(said) == expected


@pytest.mark.parametrize(
    ("said", "expected"), [("12", 12.0), ("50,85", 50.85), ("nan", None), ("1e999", None), ("", None)]
)
def test_numbers_are_finite(said: str, expected: float | None) -> None:
    """A decimal comma is understood; what is no number is none."""
    assert cells(n=said).number("n") == expected


def test_text_is_clean_and_the_first_that_is_there() -> None:
    """Invisible characters go, line ends stay in a text and go from a line."""
    row = cells(a=" ", b="Un\u200b\r\ndeux", c=True, d={"x": [1]}, e=None, f=[])
    assert (row.text("a", "b"), row.line("b"), row.text("c"), row.text("d")) == (
        "Un\ndeux",
        "Un deux",
        "true",
        '{"x": [1]}',
    )
    assert (row.text("e"), row.text("f"), row.text("g"), row.rest()) == ("", "", "", ())


def test_lists_are_distinct_words() -> None:
    """Repetitions and empty parts go; what only looks like JSON is text."""
    assert cells(w="a| b||a").words("w") == ("a", "b")
    assert cells(w='["a", null, 1]').words("w") == ("a", "1")
    assert cells(w="[sic]|b").words("w") == ("[sic]", "b")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("fr", "fr"),
        ("FR-be", "fr"),
        ("fra", "fr"),
        ("dut", "nl"),
        ("Frans", "fr"),
        ("français", "fr"),
        ("Urdu", "ur"),
        ("sfb", "LSFB"),
        ("lsfb", "LSFB"),
        ("avec interprète", "interprètes"),
        ("interprètes", "interprètes"),
        ("patois", "patois"),
    ],
)
def test_languages_are_known_by_name_and_code(said: str, expected: str) -> None:
    """A code or a name in three languages gives the two-letter code; what is unknown stays."""
    assert spoken(said) == expected


def test_without_a_lexicon_no_place_is_known(tmp_path: Path) -> None:
    """A city keeps the one name that it has."""
    places = read_places(tmp_path / "none.csv")
    assert (places.names("Ixelles", "1050"), places.names("", "1050")) == (("Ixelles",), ())
