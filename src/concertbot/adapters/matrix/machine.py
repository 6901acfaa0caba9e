"""The device's store of keys, opened: nio's Olm machine on its SQLite file."""

import logging
from pathlib import Path
from typing import Any

from nio.crypto import Olm
from nio.store import SqliteStore

from concertbot.adapters.matrix.login import DO_LOGIN, Login, LoginError

NEVER = logging.CRITICAL + 1  # nio's warnings name people and their devices
KEYS_FILE = "keys.sqlite"
NO_PICKLE_KEY = "Set matrix.pickle_key (or matrix.pickle_key_file) to a long random text, and never change it."


def open_machine(login: Login, store: Path, pickle_key: str, *, new: bool = False) -> Any:
    """Return the device's machine. A new device gets new keys, another one must find its own. Raises LoginError."""
    logging.getLogger("nio").setLevel(NEVER)
    if not pickle_key:
        raise LoginError(NO_PICKLE_KEY)
    file = store / KEYS_FILE
    if not new and not file.is_file():
        raise LoginError(f"The keys of the login are not in {store}: {DO_LOGIN} --new-device.")
    file.touch(mode=0o600)
    kept = _opened(login, store, pickle_key, file)
    try:
        found = kept.load_account() is not None
        machine = Olm(login.user, login.device, kept) if found or new else None
    except Exception as error:  # whatever vodozemac or SQLite raised, the keys are closed to us
        kept.database.close()
        raise LoginError(
            f"The keys in {file} cannot be opened with matrix.pickle_key: give the one they were made with, or"
            f" {DO_LOGIN} --new-device."
        ) from error
    if machine is None:
        kept.database.close()
        raise LoginError(f"{file} belongs to another device than the login beside it: {DO_LOGIN} --new-device.")
    return machine


def _opened(login: Login, store: Path, pickle_key: str, file: Path) -> SqliteStore:
    try:
        return SqliteStore(login.user, login.device, str(store), pickle_key, KEYS_FILE)
    except Exception as error:  # peewee's own errors, and SQLite's
        raise LoginError(f"{file} is damaged: {DO_LOGIN} --new-device.") from error
