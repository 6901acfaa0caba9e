"""Bots and a Bot API server, each a process of its own, that tests stop, freeze, kill and look at."""

import asyncio
import json
import os
import signal
import sys
import time
from asyncio.subprocess import PIPE, Process
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from concertbot.settings import ROOT
from peers.bot_api_world import Json

PATIENCE = 60.0  # seconds, on a machine that is busy with other tests
LEAVING = 10.0  # seconds in which a bot has to stop


async def until(true: Callable[[], Awaitable[Any]], seconds: float = PATIENCE) -> None:
    """Wait until something is so."""
    async with asyncio.timeout(seconds):
        while not await true():
            await asyncio.sleep(0.05)


@dataclass
class Api:
    """A Bot API server in its process."""

    process: Process
    url: str
    token: str
    web: httpx.AsyncClient

    async def order(self, what: str, **given: Any) -> Any:
        """Give an order."""
        return (await self.web.post(f"/control/{what}", json=given)).raise_for_status().json()

    async def says(self, name: str, text: str, room: str = "") -> int:
        """Let somebody say something, and return the message's number."""
        said = await self.order("says", name=name, text=text, **({"title": room} if room else {}))
        return int(said["message"]["message_id"])

    async def sent(self) -> list[Json]:
        """Return what the bot sent."""
        return list((await self.order("state"))["sent"])

    async def answered(self) -> Counter[tuple[int, int]]:
        """Return how often each message was answered, by chat and number."""
        sent = await self.sent()
        return Counter((one["chat"]["id"], one["reply_to_message"]["message_id"]) for one in sent)

    async def answers(self, number: int) -> None:
        """Wait until so many answers are there."""

        async def there() -> bool:
            return len(await self.sent()) >= number

        await until(there)

    async def polled(self) -> bool:
        """Whether somebody waits for news."""
        return bool((await self.order("state"))["waiting"])


@asynccontextmanager
async def served() -> AsyncIterator[Api]:
    """Serve a Bot API."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")])}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "peers.bot_api", stdin=PIPE, stdout=PIPE, env=environment
    )
    assert process.stdout
    try:
        told = json.loads(await asyncio.wait_for(process.stdout.readline(), PATIENCE))
        async with httpx.AsyncClient(base_url=told["url"], timeout=PATIENCE) as web:
            yield Api(process, told["url"], told["token"], web)
    finally:
        process.kill()
        await process.wait()


@dataclass
class Bot:
    """`concertbot run` in its process."""

    process: Process
    log: Path
    settings: dict[str, str]  # its environment

    @property
    def lines(self) -> list[Json]:
        """What it logged."""
        whole = self.log.read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in whole if line.startswith("{") and line.endswith("}")]

    def count(self, event: str, **more: str) -> int:
        """Return how often it logged something."""
        return sum(one["event"] == event and more.items() <= one.items() for one in self.lines)

    async def logged(self, event: str, seconds: float = PATIENCE, **more: str) -> None:
        """Wait until it logs something."""

        async def there() -> bool:
            assert self.process.returncode is None, self.log.read_text(encoding="utf-8")
            return self.count(event, **more) > 0

        await until(there, seconds)

    @property
    def holds(self) -> bool:
        """Whether it has the account."""
        return self.count("account held") > self.count("account lost") + self.count("account failed")

    def signal(self, what: signal.Signals) -> None:
        """Send it a signal."""
        self.process.send_signal(what)

    async def killed(self) -> None:
        """Let it end without a word."""
        self.process.kill()
        await self.process.wait()

    async def stopped(self) -> float:
        """Tell it to stop; return how long that took."""
        began = time.monotonic()
        self.signal(signal.SIGTERM)
        await asyncio.wait_for(self.process.wait(), LEAVING)
        assert self.process.returncode == 0, self.log.read_text(encoding="utf-8")
        return time.monotonic() - began


@dataclass
class Bots:
    """Starts bots on one database and one account."""

    folder: Path
    started: list[Bot] = field(default_factory=list)

    async def start(self, database: str, **settings: str) -> Bot:
        """Start one."""
        own = {f"CONCERTBOT_{name.upper()}": value for name, value in settings.items()}
        return await self.start_with(own | {"CONCERTBOT_DATABASE": database, "CONCERTBOT_LOG_FORMAT": "json"})

    async def start_with(self, own: dict[str, str]) -> Bot:
        """Start one with this environment."""
        log = self.folder / f"bot{len(self.started)}.log"
        with log.open("wb") as file:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "concertbot",
                "run",
                "--config",
                str(ROOT / "config"),
                stderr=file,
                env={**os.environ, "PYTHONPATH": str(ROOT / "src"), **own},
                cwd=self.folder,
            )
        self.started.append(Bot(process, log, own))
        return self.started[-1]

    async def on_telegram(self, database: str, api: Api, **more: str) -> Bot:
        """Start one for the account on this server."""
        telegram = {"telegram_token": api.token, "telegram_server": api.url, **more}
        return await self.start(database, platforms="telegram", **telegram)

    def holder(self) -> Bot:
        """Return the one that has the account."""
        (found,) = [one for one in self.started if one.process.returncode is None and one.holds]
        return found

    def conflicts(self) -> int:
        """Return how often one of them was told that somebody else receives."""
        return sum(one.count("telegram", link="replaced") for one in self.started)

    async def end(self) -> None:
        """End them all."""
        for one in self.started:
            if one.process.returncode is None:
                await one.killed()
