"""Messages a second, side by side: everybody in turn, each trial a process of its own, and that several times over."""

import json
import os
import platform
import sqlite3
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from benchmarks.messages.entrants import ENTRANTS, ROOT, Entrant
from benchmarks.messages.trial import LAST, PATIENCE, Outcome

STARTING = 60  # seconds
PAGES, PAGE = 200, b"x" * 4096
Line = tuple[str, str]  # who, and the feed


@dataclass(frozen=True, slots=True)
class Measured:
    """What came of the trials of one entrant with one feed; the middle one of several where there are more."""

    outcomes: Sequence[Outcome]

    @property
    def rate(self) -> float:
        """Messages a second."""
        return statistics.median(one.rate for one in self.outcomes)

    @property
    def versions(self) -> dict[str, str]:
        """The versions of what was measured."""
        return self.outcomes[0].versions

    def median(self, name: str) -> float:
        """Return the median of a figure."""
        return float(statistics.median(getattr(one, name) for one in self.outcomes))

    def total(self, name: str) -> int:
        """Return the sum of a count."""
        return sum(getattr(one, name) for one in self.outcomes)


@dataclass
class Results:
    """All that was measured, and where."""

    number: int
    rounds: int
    measured: dict[int, dict[Line, Measured]] = field(default_factory=dict)  # by the number of rooms
    missing: list[str] = field(default_factory=list)  # trials that came to nothing, and why
    syncs: list[float] = field(default_factory=list)  # microseconds
    loads: list[float] = field(default_factory=list)  # of the machine before each round

    @property
    def where(self) -> str:
        """The machine, in words."""
        python = f"{platform.python_implementation()} {platform.python_version()}"
        disk = f"a synchronised write of 4 kB takes {statistics.median(self.syncs):.0f} µs (median)"
        load = f"load before the rounds {', '.join(f'{load:.1f}' for load in self.loads)}"
        return f"{os.cpu_count()} cores, {python}, SQLite {sqlite3.sqlite_version}, {platform.system()}; {disk}; {load}"


class FailedError(Exception):
    """A trial came to nothing."""


def measure(rooms: Sequence[int], number: int, rounds: int) -> Results:
    """Let everybody do their trials, after a line on each."""
    results = Results(number, rounds)
    outcomes: dict[int, dict[Line, list[Outcome]]] = {count: {} for count in rooms}
    for _ in range(rounds):
        results.loads.append(os.getloadavg()[0])
        results.syncs += _syncs()
        for count, entrant, feed in _trials(rooms):
            who = f"{count:4} rooms  {entrant.name:20} {feed:9}"
            try:
                outcome = trial(entrant, count, number, feed)
            except FailedError as error:
                results.missing.append(f"{entrant.name}, {entrant.feeds[feed]}, rooms: {count}: {error}")
                print(who, f"not measured: {error}", flush=True)
            else:
                outcomes[count].setdefault((entrant.name, feed), []).append(outcome)
                print(who, f"{outcome.rate:8,.0f}/s", flush=True)
    results.measured = {
        count: {line: Measured(found) for line, found in lines.items()} for count, lines in outcomes.items() if lines
    }
    return results


def trial(entrant: Entrant, rooms: int, number: int, feed: str, patience: float = PATIENCE) -> Outcome:
    """Let one do one trial. Raises FailedError."""
    if not entrant.python.exists():
        raise FailedError("its environment could not be set up")
    with tempfile.TemporaryDirectory(prefix="bench-messages-") as folder:
        said = {"rooms": rooms, "number": number, "feed": feed, "patience": patience, "folder": folder}
        command = [str(entrant.python), "-m", entrant.module, *(f"--{name}={value}" for name, value in said.items())]
        most = STARTING + 2 * (patience + LAST)
        try:
            ended = subprocess.run(command, check=False, timeout=most, **_around(entrant))
        except subprocess.TimeoutExpired:
            raise FailedError(f"it did not end within {most:.0f} s") from None
    if ended.returncode:
        raise FailedError((ended.stderr.strip().splitlines() or ["it ended without a word"])[-1])
    return Outcome(**json.loads(ended.stdout.splitlines()[-1]))


def _trials(rooms: Sequence[int]) -> Iterator[tuple[int, Entrant, str]]:
    """Yield one round: for so many rooms everybody one after the other, then the same with the other feed."""
    for count in rooms:
        for feed in ENTRANTS[0].feeds:
            yield from ((count, entrant, feed) for entrant in ENTRANTS if feed in entrant.feeds_in(count))


def _around(entrant: Entrant) -> dict[str, Any]:
    """Return in which surroundings a trial runs; the others see nothing of ours."""
    environment = {name: value for name, value in os.environ.items() if entrant.ours or name != "PYTHONPATH"}
    return {"cwd": ROOT, "env": environment, "capture_output": True, "text": True}


def _syncs() -> list[float]:
    """Return the microseconds of some synchronised writes, where the databases will be."""
    took = []
    with tempfile.TemporaryFile(buffering=0) as file:
        for _ in range(PAGES):
            file.write(PAGE)
            began = time.perf_counter()
            os.fsync(file.fileno())
            took.append((time.perf_counter() - began) * 1e6)
    return took
