"""From the start with the Brussels directory to the first answer: whole processes, side by side."""

import json
import statistics
import subprocess
import sys
import tempfile
import time

RUNS = 5
QUESTION = json.dumps({"from": "nadia", "direct": True, "say": "psy pour un ado à Ixelles"}) + "\n"


def first_answer(arguments: list[str]) -> float:
    """Return the seconds from the start of a process to its first answer."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "concertbot", *arguments]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write(QUESTION)
        process.stdin.flush()
        answer = process.stdout.readline()
        took = time.perf_counter() - began
        process.stdin.close()
        process.stdout.read()
    assert "Ixelles" in answer, answer
    return took


def report(what: str, arguments: list[str]) -> None:
    """Print the median, the fastest and the slowest of some runs."""
    took = [first_answer(arguments) for _ in range(RUNS)]
    print(f"{what:44} median {statistics.median(took):5.2f} s   min {min(took):5.2f}   max {max(took):5.2f}")


if __name__ == "__main__":
    print(f"Start to first answer, {RUNS} runs each")
    with tempfile.TemporaryDirectory() as folder:
        kept = ["--database", f"sqlite:///{folder}/kept.sqlite"]
        report("a new demo database, directory imported", ["console", "--json", "--demo"])
        first_answer(["console", "--json", "--demo", *kept])
        report("a database that is there", ["console", "--json", "--demo", *kept])
