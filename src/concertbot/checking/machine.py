"""What the machine has to offer: room on its disks, and an address to listen at."""

import errno
import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

from concertbot.domain.database import Database
from concertbot.domain.port import Finding
from concertbot.settings import Settings

LEAST_FREE = 200_000_000  # bytes


def look_at_disks(settings: Settings, database: Database) -> Iterator[Finding]:
    """Look whether the bot may write where it has to, and whether there is room."""
    if database.file:
        yield _place("database", database.file.parent)
    if "matrix" in settings.platforms:
        yield _place("matrix.store", settings.matrix.store)


def _place(setting: str, folder: Path) -> Finding:
    there = next(one for one in (folder.absolute(), *folder.absolute().parents) if one.exists())
    if not (there.is_dir() and os.access(there, os.W_OK)):
        return Finding(setting, fine=False, what=f"{folder} cannot be written by this user; give it to them (chown)")
    free = shutil.disk_usage(there).free
    if free < LEAST_FREE:
        return Finding(setting, fine=False, what=f"only {_megabytes(free)} are free in {folder}; make room")
    return Finding(setting, fine=True, what=f"{folder} can be written, {_megabytes(free)} are free")


def _megabytes(size: int) -> str:
    return f"{size // 1_000_000:,} MB"


def look_at_address(listen: str) -> Finding:
    """Look whether the web application can listen where it should, or does so already."""
    name = "web.listen"
    if not listen:
        return Finding(name, fine=True, what="no web application: nobody can ask for health or metrics")
    host, _, port = listen.rpartition(":")
    try:
        family = socket.AF_INET6 if host.startswith("[") else socket.AF_INET
        socket.create_server((host.strip("[]"), int(port)), family=family).close()
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            return Finding(name, fine=True, what=f"something listens at {listen} already: the bot, if it runs")
        why = error.strerror or type(error).__name__
        return Finding(name, fine=False, what=f"{listen} cannot be listened at ({why}); give another host or port")
    return Finding(name, fine=True, what=f"{listen} is free")
