"""The one file that a backup is: a tar archive, with its manifest first."""

import hashlib
import io
import os
import tarfile
from collections.abc import Mapping
from pathlib import Path

from concertbot.backup.manifest import NAME, BackupError, Manifest, manifest, understood

PIECE = 2**20


def pack(target: Path, revision: str, parts: Mapping[str, Path]) -> Manifest:
    """Write a backup for its owner alone; it appears under its name when it is complete."""
    about = manifest(revision, {name: digest(path) for name, path in parts.items()})
    unfinished = target.with_name(f".{target.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            with tarfile.open(fileobj=file, mode="w") as tar:
                _add(tar, NAME, about.model_dump_json(indent=1).encode(), about)
                for name, path in parts.items():
                    _add(tar, name, path, about)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    return about


def _add(tar: tarfile.TarFile, name: str, content: bytes | Path, about: Manifest) -> None:
    about_it = tarfile.TarInfo(name)
    about_it.mode, about_it.mtime = 0o600, int(about.at.timestamp())
    if isinstance(content, bytes):
        about_it.size = len(content)
        tar.addfile(about_it, io.BytesIO(content))
    else:
        about_it.size = content.stat().st_size
        with content.open("rb") as file:
            tar.addfile(about_it, file)


def unpack(source: Path, folder: Path) -> Manifest:
    """Write what a backup holds into an empty folder, each file verified. Raises BackupError."""
    try:
        with tarfile.open(source, mode="r:") as tar:
            about = understood(_content(tar, NAME))
            for name, expected in about.parts.items():
                path = folder / name
                path.parent.mkdir(mode=0o700, exist_ok=True)
                _extract(tar, name, path)
                if digest(path) != expected:
                    raise BackupError(f"{name} in it is damaged")
    except (tarfile.TarError, EOFError):
        raise BackupError("it is no backup, or not all of one") from None
    return about


def _content(tar: tarfile.TarFile, name: str) -> bytes:
    file = tar.extractfile(_member(tar, name))
    return file.read(PIECE) if file else b""


def _extract(tar: tarfile.TarFile, name: str, path: Path) -> None:
    file = tar.extractfile(_member(tar, name))
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as written:
        while piece := file.read(PIECE) if file else b"":
            written.write(piece)
        written.flush()
        os.fsync(written.fileno())


def _member(tar: tarfile.TarFile, name: str) -> tarfile.TarInfo:
    try:
        found = tar.getmember(name)
    except KeyError:
        raise BackupError(f"{name} is missing in it") from None
    if not found.isreg():
        raise BackupError(f"{name} in it is no file")
    return found


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
