"""`./run faults`: the full drills, and their report."""

import argparse
import asyncio
import logging
import os
import sys
import tempfile
from pathlib import Path

from faults import report
from faults.drill import Drill, Side
from faults.matrix import on_matrix
from faults.telegram import on_telegram
from faults.verdict import Verdict
from peers.postgres import a_server
from peers.synapse import running

FEWER = 10  # several bots are killed so much less often: each time another has to take over


async def main(given: argparse.Namespace) -> bool:
    """Do what is asked for, and return whether all was fine."""
    fine = True
    for platform in ("telegram", "matrix") if given.platform == "both" else (given.platform,):
        for bots in given.bots:
            verdict = await DRILLS[platform](given, bots)
            print(verdict, flush=True)  # noqa: T201 - a program's answer
            report.write(verdict)
            fine = fine and verdict.fine
    return fine


async def telegram_drill(given: argparse.Namespace, bots: int) -> Verdict:
    """Drill on Telegram."""
    async with on_telegram() as side:
        return await _drill("Telegram", side, given, bots)


async def matrix_drill(given: argparse.Namespace, bots: int) -> Verdict:
    """Drill on Matrix; each bot is a device of its own."""
    folder = Path(tempfile.mkdtemp(prefix="concertbot-drill-"))
    with running(folder) as server:
        async with on_matrix(server, folder, bots) as side:
            return await _drill("Matrix", side, given, bots, rooms=3)


async def _drill(name: str, side: Side, given: argparse.Namespace, bots: int, rooms: int = 6) -> Verdict:
    """Drill one bot on SQLite, or several on PostgreSQL."""
    folder = Path(tempfile.mkdtemp(prefix="concertbot-drill-"))
    size = {"seed": given.seed, "messages": given.messages, "kills": given.kills, "rooms": rooms}
    if bots == 1:
        return await Drill(name, side, folder, f"sqlite:///{folder}/drill.sqlite", **size).run()
    size |= {"messages": given.messages // FEWER, "kills": given.kills // FEWER, "bots": bots}
    with a_server() as server:
        database = f"concertbot_drill_{os.getpid()}"
        try:
            name = f"{name}, {bots} bots on PostgreSQL"
            return await Drill(name, side, folder, server.create(database), **size).run()
        finally:
            server.drop(database)


DRILLS = {"telegram": telegram_drill, "matrix": matrix_drill}

if __name__ == "__main__":
    reader = argparse.ArgumentParser(prog="./run faults", description=__doc__)
    reader.add_argument("--kills", type=int, default=200)
    reader.add_argument("--messages", type=int, default=1000)
    reader.add_argument("--platform", choices=("telegram", "matrix", "both"), default="both")
    help_ = f"1 is on SQLite; more are on PostgreSQL, with a {FEWER}th of kills and messages"
    reader.add_argument("--bots", type=int, nargs="+", default=(1, 4), help=help_)
    reader.add_argument("--seed", type=int, default=20)
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)  # connections of those that were killed
    sys.exit(0 if asyncio.run(main(reader.parse_args())) else 1)
