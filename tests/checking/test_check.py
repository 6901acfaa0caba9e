"""`concertbot check` tells what is missing or wrong in plain words, and changes nothing."""

import asyncio
import re
import shutil
import socket
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
import typer
from typer.testing import CliRunner

from concertbot.chat.clock import Clock
from concertbot.checking import machine, platforms
from concertbot.checking.door import check
from concertbot.domain.port import Finding
from concertbot.domain.reach import Reach
from concertbot.settings import ROOT, Settings

Said = Callable[..., tuple[int, list[str]]]


class Pigeons:
    """A platform that can be asked how it is doing."""

    def __init__(self, reach: Reach) -> None:
        self.token = reach.get(Settings).telegram.token.get_secret_value()

    async def check(self) -> list[Finding]:
        """Look whether the token is taken."""
        if self.token == "broken":  # noqa: S105 - made up
            raise ConnectionError(f"https://api.example.org/bot{self.token}/getMe")
        fine = self.token == "good"  # noqa: S105 - made up
        return [Finding("telegram.token", fine, "@concertbot answers" if fine else "is refused; ask for a new one")]


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """Return a folder of settings as they are committed, with help lines that are verified."""
    folder = tmp_path / "config"
    shutil.copytree(ROOT / "config", folder, ignore=shutil.ignore_patterns("demo", "examples"))
    lines = folder / "help-lines" / "BE.toml"
    verified = re.sub(r"verified_on = \S+", f"verified_on = {Clock().now().date()}", lines.read_text(encoding="utf-8"))
    lines.write_text(verified, encoding="utf-8")
    return folder


@pytest.fixture
def said(config: Path) -> Said:
    """Return what asks, with the exit status and the lines that are told."""
    app = typer.Typer()
    app.command()(check)

    def ask(database: object, **environment: str) -> tuple[int, list[str]]:
        given = {f"CONCERTBOT_{name.upper()}": value for name, value in environment.items()}
        found = CliRunner().invoke(app, ["--config", str(config), "--database", f"sqlite:///{database}"], env=given)
        assert found.exception is None or isinstance(found.exception, SystemExit)
        return found.exit_code, found.stdout.splitlines()

    return ask


