"""From the bytes of a file to its text."""

from pathlib import Path

from concertbot.features.directory.formats.problems import Problems, Whole

BINARY_KINDS = {
    b"PK\x03\x04": "a spreadsheet or an archive",
    b"%PDF": "a PDF",
    b"\xd0\xcf\x11\xe0": "a spreadsheet",
    b"\x1f\x8b": "an archive",
    b"SQLite format 3": "a database",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}


def read_text(path: Path, problems: Problems) -> str:
    """Return the text of a file in UTF-8, else in Windows-1252 with a warning. Raises RefusedError."""
    here = Whole(str(path))
    try:
        content = path.read_bytes()
    except OSError as error:
        raise problems.refuse("unreadable-file", here, reason=error.strerror or "unknown") from None
    if not content.strip(b"\xef\xbb\xbf \t\r\n"):
        raise problems.refuse("empty-file", here)
    kind = next((kind for start, kind in BINARY_KINDS.items() if content.startswith(start)), "")
    if kind or b"\0" in content:
        raise problems.refuse("binary-file", here, kind=kind or "it holds NUL bytes")
    return _decode(content, here, problems)


def _decode(content: bytes, here: Whole, problems: Problems) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError as error:
        raise problems.refuse("undecodable", here, offset=str(error.start)) from None
    problems.add("windows-1252", here)
    return text
