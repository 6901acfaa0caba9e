"""Where an export goes: it is written beside, and put in its place when it is complete."""

import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

WRITTEN = frozenset({".csv", ".json", ".ndjson", ".jsonl"})  # what a folder of ours holds


class TakenError(Exception):
    """Nothing can be written there; why is the message."""


def check(path: Path, *, force: bool) -> None:
    """See that nothing is in the way, or nothing but an earlier export that may be replaced. Raises TakenError."""
    if not path.absolute().parent.is_dir():
        raise TakenError(f"The folder {path.absolute().parent} is not there. Make it first.")
    if not (path.exists() or path.is_symlink()) or (path.is_dir() and not any(path.iterdir())):
        return
    if not force:
        raise TakenError(f"{path} is there already. Choose another PATH, or give --force to replace it.")
    if path.is_dir() and any(not one.is_file() or one.suffix not in WRITTEN for one in path.iterdir()):
        raise TakenError(f"{path} holds more than an export, so it is not replaced. Choose another PATH.")


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """Give a folder to write in, next to where it goes; what is left in it afterwards is removed."""
    folder = Path(tempfile.mkdtemp(prefix=f".{path.name}.", dir=path.absolute().parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def put(written: Sequence[Path], path: Path) -> None:
    """Put a file, a folder or several files in place, zipped where the path says so."""
    if path.suffix.lower() == ".zip":
        written = [_zipped(written[0])]
    for one in written:
        target = path if one is written[0] else path.with_name(one.name)
        if target.is_dir():
            target.replace(one.with_name(f"{one.name}.before"))
        one.chmod(_mode(0o777 if one.is_dir() else 0o666))
        one.replace(target)


def _zipped(written: Path) -> Path:
    archive = written.with_name(f"{written.name}.zip")
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        for one in sorted(written.iterdir()) if written.is_dir() else [written]:
            file.write(one, one.name)
    return archive


def _mode(wanted: int) -> int:
    """Return what a new file may be, as the operator's mask says."""
    mask = os.umask(0)
    os.umask(mask)
    return wanted & ~mask
