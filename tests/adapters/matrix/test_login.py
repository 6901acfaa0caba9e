"""`concertbot matrix login`, and what it means when the store is lost, foreign or locked."""

import asyncio
import re
import stat
from pathlib import Path

import pytest
from pydantic import SecretStr
from typer import Typer
from typer.testing import CliRunner

from concertbot.adapters.matrix.checking import check
from concertbot.adapters.matrix.doors import invite_code
from concertbot.adapters.matrix.doors import login as login_door
from concertbot.adapters.matrix.logging_in import log_in
from concertbot.adapters.matrix.login import LoginError, read_login
from concertbot.adapters.matrix.machine import KEYS_FILE, open_machine
from concertbot.adapters.matrix.wire import RevokedError, Wire, path
from concertbot.cli import opened
from concertbot.settings import ROOT, MatrixSettings
from peers.matrix_bot import House
from peers.synapse import PASSWORD, Synapse


async def wrong(settings: MatrixSettings) -> dict[str, str]:
    """Return what `check` finds wrong, by setting."""
    return {one.setting: one.what for one in await check(settings) if not one.fine}


async def again(settings: MatrixSettings, *, new_device: bool = False, password: str = PASSWORD) -> str:
    """Log in."""
    return await log_in(settings, lambda: password, new_device=new_device)


async def test_a_login_is_for_nobody_else(house: House) -> None:
    """Folder and files are the owner's, and a second login keeps the first."""
    settings = await house.logged_in()
    assert stat.S_IMODE(settings.store.stat().st_mode) == 0o700
    assert {stat.S_IMODE(one.stat().st_mode) for one in settings.store.iterdir()} == {0o600}
    login = read_login(settings.store)
    assert login.token not in repr(login)
    assert "Already logged in" in await again(settings)
    assert read_login(settings.store) == login
    assert await wrong(settings) == {}


async def test_a_lost_store(house: House) -> None:
    """A new device takes its place; the old one is logged out, what is left of it set aside."""
    settings = await house.logged_in()
    old = read_login(settings.store)
    (settings.store / KEYS_FILE).unlink()
    assert "--new-device" in (await wrong(settings))["matrix.store"]
    with pytest.raises(LoginError, match="--new-device"):
        await again(settings)
    await again(settings, new_device=True)
    assert await wrong(settings) == {}
    assert read_login(settings.store).device != old.device
    assert read_login(settings.store / "aside-1") == old
    async with Wire(old.homeserver, old.token) as wire:
        with pytest.raises(RevokedError):
            await wire.get(path("account", "whoami"))


async def test_another_pickle_key(house: House) -> None:
    """The keys stay closed, and it is said why."""
    settings = await house.logged_in()
    other = settings.model_copy(update={"pickle_key": SecretStr("another")})
    assert "cannot be opened with matrix.pickle_key" in (await wrong(other))["matrix.store"]
    with pytest.raises(LoginError, match="pickle_key"):
        open_machine(read_login(settings.store), settings.store, "another")
    none = settings.model_copy(update={"pickle_key": SecretStr("")})
    assert "matrix.pickle_key" in await wrong(none)


async def test_a_store_of_another_device(house: House) -> None:
    """Keys and login belong together."""
    one, two = await house.logged_in("one"), await house.logged_in("two")
    (two.store / KEYS_FILE).replace(one.store / KEYS_FILE)
    assert "another device" in (await wrong(one))["matrix.store"]


async def test_what_is_refused_leaves_the_store_as_it_is(house: House) -> None:
    """A wrong password, a homeserver that is none."""
    settings = await house.logged_in()
    old = read_login(settings.store)
    with pytest.raises(LoginError, match="refuses"):
        await again(settings, new_device=True, password="wrong")  # noqa: S106 - it is
    nowhere = settings.model_copy(update={"homeserver": "http://127.0.0.1:9"})
    with pytest.raises(LoginError, match="does not answer"):
        await again(nowhere, new_device=True)
    assert read_login(settings.store) == old
    assert set(await wrong(nowhere)) == {"matrix.homeserver", "matrix.store"}


async def test_nothing_is_set(tmp_path: Path) -> None:
    """Each setting is named."""
    assert set(await wrong(MatrixSettings(store=tmp_path))) == {
        "matrix.homeserver",
        "matrix.user",
        "matrix.pickle_key",
        "matrix.store",
    }


def test_the_door_for_codes(copied: str) -> None:
    """A code for somebody who may not invite."""
    app = Typer()
    app.command()(invite_code.door)
    result = CliRunner().invoke(app, ["--database", copied], obj=opened)
    assert re.match(r"(?:[a-z2-9]{4}-){3}[a-z2-9]{4}\n", result.output), result.output


async def test_the_door(synapse: Synapse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command line asks for nothing that the settings give."""
    config = tmp_path / "concertbot.toml"
    config.write_text((ROOT / "config" / "concertbot.toml").read_text(encoding="utf-8"), encoding="utf-8")
    given = {"HOMESERVER": synapse.url, "USER": synapse.register("concertbot").user, "PASSWORD": PASSWORD}
    for name, value in {**given, "PICKLE_KEY": "a key", "STORE": str(tmp_path / "store")}.items():
        monkeypatch.setenv(f"CONCERTBOT_MATRIX_{name}", value)
    app = Typer()
    app.command()(login_door.door)
    result = await asyncio.to_thread(CliRunner().invoke, app, ["--config", str(tmp_path)])
    assert result.exit_code == 0, result.output
    assert "Logged in as @concertbot" in result.output
