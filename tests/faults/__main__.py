"""`./run faults`: the full drills, and their report."""

import argparse
import asyncio
import logging
import sys
import tempfile
from pathlib import Path

from faults import report
from faults.drill import Drill
from faults.matrix import on_matrix
from faults.telegram import on_telegram
from faults.verdict import Verdict
from peers.synapse import running

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


async def telegram_drill(given: argparse.Namespace) -> Verdict:
    """Drill on Telegram, with SQLite."""
    folder = Path(tempfile.mkdtemp(prefix="concertbot-drill-"))
    url = f"sqlite:///{folder}/drill.sqlite"
    async with on_telegram() as side:
        drill = Drill("Telegram", side, folder, url, seed=given.seed, messages=given.messages, kills=given.kills)
        return await drill.run()


async def matrix_drill(given: argparse.Namespace) -> Verdict:
    """Drill on Matrix, with SQLite."""
    folder = Path(tempfile.mkdtemp(prefix="concertbot-drill-"))
    url = f"sqlite:///{folder}/drill.sqlite"
    with running(folder) as server:
        async with on_matrix(server, folder) as side:
            drill = Drill("Matrix", side, folder, url, seed=given.seed, messages=given.messages, kills=given.kills)
            return await drill.run()


DRILLS = {"telegram": telegram_drill, "matrix": matrix_drill}

if __name__ == "__main__":
    reader = argparse.ArgumentParser(prog="./run faults", description=__doc__)
    reader.add_argument("--kills", type=int, default=200)
    reader.add_argument("--messages", type=int, default=1000)
    reader.add_argument("--platform", choices=PLATFORMS, default="both")
    reader.add_argument("--seed", type=int, default=20)
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)  # connections of those that were killed
    sys.exit(0 if asyncio.run(main(reader.parse_args())) else 1)
