"""Bots as processes of their own, killed at random moments and started anew."""

import asyncio
import os
import random
import signal
import sys
from asyncio.subprocess import DEVNULL, Process
from dataclasses import dataclass, field
from pathlib import Path

from concertbot.settings import ROOT

TESTS = ROOT / "tests"


@dataclass
class Bot:
    """One bot, as often as it is started."""

    environment: dict[str, str]
    log: Path
    process: Process | None = None

    async def start(self) -> None:
        """Start it."""
        paths = os.pathsep.join([str(ROOT / "src"), str(TESTS)])
        environment = {**os.environ, "PYTHONPATH": paths, "CONCERTBOT_LOG_FORMAT": "json", **self.environment}
        with self.log.open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                sys.executable, str(TESTS / "faults" / "bot.py"), stdin=DEVNULL, stdout=log, stderr=log, env=environment
            )

    async def kill(self, how: int = signal.SIGKILL) -> int:
        """End it, and return how it ended."""
        assert self.process
        if self.process.returncode is None:
            self.process.send_signal(how)
        return await self.process.wait()


@dataclass
class Killer:
    """Kills bots at random moments: while they start, while they work, right after they started."""

    bots: list[Bot]
    chance: random.Random
    kills: int = 0
    lives: list[float] = field(default_factory=list)

    async def kill(self, times: int, longest: float) -> None:
        """Kill so many times; a bot lives for up to so many seconds."""
        while self.kills < times:
            bot = self.chance.choice(self.bots)
            life = self.chance.uniform(0.1, longest)
            await asyncio.sleep(life / len(self.bots))
            assert bot.process
            assert bot.process.returncode is None, f"a bot ended by itself, see {bot.log}"
            await bot.kill()
            self.kills += 1
            await bot.start()
