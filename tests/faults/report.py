"""The report of the full drills: one section each, renewed by its drill alone."""

import os
import platform
import sqlite3
from pathlib import Path

from concertbot.settings import ROOT
from faults.verdict import Verdict

FILE = ROOT / "benchmarks" / "faults.md"
HEAD = """# Drills: killed without a word

Written by `./run faults`. The bot in service, in a process of its own, is killed (`kill -9`) again and again, at each
stage of its start and its work, while people say numbered messages and requests fail: too many requests, gateways that
answer 502, connections that break before or after a request took effect. At the end everything is counted.
"""


def write(verdict: Verdict, file: Path = FILE) -> None:
    """Put a verdict in the place of the former one of the same drill."""
    _, *sections = (file.read_text(encoding="utf-8") if file.exists() else "").split("\n## ")
    kept = {section.partition("\n")[0]: section.strip() for section in sections}
    kept[verdict.name] = _section(verdict).strip()
    file.write_text("\n## ".join([HEAD, *(f"{kept[name]}\n" for name in sorted(kept))]), encoding="utf-8")


def _section(verdict: Verdict) -> str:
    cores = os.cpu_count()
    machine = f"{cores} cores, {platform.python_implementation()} {platform.python_version()}, {platform.system()}"
    lines = [
        verdict.name,
        "",
        f"Seed {verdict.seed}; {verdict.seconds:.0f} seconds; {machine}, SQLite {sqlite3.sqlite_version}.",
        "",
        "| must be nought | |",
        "|---|---|",
    ]
    lines += [f"| {what} | {len(found)} |" for what, found in verdict.wrong.items()]
    lines += [
        "",
        "| what happened | |",
        "|---|---|",
        *(f"| {what} | {count} |" for what, count in verdict.tried.items()),
    ]
    return "\n".join(lines)
