"""From bytes to text: every encoding in use is understood, and what cannot be read is refused."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from concertbot.features.directory.formats import files
from concertbot.features.directory.formats.files import encoding_of, open_text, read_text
from concertbot.features.directory.formats.problems import Problems, RefusedError

Read = Callable[..., Any]
Write = Callable[..., Path]
TABLE = "id;service_name\r\na;Santé à l'Élysée\r\nb;Één huis\r\n"
NAMES = ["Santé à l'Élysée", "Één huis"]


@pytest.mark.parametrize(
    ("encoding", "codes"),
    [
        ("utf-8", []),
        ("utf-8-sig", []),
        ("utf-16", []),
        ("utf-16-le", []),
        ("utf-16-be", []),
        ("cp1252", ["windows-1252"]),
    ],
)
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_an_encoding_and_a_separator_are_found(
    encoding: str, codes: list[str], separator: str, write: Write, read: Read
) -> None:
    """They may be mixed at will."""
    result = read(write("x.csv", TABLE.replace(";", separator).encode(encoding)))
    assert [one.name for one in result.services] == NAMES
    assert result.codes == codes


def test_utf_16_of_the_other_end(write: Write) -> None:
    """The mark tells which end comes first, and is no part of the text."""
    path = write("x.csv", b"\xfe\xff" + TABLE.encode("utf-16-be"))
    assert read_text(path, Problems()) == TABLE


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "empty-file"),
        (b"\xef\xbb\xbf\r\n", "empty-file"),
        ("\r\n".encode("utf-16"), "empty-file"),
        (b"\0" * 5000, "empty-file"),
        (b"%PDF-1.7\nrest", "binary-file"),
        (b"\x89PNG\r\n\x1a\n rest", "binary-file"),
        (b"\xff\xd8\xff\xe0 rest", "binary-file"),
        (b"\x1f\x8b\x08\0\0 cut", "binary-file"),
        (b"id,name\n" + b"a,\x01\x02\x03\n" * 9, "binary-file"),
        (b"id,name\na,A\n" * 9 + b"\0\n", "binary-file"),
        (b"id,name\na,\x81\n", "undecodable"),
        ("id,name\na,Santé à l'étage".encode() + b"\xc3", "undecodable"),  # cut within a letter
        ("id,name\na,été\n".encode("utf-16")[:-3], "undecodable"),
        ("id,nom\na,santé mentale, élève, hôpital de référence\n".encode("cp850"), "undecodable"),
        ("id,name\n番号,日本語テスト\n".encode("shift-jis"), "undecodable"),
        ("id,nom\na,étage à côté\n".encode() * 9 + b"b,\xe9\n", "undecodable"),  # one line pasted from elsewhere
    ],
)
def test_what_is_no_text_is_refused(content: bytes, told: str, write: Write) -> None:
    """One sentence says what it is."""
    problems = Problems()
    with pytest.raises(RefusedError):
        encoding_of(write("x.csv", content), problems)
    assert [one.code for one in problems.errors] == [told]
    assert problems.warnings == ()


def test_the_first_bad_byte_is_told(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is counted from the beginning of the file, wherever the chunks end."""
    for size in (1, 2, 3, 7, 1000):
        monkeypatch.setattr(files, "CHUNK", size)
        problems = Problems()
        with pytest.raises(RefusedError):
            encoding_of(write("x.csv", "ééé€,é".encode("utf-8-sig") + b"\xff" + "é€".encode()), problems)
        assert problems.errors[0].params == {"offset": "15"}


def test_a_file_may_be_unreadable(tmp_path: Path) -> None:
    """The reason is the system's."""
    problems = Problems()
    with pytest.raises(RefusedError):
        encoding_of(tmp_path, problems)
    assert problems.errors[0].sentence == "the file cannot be opened (Is a directory). Check who may read it."


def test_line_ends_stay(write: Write) -> None:
    """The text is what was written."""
    path = write("x.csv", "a\r\nb\rc\n")
    with open_text(path, encoding_of(path, Problems())) as file:
        assert file.read() == "a\r\nb\rc\n"
