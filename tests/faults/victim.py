"""A bot in a process of its own that is killed without a word, and started again at once."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from concertbot.settings import ROOT

PATIENCE = 30.0  # seconds in which a bot that is told to stop has to end


@dataclass
class Victim:
    """One bot. What it logs stays in its folder."""

    folder: Path
    settings: dict[str, str]
    process: "subprocess.Popen[bytes] | None" = None
    kills: int = 0
    born: float = field(default=0.0, repr=False)

    def start(self) -> None:
        """Start it."""
        own = {f"CONCERTBOT_{name.upper()}": value for name, value in self.settings.items()}
        paths = os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")])
        environment = {**os.environ, "PYTHONPATH": paths, "CONCERTBOT_LOG_FORMAT": "json", **own}
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603 - our own bot
                [sys.executable, "-m", "faults.bot"], env=environment, cwd=self.folder, stdout=log, stderr=log
            )
        self.born = time.monotonic()

    def kill(self) -> None:
        """End it without a word to anybody."""
        assert self.process
        ended = self.process.poll()
        assert ended is None, f"the bot ended by itself ({ended}):\n{self.log()[-3000:]}"
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process = None
        self.kills += 1

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

    def log(self) -> str:
        """Return what it logged."""
        return (self.folder / "log").read_text(encoding="utf-8", errors="replace")
