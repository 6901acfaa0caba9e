"""Contacts as phones read them."""

import re
from datetime import date

import pytest

from concertbot.features.directory.rules.vcard import LONGEST, Contact, Number, PostalAddress, vcard


def written(**more: object) -> list[str]:
    """Return the unfolded lines of a contact."""
    return unfolded(vcard(Contact(uuid="0c5c", name="Le Phare", **more)))  # type: ignore[arg-type]


def unfolded(content: bytes) -> list[str]:
    """Return lines as who reads the file puts them together again."""
    return re.sub(rb"\r\n[ \t]", b"", content).decode().split("\r\n")


def test_the_least() -> None:
    """Of what is unknown there is no line."""
    assert written() == [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "UID:urn:uuid:0c5c",
        "FN:Le Phare",
        "N:Le Phare;;;;",
        "END:VCARD",
        "",
    ]


def test_everything() -> None:
    """Each thing that is known has its line."""
    lines = written(
        organisation="Asbl Vigie",
        numbers=(Number("02 111 22 33"), Number("02 111 22 34", "Fax"), Number("02 111 22 35", "voice", "12")),
        email="a@example.org",
        url="https://example.org/a,b;c",
        addresses=(PostalAddress("Rue Haute 1, bte 2", "Ixelles", "Bruxelles", "1050", "BE"),),
        note="Sonnez.",
        changed=date(2026, 11, 2),
    )
    assert lines[5:-2] == [
        "ORG:Asbl Vigie",
        "TEL;TYPE=WORK,VOICE:02 111 22 33",
        "TEL;TYPE=WORK,FAX:02 111 22 34",
        "TEL;TYPE=WORK,VOICE:02 111 22 35 x12",
        "EMAIL;TYPE=INTERNET,WORK:a@example.org",
        "ADR;TYPE=WORK:;;Rue Haute 1\\, bte 2;Ixelles;Bruxelles;1050;BE",
        "URL:https://example.org/a,b;c",
        "NOTE:Sonnez.",
        "REV:2026-11-02",
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\x85"])
def test_no_text_begins_a_line_of_its_own(end: str) -> None:
    """What a source says never becomes a property."""
    lines = written(note=f"a{end}TEL:0900", url=f"https://example.org/{end}TEL:0900")
    assert not [line for line in lines if line.startswith("TEL")]
    assert "NOTE:a\\nTEL:0900" in lines


def test_what_separates_is_escaped() -> None:
    """Commas, semicolons and backslashes of a text are only text; other controls are blanks."""
    assert "NOTE:a\\, b\\; c\\\\n d" in written(note="a, b; c\\n\x00d")


@pytest.mark.parametrize("shift", range(5))
@pytest.mark.parametrize("character", ["a", "é", "语", "🏠", ",", "\n"])
def test_long_lines_are_folded_between_characters(character: str, shift: int) -> None:
    """No line is longer than 75 octets, each is whole in itself, and together they are what was said."""
    content = vcard(Contact(uuid="0c5c", name="Le Phare", note="x" * shift + character * 200))
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= LONGEST
    assert [line.decode() for line in lines]
    escaped = {",": "\\,", "\n": "\\n"}.get(character, character)
    assert f"NOTE:{'x' * shift}{escaped * 200}" in unfolded(content)
