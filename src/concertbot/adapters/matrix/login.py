"""The saved login of this machine's device: read by the bot, written by `concertbot matrix login`."""

import json
import os
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from concertbot.settings import MatrixSettings

FILE = "login.json"
DO_LOGIN = "run `concertbot matrix login`"


class LoginError(Exception):
    """The saved login or its keys cannot be used; says what to do."""


@dataclass(frozen=True, slots=True)
class Login:
    """One device of the bot's account."""

    homeserver: str
    user: str
    device: str
    token: str = field(repr=False)


def read_login(store: Path) -> Login:
    """Return the saved login. Raises LoginError."""
    path = store / FILE
    try:
        return Login(**json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        raise LoginError(f"There is no login in {store} yet: {DO_LOGIN}.") from None
    except (OSError, ValueError, TypeError) as error:
        raise LoginError(f"{path} cannot be read ({type(error).__name__}): {DO_LOGIN} --new-device.") from None


def login_of(settings: MatrixSettings) -> Login:
    """Return the saved login of the account in the settings. Raises LoginError."""
    login = read_login(settings.store)
    if settings.user and settings.user != login.user:
        raise LoginError(f"The saved login is another account's than matrix.user: {DO_LOGIN} --new-device.")
    return replace(login, homeserver=settings.homeserver or login.homeserver)


def write_login(store: Path, login: Login) -> None:
    """Save a login, readable by nobody else."""
    own(store)
    unfinished = store / f"{FILE}.new"
    unfinished.unlink(missing_ok=True)
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump(asdict(login), file)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(store / FILE)


def own(store: Path) -> None:
    """Make the folder of the store, for nobody else."""
    store.mkdir(parents=True, exist_ok=True)
    store.chmod(0o700)
