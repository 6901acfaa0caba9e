"""What a backup says of itself."""

from datetime import datetime
from importlib.metadata import version

from pydantic import BaseModel, ConfigDict

from concertbot.chat.clock import Clock
from concertbot.domain.migrate import newest

NAME = "manifest.json"
DATABASE = "database.sqlite"
KEYS = "matrix/"  # begins the names of the key store's files
FORMAT = 1


class BackupError(Exception):
    """Why a backup or a restore was not done; nothing was changed."""


class Manifest(BaseModel):
    """The first file in a backup."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: int
    version: str  # of concertbot
    revision: str  # the form of the database
    at: datetime
    parts: dict[str, str]  # each other file's name, and its SHA-256


def manifest(revision: str, parts: dict[str, str]) -> Manifest:
    """Return the manifest of a backup that is made now."""
    now = Clock().now().replace(microsecond=0)
    return Manifest(format=FORMAT, version=version("concertbot"), revision=revision, at=now, parts=parts)


def understood(text: bytes) -> Manifest:
    """Return a manifest as it was written. Raises BackupError."""
    try:
        found = Manifest.model_validate_json(text)
    except ValueError:
        raise BackupError("its manifest is not understood: this is no backup of this concertbot") from None
    if found.format > FORMAT or found.revision > newest():
        raise BackupError(f"it was made by a newer concertbot ({found.version}): install that one first")
    names = found.parts.keys() - {DATABASE}
    if DATABASE not in found.parts or not all(_plain(name) for name in names):
        raise BackupError("its manifest names what no backup holds")
    return found


def _plain(name: str) -> bool:
    return name.startswith(KEYS) and "/" not in name.removeprefix(KEYS) and name.removeprefix(KEYS).strip(".") != ""
