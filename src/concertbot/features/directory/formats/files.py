"""From the bytes of a file to its text: the encoding is found in a first pass, then the text flows; none is held whole.

Known are UTF-8, UTF-16 (without its mark too, where NUL bytes show it) and Windows-1252.
"""

import codecs
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import TextIO

from concertbot.features.directory.formats.problems import Problems, Whole

CHUNK, HEAD = 1 << 20, 1 << 16
UTF_8, WINDOWS = "utf-8-sig", "cp1252"
BINARY_KINDS = {
    b"PK\x03\x04": "an archive",
    b"PK\x05\x06": "an empty archive",
    b"%PDF": "a PDF",
    b"\xd0\xcf\x11\xe0": "an old spreadsheet or text document",
    b"\x1f\x8b": "an archive",
    b"7z\xbc\xaf": "an archive",
    b"Rar!": "an archive",
    b"BZh": "an archive",
    b"\xfd7zXZ": "an archive",
    b"SQLite format 3": "a database",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"RIFF": "a picture or a sound",
    b"{\\rtf": "a text document",
}
MARKS = ((codecs.BOM_UTF8, UTF_8), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
BLANK = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"
CONTROL = re.compile(rb"[\x01-\x08\x0e-\x19\x1c-\x1f]")
ASCII = bytes(range(0x80))
# Letters of UTF-8 in several bytes; many of them say that a text is UTF-8, though some of its bytes are not.
LETTER = re.compile(rb"[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}")
# Within a word these are letters in old code pages of DOS and Macintosh, and none in Windows-1252.
FOREIGN = re.compile(rb"(?<=[a-z])[\x80-\x8b\x8d-\x90\x93-\x95\x98\x99\x9b\x9d\x9f](?=[a-z])")
OFTEN = 0.25  # of the bytes of an UTF-16 text in Latin letters are NUL: near half
RARE = 0.01


def read_text(path: Path, problems: Problems) -> str:
    """Return the whole text of a file. Raises RefusedError."""
    with open_text(path, encoding_of(path, problems)) as file:
        return file.read()


def open_text(path: Path, encoding: str) -> TextIO:
    """Open a file whose encoding is known; its line ends stay as they are."""
    return path.open(encoding=encoding, newline="")


def encoding_of(path: Path, problems: Problems) -> str:
    """Return the encoding in which all of a file can be read; Windows-1252 is warned about. Raises RefusedError."""
    here = Whole(str(path))
    try:
        return _encoding(path, here, problems)
    except OSError as error:
        raise problems.refuse("unreadable-file", here, reason=error.strerror or "unknown") from None


def binary_kind(head: bytes) -> str:
    """Return what a file that begins like this is when it is no text."""
    if head.startswith(b"RIFF") and head[8:12] not in {b"WEBP", b"WAVE", b"AVI "}:
        return ""
    return next((kind for start, kind in BINARY_KINDS.items() if head.startswith(start)), "")


def _encoding(path: Path, here: Whole, problems: Problems) -> str:
    if not any(chunk.strip(BLANK) for chunk in _chunks(path)):
        raise problems.refuse("empty-file", here)
    with path.open("rb") as file:
        head = file.read(HEAD)
    encoding = _told(head)
    kind = "" if encoding else binary_kind(head) or _noise(path)
    if kind:
        raise problems.refuse("binary-file", here, kind=kind)
    encoding, flaw = encoding or UTF_8, _flaw(path, encoding or UTF_8)
    if flaw is not None and encoding == UTF_8 and not head.startswith(codecs.BOM_UTF8) and _is_windows(path):
        encoding, flaw = WINDOWS, _flaw(path, WINDOWS)
    if flaw is not None:
        raise problems.refuse("undecodable", here, offset=str(flaw))
    if encoding == WINDOWS:
        problems.add("windows-1252", here)
    return encoding


def _told(head: bytes) -> str:
    """Return the encoding that the first bytes show."""
    for mark, encoding in MARKS:
        if head.startswith(mark):
            return encoding
    even, odd = head[::2].count(0), head[1::2].count(0)
    half = len(head) / 2
    if len(head) % 2:
        return ""
    if odd > half * OFTEN and even < half * RARE:
        return "utf-16-le"
    return "utf-16-be" if even > half * OFTEN and odd < half * RARE else ""


def _noise(path: Path) -> str:
    for chunk in _chunks(path):
        if 0 in chunk:
            return "it holds NUL bytes"
        if len(CONTROL.findall(chunk)) > len(chunk) * RARE:
            return "it holds control characters"
    return ""


def _flaw(path: Path, encoding: str) -> int | None:
    """Return where the first byte stands that has no meaning in an encoding."""
    decoder = codecs.getincrementaldecoder("utf-8" if encoding == UTF_8 else encoding)()
    done = 0
    for chunk in chain(_chunks(path), [b""]):
        waiting = len(decoder.getstate()[0])
        try:
            decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            return done - waiting + error.start
        done += len(chunk)
    return None


def _is_windows(path: Path) -> bool:
    """Whether bytes that are not UTF-8 look like the letters of Windows-1252, and like nothing else."""
    letters = foreign = high = 0
    for chunk in _chunks(path):
        letters += sum(map(len, LETTER.findall(chunk)))
        foreign += len(FOREIGN.findall(chunk))
        high += len(chunk.translate(None, ASCII))
    return letters * 2 <= high and foreign * 2 <= high


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk
