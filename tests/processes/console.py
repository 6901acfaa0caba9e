"""A console in a process of its own, driven as another program would."""

import asyncio
import json
import os
import sys
from asyncio.subprocess import PIPE, Process
from dataclasses import dataclass
from typing import Any, Self

from concertbot.settings import ROOT

PATIENCE = 30  # seconds


@dataclass
class Console:
    """A running console."""

    process: Process
    lines: int = 0

    @classmethod
    async def start(cls, *arguments: str) -> Self:
        """Start a console that speaks JSON."""
        command = [sys.executable, "-m", "concertbot", "console", "--json", *arguments]
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
        return cls(
            await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE, stderr=PIPE, env=environment)
        )

    async def send(self, line: str | dict[str, Any]) -> list[dict[str, Any]]:
        """Send a line, and return all that came before its idle."""
        self.lines += 1
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write((line if isinstance(line, str) else json.dumps(line)).encode() + b"\n")
        await self.process.stdin.drain()
        said: list[dict[str, Any]] = []
        while True:
            answer = json.loads(await asyncio.wait_for(self.process.stdout.readline(), PATIENCE))
            if "idle" in answer:
                assert answer == {"idle": self.lines}
                return said
            said.append(answer)

    async def end(self) -> tuple[int, str]:
        """Close the input, and return the exit status and standard error."""
        _, errors = await asyncio.wait_for(self.process.communicate(b""), PATIENCE)
        return self.process.returncode or 0, errors.decode()
