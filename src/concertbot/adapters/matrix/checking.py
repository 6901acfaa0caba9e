"""What `concertbot check` finds out about the Matrix account."""

from collections.abc import AsyncIterator

from concertbot.adapters.matrix.login import DO_LOGIN, Login, LoginError, login_of
from concertbot.adapters.matrix.machine import NO_PICKLE_KEY, open_machine
from concertbot.adapters.matrix.wire import RefusedError, RevokedError, Wire, WireError, path
from concertbot.domain.port import Finding
from concertbot.settings import MatrixSettings


async def check(settings: MatrixSettings) -> list[Finding]:
    """Look at settings, homeserver, login and keys, and change nothing."""
    return [finding async for finding in _all(settings)]


async def _all(settings: MatrixSettings) -> AsyncIterator[Finding]:
    yield await _homeserver(settings)
    whole = settings.user.startswith("@") and ":" in settings.user
    yield Finding("matrix.user", whole, settings.user if whole else "Give the whole account: @concertbot:example.org.")
    key = bool(settings.pickle_key.get_secret_value())
    yield Finding("matrix.pickle_key", key, "It is set." if key else NO_PICKLE_KEY)
    yield await _store(settings)


async def _homeserver(settings: MatrixSettings) -> Finding:
    if not settings.homeserver.startswith(("https://", "http://")):
        return Finding("matrix.homeserver", fine=False, what="Give its address: https://matrix.example.org.")
    async with Wire(settings.homeserver) as wire:
        try:
            await wire.get("/_matrix/client/versions")
        except WireError as error:
            why = f"{settings.homeserver} does not answer as a homeserver ({error}). Is the address right?"
            return Finding("matrix.homeserver", fine=False, what=why)
    return Finding("matrix.homeserver", fine=True, what=f"{settings.homeserver} answers.")


async def _store(settings: MatrixSettings) -> Finding:
    try:
        login = login_of(settings)
        pickle_key = settings.pickle_key.get_secret_value()
        if pickle_key:
            open_machine(login, settings.store, pickle_key).store.database.close()
        what = await _known(login)
    except LoginError as error:
        return Finding("matrix.store", fine=False, what=str(error))
    return Finding("matrix.store", fine=True, what=what)


async def _known(login: Login) -> str:
    """Return a sentence on the saved login. Raises LoginError."""
    async with Wire(login.homeserver, login.token) as wire:
        try:
            await wire.get(path("account", "whoami"))
        except (RevokedError, RefusedError):
            raise LoginError(f"The homeserver does not accept the saved login: {DO_LOGIN} --new-device.") from None
        except WireError as error:
            raise LoginError(f"The saved login could not be tried: the homeserver does not answer ({error}).") from None
    return f"The login of device {login.device} is accepted."
