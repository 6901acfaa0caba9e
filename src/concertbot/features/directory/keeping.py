"""Indexes in files, so that a large directory answers soon after a start, and soon after an import."""

import os
from collections.abc import Iterator
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from concertbot.domain.database import Database
from concertbot.features.directory.rules.index import Index
from concertbot.features.directory.rules.lexicon import Lexicon
from concertbot.features.directory.rules.saved import FORMAT, arrays_of, index_of

CACHE = Path("var/index")  # for databases that are no file: what this machine made of them
KEPT = 2  # the newest files: one that is in use, and one for what is coming


class Keeper:
    """Keeps the index of one database and one lexicon, by the directory's revision. What is unreadable is no file."""

    def __init__(self, database: Database, lexicon: Path) -> None:
        url = database.url.render_as_string(hide_password=True)
        digest = blake2b(f"{FORMAT} {url}".encode(), digest_size=8)
        for file in sorted(path for path in lexicon.rglob("*") if path.is_file() and "crisis" not in path.parts):
            digest.update(file.read_bytes())
        self._folder, name = _place(database)
        self._start = f"{name}.index-"
        self._name = f"{self._start}{digest.hexdigest()}-"

    def save(self, index: Index, revision: int) -> None:
        """Write an index, whole or not at all."""
        path = self._folder / f"{self._name}{revision}.npz"
        part = path.with_suffix(f".{os.getpid()}.part")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with part.open("wb") as file:
                np.savez(file, **arrays_of(index))  # type: ignore[arg-type]
            part.replace(path)
        except OSError:  # no room, or no right to write: it is built again next time
            with suppress(OSError):
                part.unlink()
            return
        newest = sorted(self._files(), reverse=True)[:KEPT]
        for other in self._folder.glob(f"{self._start}*.npz"):
            if other not in {file for _, file in newest}:
                other.unlink(missing_ok=True)

    def load(self, revision: int, lexicon: Lexicon) -> tuple[Index, int] | None:
        """Return the newest index that is no newer than a revision, and its own; None where there is none."""
        for own, path in sorted(self._files(), reverse=True):
            if own <= revision:
                try:
                    with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
                        return index_of({name: arrays[name] for name in arrays.files}, lexicon), own
                except (OSError, ValueError, KeyError, EOFError, BadZipFile):
                    continue
        return None

    def _files(self) -> Iterator[tuple[int, Path]]:
        for path in self._folder.glob(f"{self._name}*.npz"):
            number = path.stem.removeprefix(self._name)
            if number.isdecimal():
                yield int(number), path


def _place(database: Database) -> tuple[Path, str]:
    """Return the folder for a database's indexes, and how their names begin: each database tidies up its own."""
    if database.file:
        return database.file.parent, database.file.name
    url = database.url.render_as_string(hide_password=True)
    return CACHE, f"{database.url.database}-{blake2b(url.encode(), digest_size=4).hexdigest()}"
