"""From the start of a process to its first answer: whole processes, with directories of several sizes."""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from benchmarks.made.services import services
from benchmarks.records import Record, write_services

RUNS = 5
PATIENCE = 30  # seconds that a process may take to end after its answer
SIZES = (5_000, 100_000)
DEMO = "psy pour un ado à Ixelles"


def measure(seed: int) -> list[str]:
    """Return a line on each kind of start."""
    lines = [f"Medians of {RUNS} starts, each a process of its own, until it wrote its answer."]
    lines += ["", "| | median s | fastest | slowest |", "|---|---|---|---|"]
    with tempfile.TemporaryDirectory(prefix="bench-start-") as folder:
        kept = ["--database", f"sqlite:///{folder}/demo.sqlite"]
        lines.append(_row("a new demo database, the directory of Brussels imported", [], DEMO, "Ixelles"))
        first_answer(kept, DEMO, "Ixelles")
        lines.append(_row("a demo database that is there", kept, DEMO, "Ixelles"))
        for size in SIZES:
            lines += _directory(size, seed, Path(folder))
    return lines


def _directory(size: int, seed: int, folder: Path) -> Iterator[str]:
    kept = ["--database", f"sqlite:///{folder}/{size}.sqlite"]
    first_answer(kept, DEMO, "Ixelles")  # makes the database, and a concertation to talk in
    one = next(islice(services(size, seed), size // 2, None))
    took = _import(services(size, seed), folder / str(size), kept)
    yield f"| {size:,} services imported into it (once) | {took:.1f} | | |"
    yield _row(f"{size:,} services, the index as it was saved", kept, one.name, one.name)
    for saved in folder.glob(f"{size}.sqlite.index*"):
        saved.unlink()
    without = first_answer(kept, one.name, one.name)
    yield f"| {size:,} services, no index saved (once) | {without:.2f} | | |"


def _import(made: Iterator[Record], folder: Path, kept: list[str]) -> float:
    folder.mkdir()
    write_services(made, folder / "services.csv")
    began = time.perf_counter()
    command = [sys.executable, "-m", "concertbot", "directory", "import", str(folder / "services.csv")]
    subprocess.run([*command, "--source", "made", *kept], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def first_answer(arguments: list[str], question: str, expected: str) -> float:
    """Return the seconds from the start of a process to its first answer."""
    asked = json.dumps({"from": "nadia", "direct": True, "say": question}) + "\n"
    began = time.perf_counter()
    command = [sys.executable, "-m", "concertbot", "console", "--json", "--demo", *arguments]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write(asked)
        process.stdin.flush()
        answer = process.stdout.readline()
        took = time.perf_counter() - began
        try:
            process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            print(f"It had answered, and did not end within {PATIENCE} s: killed.", flush=True)
    assert expected in json.dumps(json.loads(answer), ensure_ascii=False), answer
    return took


def _row(what: str, arguments: list[str], question: str, expected: str) -> str:
    took = [first_answer(arguments, question, expected) for _ in range(RUNS)]
    return f"| {what} | {statistics.median(took):.2f} | {min(took):.2f} | {max(took):.2f} |"
