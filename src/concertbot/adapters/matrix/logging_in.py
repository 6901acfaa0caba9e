"""Logging in: a device of its own for this machine, with its keys, saved for the bot."""

import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path

from concertbot.adapters.matrix.keys import Keys
from concertbot.adapters.matrix.login import FILE, Login, LoginError, own, read_login, write_login
from concertbot.adapters.matrix.machine import KEYS_FILE, NO_PICKLE_KEY, open_machine
from concertbot.adapters.matrix.wire import LaterError, RefusedError, RevokedError, Wire, WireError, path
from concertbot.settings import MatrixSettings

NAME = "concertbot"  # of the device, in the account's list


async def log_in(settings: MatrixSettings, password: Callable[[], str], *, new_device: bool) -> str:
    """Log in and save the login, and return what was done. Raises LoginError."""
    _look(settings)
    old = _saved(settings.store, forgiving=new_device)
    if old and not new_device:
        return await _tried(settings, old)
    login = await _logged_in(settings, password())
    _put_aside(settings.store)
    await _publish(settings, login)
    write_login(settings.store, login)
    if old:
        await _log_out(old)
    return f"Logged in as {login.user}, device {login.device}. The login and its keys are in {settings.store}."


def _look(settings: MatrixSettings) -> None:
    for setting in ("homeserver", "user"):
        if not getattr(settings, setting):
            raise LoginError(f"Set matrix.{setting} first.")
    if not settings.pickle_key.get_secret_value():
        raise LoginError(NO_PICKLE_KEY)


def _saved(store: Path, *, forgiving: bool) -> Login | None:
    try:
        return read_login(store) if (store / FILE).exists() else None
    except LoginError:
        if forgiving:
            return None
        raise


async def _tried(settings: MatrixSettings, login: Login) -> str:
    """Return that a saved login still works. Raises LoginError."""
    open_machine(login, settings.store, settings.pickle_key.get_secret_value()).store.database.close()
    async with Wire(login.homeserver, login.token) as wire:
        try:
            await wire.get(path("account", "whoami"))
        except RevokedError:
            raise LoginError("The saved login is not accepted any more: add --new-device.") from None
        except WireError as error:
            raise LoginError(f"{login.homeserver} does not answer as a homeserver ({error}).") from None
    return f"Already logged in as {login.user}, device {login.device}. Add --new-device for another one."


async def _logged_in(settings: MatrixSettings, password: str) -> Login:
    asked = {
        "type": "m.login.password",
        "identifier": {"type": "m.id.user", "user": settings.user},
        "password": password,
        "initial_device_display_name": NAME,
    }
    async with Wire(settings.homeserver) as wire:
        try:
            answer = await wire.post(path("login"), asked)
        except RefusedError:
            raise LoginError("The homeserver refuses matrix.user with this password.") from None
        except LaterError as error:
            raise LoginError(f"Too many tries: wait {error.seconds:.0f} seconds, then log in again.") from None
        except WireError as error:
            raise LoginError(f"{settings.homeserver} does not answer as a homeserver ({error}).") from None
    return Login(settings.homeserver, str(answer["user_id"]), str(answer["device_id"]), str(answer["access_token"]))


async def _publish(settings: MatrixSettings, login: Login) -> None:
    """Make the device's keys and tell the homeserver."""
    own(settings.store)
    async with Wire(login.homeserver, login.token) as wire:
        machine = open_machine(login, settings.store, settings.pickle_key.get_secret_value(), new=True)
        keys = Keys(wire, machine)
        try:
            await keys.upload()
        except WireError as error:
            raise LoginError(f"The keys could not be published ({error}): log in again.") from None
        finally:
            keys.close()


def _put_aside(store: Path) -> None:
    """Keep an earlier store: its keys still open messages of then."""
    earlier = [store / name for name in (FILE, KEYS_FILE) if (store / name).exists()]
    if earlier:
        aside = next(one for number in count(1) if not (one := store / f"aside-{number}").exists())
        own(aside)
        for file in earlier:
            file.replace(aside / file.name)


async def _log_out(old: Login) -> None:
    """Log the old device out, if the homeserver still knows it."""
    async with Wire(old.homeserver, old.token) as wire:
        try:
            await wire.post(path("logout"), {})
        except RevokedError:
            pass
        except WireError as error:
            sys.stderr.write(f"The old device could not be logged out ({error}): remove it in the account's list.\n")
