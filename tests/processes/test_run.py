"""`concertbot run` in a process of its own: what stops it at once, and how it stops."""

import asyncio
import json
import os
import signal
import socket
import sys
import time
from asyncio.subprocess import PIPE, Process
from pathlib import Path

import httpx
import pytest

from concertbot.settings import ROOT

PATIENCE = 60  # seconds: on a machine that is busy with other tests


async def started(tmp_path: Path, **settings: str) -> Process:
    """Start it with these settings in its environment."""
    own = {f"CONCERTBOT_{name.upper()}": value for name, value in settings.items()}
    database = f"sqlite:///{tmp_path}/run.sqlite"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "CONCERTBOT_DATABASE": database, **own}
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "concertbot", "run", stdin=PIPE, stdout=PIPE, stderr=PIPE, env=environment, cwd=tmp_path
    )


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        (
            {"platforms": "matrix", "matrix_homeserver": "https://example.org", "matrix_user": "@bot:example.org"},
            "matrix.pickle_key is empty: give a long random text, best in a file of its own.\n",
        ),
        ({"matrix_user": "bot"}, "CONCERTBOT_MATRIX_USER: matrix.user: give a whole account"),
        ({"telegram_server": "api"}, "CONCERTBOT_TELEGRAM_SERVER: telegram.server: "),
        ({"telegram_token_file": "/no/such/file"}, "CONCERTBOT_TELEGRAM_TOKEN_FILE: telegram.token_file: "),
        (
            {"platforms": "telegram", "telegram_token": "1:x", "telegram_webhook": "http://example.org"},
            "CONCERTBOT_TELEGRAM_WEBHOOK: telegram.webhook: give an address that begins with https://",
        ),
        ({"database": "mysql://host/name"}, "CONCERTBOT_DATABASE: database: give a URL"),
        ({"web_listen": "host"}, "CONCERTBOT_WEB_LISTEN: web.listen: give host and port"),
        ({"platforms": "telegram"}, "telegram.token is empty: give the token of @BotFather.\n"),
        (
            {"telegram_tokn": "x"},
            "CONCERTBOT_TELEGRAM_TOKN: there is no such setting; did you mean CONCERTBOT_TELEGRAM_TOKEN.\n",
        ),
        ({"platforms": "", "web_listen": "192.0.2.1:80"}, "web.listen: 192.0.2.1:80 cannot be listened at"),
    ],
)
async def test_a_mistake_stops_it_at_once(tmp_path: Path, settings: dict[str, str], told: str) -> None:
    """With the setting's name, one clear line and its own exit status."""
    bot = await started(tmp_path, **settings)
    out, errors = await asyncio.wait_for(bot.communicate(), PATIENCE)
    assert errors.decode().startswith(told)
    assert (bot.returncode, out, len(errors.splitlines())) == (2, b"", 1)


@pytest.mark.parametrize("ends", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_ends_it(tmp_path: Path, ends: signal.Signals) -> None:
    """Within ten seconds, cleanly, though somebody asks for something very slowly."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    bot = await started(tmp_path, platforms="", web_listen=str(port), log_format="json")
    began = time.monotonic()
    async with httpx.AsyncClient() as web:
        while True:
            try:
                answer = await web.get(f"http://127.0.0.1:{port}/healthz")
                break
            except httpx.ConnectError:
                assert time.monotonic() - began < PATIENCE
                await asyncio.sleep(0.1)
    assert (answer.status_code, answer.json()["status"]) == (200, "ok")
    _, slow = await asyncio.open_connection("127.0.0.1", port)
    slow.write(b"GET /healthz HTTP/1.1\r\n")
    await slow.drain()
    bot.send_signal(ends)
    _, errors = await asyncio.wait_for(bot.communicate(), 10)
    assert bot.returncode == 0, errors
    assert all(json.loads(line)["event"] for line in errors.splitlines())
    slow.close()