@pytest.fixture
def _pigeons(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the pigeons carry what goes to Telegram."""
    module = ModuleType("opens")
    module.adapter = Pigeons  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "concertbot.adapters.telegram.opens", module)


def one(lines: list[str], begins: str) -> str:
    """Return the only line that begins like this."""
    (found,) = [line for line in lines if line.startswith(begins)]
    return found


def test_all_is_well(said: Said, copied: Path) -> None:
    """Then every line says so, and nothing was changed."""
    before = copied.read_bytes()
    status, lines = said(copied)
    assert [line for line in lines if line.startswith("✗")] == []
    assert "newest form" in one(lines, f"✓ database: sqlite:///{copied}")
    assert one(lines, "✓ messages: 0 wait, none is set aside")
    assert status == 0
    assert copied.read_bytes() == before


def test_before_the_first_start(said: Said, tmp_path: Path) -> None:
    """The database is still to be made, and is not made now."""
    assert "the first start makes it" in one(said(tmp_path / "var" / "x.sqlite")[1], "✓ database: sqlite")
    assert not (tmp_path / "var").exists()


def test_an_older_and_a_newer_database(said: Said, copied: Path) -> None:
    """The older one climbs by itself; the newer one needs a newer bot."""
    for revision, mark, words in (("0001", "✓", "make a backup before"), ("9999", "✗", "newer concertbot")):
        with sqlite3.connect(copied) as connection:
            connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))
        connection.close()
        assert words in one(said(copied)[1], f"{mark} database: sqlite")


def test_a_database_that_does_not_answer(said: Said, tmp_path: Path) -> None:
    """Is told with its address and what to do."""
    broken = tmp_path / "broken.sqlite"
    broken.write_text("this is no database " * 100, encoding="utf-8")
    status, lines = said(broken)
    assert status == 1
    assert "does not answer (DatabaseError); look whether it runs" in one(lines, "✗ database: sqlite")


def test_what_went_wrong(said: Said, copied: Path) -> None:
    """Messages that were set aside, and a copy that keeps quiet."""
    with sqlite3.connect(copied) as connection:
        connection.execute("INSERT INTO installation (id, quiet) VALUES (1, 1)")
        connection.execute(
            "INSERT INTO inbox (platform, event_id, body, lane, state, attempts, error, at)"
            " VALUES ('matrix', '$1', 'geheim', '', 'aside', 5, 'ValueError', '2026-11-23 09:00:00')"
        )
    connection.close()
    status, lines = said(copied)
    assert status == 1
    assert "concertbot resume" in one(lines, "✗ installation: ")
    assert "1 failed at every try" in one(lines, "✗ messages: ")
    assert "geheim" not in "".join(lines)


def test_no_room_and_no_place(said: Said, copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk, and a folder that cannot be."""
    nowhere = copied / "folder"
    assert f"{nowhere} cannot be written" in one(said(nowhere / "x.sqlite")[1], f"✗ database: {nowhere}")
    monkeypatch.setattr(machine, "LEAST_FREE", 2**63)
    lines = said(copied, platforms="matrix")[1]
    assert "make room" in one(lines, "✗ database: only")
    assert "make room" in one(lines, "✗ matrix.store: only")


def test_help_lines_that_nobody_verified(said: Said, config: Path, copied: Path) -> None:
    """Each is told, with the file to write into."""
    file = config / "help-lines" / "NL.toml"
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("verified_on")]
    file.write_text("\n".join(lines), encoding="utf-8")
    status, told = said(copied, region="NL")
    assert status == 1
    assert [line for line in told if line.startswith("✗ region: ") and str(file) in line]


def test_where_it_listens(said: Said, copied: Path) -> None:
    """Free, taken, or not this machine's."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert "something listens" in one(said(copied, web_listen=f"{port}")[1], "✓ web.listen: ")
    assert "is free" in one(said(copied, web_listen=f"{port}")[1], "✓ web.listen: ")
    assert "cannot be listened at" in one(said(copied, web_listen="192.0.2.1:80")[1], "✗ web.listen: ")


def test_wrong_settings(said: Said, copied: Path) -> None:
    """Are told by name, and nothing else is looked at."""
    status, lines = said(copied, regoin="BE")
    assert (status, lines) == (
        1,
        ["✗ CONCERTBOT_REGOIN: there is no such setting; did you mean CONCERTBOT_REGION."],
    )


@pytest.mark.usefixtures("_pigeons")
@pytest.mark.parametrize(
    ("token", "told"),
    [
        ("", "✗ telegram.token: is empty: give the token"),
        ("good", "✓ telegram.token: @concertbot answers"),
        ("old", "✗ telegram.token: is refused; ask for a new one"),
        ("broken", "✗ telegram: could not be asked (ConnectionError)"),
    ],
)
def test_a_platform_is_asked(said: Said, copied: Path, token: str, told: str) -> None:
    """In its own words; of a failure only its kind is told, for its words may hold the token."""
    _, lines = said(copied, platforms="console,telegram", telegram_token=token)
    assert one(lines, told)
    assert "api.example.org" not in "".join(lines)


@pytest.mark.usefixtures("_pigeons")
def test_a_platform_that_does_not_answer(said: Said, copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is not waited for longer than a while."""
    monkeypatch.setattr(platforms, "PATIENCE", 0.0)
    monkeypatch.setattr(Pigeons, "check", lambda _: sleeping())
    _, lines = said(copied, platforms="telegram", telegram_token="good")  # noqa: S106 - made up
    assert one(lines, "✗ telegram: does not answer within")


async def sleeping() -> list[Finding]:
    """Never answer."""
    await asyncio.sleep(60)
    return []
