"""`concertbot matrix login`: gives this machine a device of the bot's account."""

import asyncio
import getpass
import sys
from pathlib import Path
from typing import Annotated

import typer

from concertbot.adapters.matrix.logging_in import log_in
from concertbot.adapters.matrix.login import LoginError
from concertbot.settings import SettingsError, load

name = "login"


def door(
    config: Annotated[Path | None, typer.Option(metavar="PATH", help="The folder of settings.")] = None,
    new_device: Annotated[bool, typer.Option("--new-device", help="Even when there is a login already.")] = False,
) -> None:
    """Log the bot in on its homeserver, once a machine; with --new-device when its store is lost or suspect."""
    settings = load(config).matrix

    def password() -> str:
        return settings.password.get_secret_value() or getpass.getpass(f"Password of {settings.user}: ")

    try:
        done = asyncio.run(log_in(settings, password, new_device=new_device))
    except LoginError as error:
        raise SettingsError(str(error)) from None
    sys.stdout.write(done + "\n")
