"""A bot in a process of its own that is killed without a word, and started again at once."""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from concertbot.settings import ROOT

PATIENCE = 30.0  # seconds in which a bot that is told to stop has to end


@dataclass
class Victim:
    """One bot. What it logs stays in its folder."""

    folder: Path
    settings: dict[str, str]
    process: "subprocess.Popen[bytes] | None" = None
    born: float = 0.0
    killed: list[float] = field(default_factory=list)  # when, by the clock on the wall

    def start(self) -> None:
        """Start it."""
        own = {f"CONCERTBOT_{name.upper()}": value for name, value in self.settings.items()}
        paths = os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")])
        environment = {**os.environ, "PYTHONPATH": paths, "CONCERTBOT_LOG_FORMAT": "json", **own}
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "faults.bot"], env=environment, cwd=self.folder, stdout=log, stderr=log
            )
        self.born = time.monotonic()

    def kill(self) -> None:
        """End it without a word to anybody."""
        assert self.process
        ended = self.process.poll()
        assert ended is None, f"the bot ended by itself ({ended}):\n{self.log()[-3000:]}"
        os.kill(self.process.pid, signal.SIGKILL)
        self.killed.append(time.time())
        self.process.wait()
        self.process = None

    def stop(self) -> None:
        """Tell it to stop, as an operator does; it has to end by itself and cleanly."""
        if self.process:
            process, self.process = self.process, None
            process.terminate()
            try:
                ended = process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                ended = process.wait()
            assert ended == 0, f"the bot did not stop cleanly ({ended}):\n{self.log()[-3000:]}"

    def end(self) -> None:
        """Leave nothing running, whatever went wrong."""
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None

    def held(self) -> list[float]:
        """Return when it came to hold the account, by the clock on the wall."""
        lines = [line for line in self.log().splitlines() if '"account held"' in line]
        return [datetime.fromisoformat(json.loads(line)["timestamp"]).timestamp() for line in lines]

    def log(self) -> str:
        """Return what it logged."""
        log = self.folder / "log"
        return log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""
