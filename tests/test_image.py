"""The container: its Dockerfile carried out step by step in a bare folder, and what it starts, as nobody special."""

import configparser
import re
import shutil
import signal
import socket
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml  # type: ignore[import-untyped]

from concertbot.environment import names
from concertbot.settings import ROOT, Settings
from dockerfile import Image, steps

GREEN_WITHIN = 30  # seconds
STOPS_WITHIN = 10


@pytest.fixture
def image() -> Iterator[Image]:
    """Build the image in a folder that other users may enter."""
    home = Path(tempfile.mkdtemp(prefix="concertbot-image-"))
    home.chmod(0o755)
    try:
        built = Image(ROOT, home / "root")
        built.build()
        (home / "tmp").mkdir()
        (home / "tmp").chmod(0o777)
        yield built
    finally:
        for path in home.rglob("*"):
            if path.is_dir() and not path.is_symlink():
                path.chmod(0o755)
        shutil.rmtree(home)


def make_read_only(image: Image) -> None:
    """Let nobody write but into the volume."""
    volume = image.here(image.told["VOLUME"])
    for path in [image.root, *image.root.rglob("*")]:
        if volume != path and not path.is_symlink():
            path.chmod(path.stat().st_mode & ~0o222)


def files(image: Image) -> set[tuple[str, int]]:
    """Return all that is there, the volume aside."""
    volume = image.here(image.told["VOLUME"])
    paths = (path for path in image.root.rglob("*") if not path.is_relative_to(volume))
    return {(str(path), path.lstat().st_mtime_ns) for path in paths}


def free_port() -> int:
    """Return a port that is free."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def test_the_image_runs(image: Image) -> None:
    """As another user on a read-only tree: its health check turns green, and a SIGTERM ends it cleanly."""
    make_read_only(image)
    before = files(image)
    more = {"CONCERTBOT_PLATFORMS": "", "CONCERTBOT_WEB_LISTEN": f"127.0.0.1:{free_port()}"}
    more["TMPDIR"] = str(image.root.parent / "tmp")
    with image.start("ENTRYPOINT", "CMD", **more) as bot:
        try:
            began, status = time.monotonic(), 1
            while status:
                assert bot.poll() is None, bot.communicate()
                assert time.monotonic() - began < GREEN_WITHIN
                time.sleep(0.3)
                status, told = checked(image, more)
            assert '"status":"ok"' in told
            bot.send_signal(signal.SIGTERM)
            _, errors = bot.communicate(timeout=STOPS_WITHIN)
        finally:
            bot.kill()
    assert bot.returncode == 0, errors
    assert all(line.startswith("{") for line in errors.splitlines()), errors
    assert files(image) == before
    assert image.here("/var/lib/concertbot/concertbot.sqlite").is_file()
    status, told = checked(image, more)
    assert (status, told[:9]) == (1, "no answer")


def checked(image: Image, more: dict[str, str]) -> tuple[int, str]:
    """Return the status of the health check, and what it told."""
    with image.start("HEALTHCHECK", **more) as check:
        told = check.communicate()
    return check.returncode, "".join(told)


def test_what_the_image_copies_is_let_through() -> None:
    """And nothing else: no settings of somebody's own, no database, no secret."""
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    let_through = {line[1:] for line in ignored if line.startswith("!")}
    copied = {
        source.rstrip("/")
        for word, rest in steps((ROOT / "Dockerfile").read_text(encoding="utf-8"))
        if word == "COPY" and not rest.startswith("--from")
        for source in rest.split()[:-1]
    }
    assert ignored[0] == "*"
    assert copied == let_through
    assert all((ROOT / one).exists() for one in copied)


def test_the_compose_example() -> None:
    """Every variable is a setting, every secret is a file, and nothing can be written but the volumes."""
    compose = yaml.safe_load((ROOT / "deploy" / "docker-compose.yml").read_text(encoding="utf-8"))
    bot = compose["services"]["concertbot"]
    assert set(bot["environment"]) <= set(names(Settings))
    assert {*bot["secrets"], *compose["services"]["database"]["secrets"]} == set(compose["secrets"])
    for name, value in bot["environment"].items():
        if name.endswith("_FILE"):
            assert value.removeprefix("/run/secrets/") in bot["secrets"], name
    assert (bot["read_only"], bot["cap_drop"], bot["tmpfs"]) == (True, ["ALL"], ["/tmp"])  # noqa: S108 - its mount


def test_the_unit() -> None:
    """Every variable is a setting, every credential is loaded, and the machine is out of reach."""
    unit = configparser.ConfigParser(strict=False, interpolation=None, delimiters=("=",))
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    text = (ROOT / "deploy" / "concertbot.service").read_text(encoding="utf-8")
    unit.read_string(text)
    assert unit["Service"]["ProtectSystem"] == "strict"
    assert unit["Service"]["NoNewPrivileges"] == "yes"
    assert int(unit["Service"]["TimeoutStopSec"]) > STOPS_WITHIN
    given = dict(re.findall(r"(?m)^Environment=(CONCERTBOT_\w+)=(.*)$", text))
    assert set(given) <= {*names(Settings), "CONCERTBOT_CONFIG"}
    loaded = {name for name, _ in re.findall(r"(?m)^LoadCredential=([\w-]+):(.*)$", text)}
    assert {value.removeprefix("%d/") for value in given.values() if value.startswith("%d/")} == loaded
