"""A drill: people talk, requests fail, bots are killed again and again; in the end everything is counted."""

import asyncio
import random
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from concertbot.domain.database import Database
from faults.counting import Counting, Heard
from faults.killing import Killer
from faults.ledger import Ledger
from faults.script import Saying, Script
from faults.verdict import Verdict
from faults.victim import Victim

FAULTY = 0.2  # of what is said: how often a request fails meanwhile
LONGEST = 10.0  # seconds until another bot holds the account of one that was killed
PAUSE = 0.25  # seconds between two sayings, on average


class Side(Protocol):
    """The people's side of a platform, and what goes wrong between them and the bot."""

    exact: bool  # whether the platform tells if a message arrived: then nothing may be in doubt
    killer: Killer | None

    @property
    def struck(self) -> Counter[str]:
        """How many requests met which fault."""

    def settings(self, machine: int) -> dict[str, str]:
        """Return the settings of the bot on a machine."""

    async def gather(self, script: Script) -> None:
        """Bring everybody together; the bot is there."""

    async def says(self, saying: Saying) -> str:
        """Say something, and return the message's id as the inbox knows it."""

    def disturb(self, dice: random.Random) -> None:
        """Let one of the next requests fail."""

    def calm(self) -> None:
        """Let nothing fail any more."""

    async def heard(self) -> list[Heard]:
        """Return what the bot said, in order, as people see it at the end."""

    def named(self, place: str) -> str:
        """Return how the drill calls a place of the outbox."""


@dataclass
class Drill:
    """One drill."""

    name: str
    side: Side
    folder: Path
    url: str  # of the database
    seed: int
    messages: int
    kills: int
    bots: int = 1
    rooms: int = 6
    ids: dict[str, Saying] = field(default_factory=dict)  # by the message's id

    def __post_init__(self) -> None:
        """Draw what is said and when the bots die."""
        self.script = Script(self._dice("said"), self.messages, rooms=self.rooms)
        self.victims = [Victim(self.folder / f"bot{one}", self._settings(one)) for one in range(self.bots)]
        self.killer = Killer(self.victims, self._dice("kills"))

    async def run(self) -> Verdict:
        """Do it, and return what came of it."""
        began, ledger = time.monotonic(), Ledger(Database(self.url))
        try:
            await ledger.open()
            for victim in self.victims:
                victim.start()
            await self.side.gather(self.script)
            self.side.killer = self.killer
            await asyncio.gather(self._talk(), self.killer.go_on(self.kills))
            self.side.calm()
            await ledger.settled(set(self.ids), 150)
            for victim in self.victims:
                await asyncio.to_thread(victim.stop)
            return await self._verdict(ledger, time.monotonic() - began)
        finally:
            for victim in self.victims:
                victim.end()
            await ledger.database.close()

    def _settings(self, machine: int) -> dict[str, str]:
        return {"database": self.url, **self.side.settings(machine)}

    def _dice(self, what: str) -> random.Random:
        return random.Random(f"{self.seed} {what}")  # noqa: S311 - a drill can be repeated

    async def _talk(self) -> None:
        """Say everything, a part of it in each of the bot's lives, and let requests fail meanwhile."""
        dice = self._dice("faults")
        for saying in self.script.lines():
            while self.killer.kills < self.kills * (saying.number - 1) // self.messages:
                await asyncio.sleep(0.02)
            self.ids[await self.side.says(saying)] = saying
            if dice.random() < FAULTY:
                self.side.disturb(dice)
            await asyncio.sleep(dice.expovariate(1 / PAUSE))

    async def _verdict(self, ledger: Ledger, seconds: float) -> Verdict:
        verdict = Verdict(self.name, self.seed, seconds=seconds)
        verdict.tried = {"messages": len(self.ids), "kills": self.killer.kills}
        verdict.tried |= {f"killed {moment}": count for moment, count in sorted(self.killer.counted.items())}
        verdict.tried |= {f"requests that met {kind}": count for kind, count in sorted(self.side.struck.items())}
        outbox = [replace(row, place=self.side.named(row.place)) for row in await ledger.outbox()]
        effects, inbox, heard = await ledger.effects(), await ledger.inbox(), await self.side.heard()
        if self.bots > 1:
            took = self.killer.takeovers()
            verdict.tried |= {
                "takeovers": len(took),
                "longest takeover, in tenths of a second": round(max(took, default=0) * 10),
            }
            verdict.wrong["takeovers after more than ten seconds"] = [f"{one:.1f}" for one in took if one > LONGEST]
        Counting(self.ids, heard, effects, inbox, outbox, exact=self.side.exact).judge(verdict)
        return verdict
