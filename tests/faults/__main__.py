"""`./run faults`: the full drills, and their report."""

import argparse
import asyncio
import logging
import sys
import tempfile
from pathlib import Path

from faults import report, telegram
from faults.verdict import Verdict

PLATFORMS = ("telegram", "matrix", "both")


async def main(given: argparse.Namespace) -> bool:
    """Do what is asked for, and return whether all was fine."""
    fine = True
    for one in ("telegram", "matrix") if given.platform == "both" else (given.platform,):
        verdict = await DRILLS[one](given)
        print(verdict, flush=True)  # noqa: T201 - a program's answer
        report.write(verdict)
        fine = fine and verdict.fine
    return fine


async def on_telegram(given: argparse.Namespace) -> Verdict:
    """Drill on Telegram, with SQLite."""
    folder = Path(tempfile.mkdtemp(prefix="concertbot-drill-"))
    url = f"sqlite:///{folder}/drill.sqlite"
    return await telegram.Drill(folder, url, given.seed, given.messages, given.kills).run()


DRILLS = {"telegram": on_telegram}

if __name__ == "__main__":
    reader = argparse.ArgumentParser(prog="./run faults", description=__doc__)
    reader.add_argument("--kills", type=int, default=200)
    reader.add_argument("--messages", type=int, default=1000)
    reader.add_argument("--platform", choices=PLATFORMS, default="both")
    reader.add_argument("--seed", type=int, default=20)
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)  # connections of those that were killed
    sys.exit(0 if asyncio.run(main(reader.parse_args())) else 1)
