"""A file of JSON objects, written one by one: a list, or one object a line."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any


class JsonFile:
    """Writes objects as they come."""

    def __init__(self, path: Path, *, lines: bool = False) -> None:
        self.path = path
        self.rows = 0
        self._lines = lines
        self._file = path.open("wb")
        self._file.write(b"" if lines else b"[")

    def write(self, item: Mapping[str, Any]) -> None:
        """Add an object."""
        if not self._lines:
            self._file.write(b",\n" if self.rows else b"\n")
        self._file.write(_encoded(item) + (b"\n" if self._lines else b""))
        self.rows += 1

    def close(self) -> None:
        """Finish the file."""
        self._file.write(b"" if self._lines else b"\n]\n")
        self._file.close()


def _encoded(item: Mapping[str, Any]) -> bytes:
    try:
        return json.dumps(item, ensure_ascii=False).encode()
    except UnicodeEncodeError:  # half a character, which JSON can say but Unicode cannot
        return json.dumps(item).encode()
