"""Names as whole strings."""

from concertbot.features.directory.rules.titles import Titles

TITLES = Titles([["projetlama", "lama"], ["samusocial"], ["aa"]])


def test_exact() -> None:
    """A name leads to those that bear it."""
    assert list(TITLES.exact("lama")) == [0]
    assert list(TITLES.exact("nobody")) == []


def test_alike() -> None:
    """Names nearly like the text are found, with how nearly; short texts are like nothing."""
    assert TITLES.alike("projetlamma", 0.8)[0] > 0.9
    assert TITLES.alike("samussossial", 0.8)[1] > 0.8
    assert TITLES.alike("mayonnaise", 0.8) == {}
    assert TITLES.alike("aa", 0.5) == {}
