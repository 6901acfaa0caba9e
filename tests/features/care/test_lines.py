"""Help lines: which are given, in which order, and which are stale."""

from datetime import date
from pathlib import Path

import pytest

from concertbot.features.care.library import help_lines
from concertbot.features.care.rules.lines import HelpLine, lines_for, stale
from concertbot.settings import ROOT, SettingsError

LINES = help_lines(ROOT / "config" / "help-lines")


@pytest.mark.parametrize(
    ("region", "language", "phones"),
    [
        ("BE", "fr", ["0800 32 123", "112", "070 245 245", "107", "103"]),
        ("BE", "nl", ["1813", "112", "070 245 245", "106", "102"]),
        ("BE", "en", ["112", "02 616 26 26", "0800 32 123", "1813"]),
        ("FR", "fr", ["3114", "15", "112"]),
        ("NL", "nl", ["113", "112"]),
        ("CH", "fr", ["144", "143", "147"]),
        ("QC", "fr", ["1 866 277-3553", "988", "911"]),
    ],
)
def test_the_lines_of_an_answer(region: str, language: str, phones: list[str]) -> None:
    """Those in the language first, kind by kind; then other languages for what is lacking."""
    assert [line.phone for line in lines_for(LINES, region, language)][: len(phones)] == phones


def test_a_region_without_lines_has_none() -> None:
    """Nothing is borrowed from another country."""
    assert lines_for(LINES, "XX", "fr") == ()


def test_stale_lines() -> None:
    """Never verified, or more than 180 days ago."""
    never = HelpLine("BE", "a", "1", "suicide", ("fr",))
    fresh = HelpLine("BE", "b", "2", "suicide", ("fr",), verified_on=date(2026, 8, 6))
    assert stale((never, fresh), date(2027, 2, 2)) == (never,)
    assert stale((never, fresh), date(2027, 2, 3)) == (never, fresh)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("[[lines]", "not readable as TOML"),
        ('[[lines]]\nname = "A"', "phone"),
        ('[[lines]]\nname = "A"\nphone = "1"\nkind = "tea"\nlanguages = ["fr"]', "kind: give one of suicide"),
        ('[[lines]]\nname = "A"\nphone = "1"\nkind = "suicide"\nlanguages = ["fr"]\nhourz = 3', "hourz"),
        (
            '[[lines]]\nname = "A"\nphone = "1"\nkind = "suicide"\nlanguages = ["fr"]\nverified_on = "soon"',
            "verified_on",
        ),
    ],
)
def test_a_mistake_names_file_and_key(tmp_path: Path, content: str, told: str) -> None:
    """An operator is told where it is and what to do."""
    (tmp_path / "BE.toml").write_text(content, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"BE\.toml") as caught:
        help_lines(tmp_path)
    assert told in str(caught.value)
