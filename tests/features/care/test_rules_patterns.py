"""Wording patterns: groups, gaps, what may be missing, and what is covered."""

import pytest

from concertbot.features.care.rules.patterns import Reading, Wordings, parse, uncovered


def reading(text: str) -> Reading:
    """Return a sentence in which each word stands for itself."""
    return [{word: {1}} for word in text.split()]


@pytest.mark.parametrize(
    ("line", "text", "spans"),
    [
        ("a b", "x a b", [(1, 3)]),
        ("a b", "a x b", []),
        ("a .. b", "a x x b", [(0, 4)]),
        ("a .. b", "a x x x b", []),
        ("a ... b", "a x x x x x b", [(0, 7)]),
        ("a .. b", "a , b", []),
        ("a , b", "a , b", [(0, 3)]),
        ("a b? c", "a c", [(0, 2)]),
        ("a .. b? c", "a x c", [(0, 3)]),
        ("a b?", "a b", [(0, 1), (0, 2)]),
        ("b? a", "a", [(0, 1)]),
        ("", "a", []),
        ("a?", "b", []),
    ],
)
def test_where_a_pattern_stands(line: str, text: str, spans: list[tuple[int, int]]) -> None:
    """As first place and place after the last."""
    assert sorted(span for pattern in parse(line) for span in pattern.spans(reading(text))) == spans


def test_patterns_are_found_by_what_is_rare() -> None:
    """A pattern is not tried where the rarest of its symbols is missing."""
    wordings = Wordings([*parse("je meurs"), *parse("je")], {"je"})
    assert wordings.anchors == {"meurs", "je"}
    assert wordings.found(reading("je meurs"), {"je", "meurs"})
    assert not wordings.found(reading("tu meurs"), {"tu", "meurs"})


def test_what_is_covered_in_part_is_gone() -> None:
    """Commas stay: they keep gaps from crossing."""
    before: Reading = [{"a": {1}, "ab": {2}}, {"b": {1}}, {",": {1}}]
    assert uncovered(before, {1, 2}) == [{"a": {1}}, {}, {",": {1}}]
