"""People on Matrix: rooms on a real homeserver, with a gate before the bot's way to it."""

import asyncio
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from aiohttp import web
from pydantic import SecretStr

from concertbot.adapters.matrix.logging_in import log_in
from concertbot.settings import MatrixSettings
from faults.effects import DONE
from peers.gate import Gate
from peers.matrix_person import Json, MatrixPerson
from peers.synapse import PASSWORD

ROOMS = 8
KEY = "a pickle key of drills"


@dataclass
class MatrixSide:
    """The people's side of Matrix."""

    gate: Gate
    person: MatrixPerson
    user: str
    folder: Path
    rooms: list[str] = field(default_factory=list)
    struck: Counter[str] = field(default_factory=Counter)
    name: str = "matrix"
    tells: bool = True
    _before: list[str] = field(default_factory=list)
    _after: list[str] = field(default_factory=list)

    def environment(self, machine: int) -> dict[str, str]:
        """Return the settings of a bot on one machine."""
        return {
            "CONCERTBOT_PLATFORMS": "matrix",
            "CONCERTBOT_MATRIX_HOMESERVER": self.gate.url,
            "CONCERTBOT_MATRIX_USER": self.user,
            "CONCERTBOT_MATRIX_PICKLE_KEY": KEY,
            "CONCERTBOT_MATRIX_STORE": str(self.folder / f"store{machine}"),
            "CONCERTBOT_MATRIX_INVITERS": "*:localhost",
        }

    async def arrive(self, machines: int) -> None:
        """Log the bot's machines in, and invite it to the rooms."""
        for machine in range(machines):
            settings = MatrixSettings(
                homeserver=self.gate.url,
                user=self.user,
                password=SecretStr(PASSWORD),
                pickle_key=SecretStr(KEY),
                store=self.folder / f"store{machine}",
            )
            await log_in(settings, lambda: PASSWORD, new_device=False)
        self.gate.before, self.gate.after = self._strike(self._before), self._strike(self._after)
        self.rooms = [await self.person.makes_room(self.user) for _ in range(ROOMS)]

    async def say(self, number: int) -> str:
        """Have somebody say a number, once the bot is there."""
        room = self.rooms[number % ROOMS]
        if number < ROOMS:  # the bot may be killed before it can come in
            async with asyncio.timeout(60):
                while await self.person.membership(room, self.user) != "join":
                    await asyncio.sleep(0.1)
        return await self.person.says(room, f"!drill {number}")

    async def heard(self) -> Counter[int]:
        """Return how often each number was answered."""
        told = [event for room in self.rooms for event in await self._told(room)]
        bodies = [one["content"].get("body", "") for one in told if one["sender"] == self.user]
        return Counter(int(found[1]) for body in bodies if (found := DONE.search(body)))

    async def _told(self, room: str) -> list[Json]:
        """Return all that was said in a room: what a client syncs may have gaps."""
        events: list[Json] = []
        query = {"dir": "b", "limit": "500"}
        while True:
            page = await self.person.ask("GET", "rooms", room, "messages", query=query)
            events += page["chunk"]
            if not page.get("end") or not page["chunk"]:
                return events
            query["from"] = page["end"]

    def disturb(self, chance: random.Random) -> None:
        """Let the next request go wrong, before or after the homeserver has done it."""
        chance.choice((self._before, self._after)).append(chance.choice(("429", "502")))

    def calm(self) -> None:
        """Let nothing go wrong any more."""
        self._before.clear()
        self._after.clear()

    def _strike(self, planned: list[str]) -> Callable[[web.Request], web.Response | None]:
        def strike(_: web.Request) -> web.Response | None:
            if not planned:
                return None
            kind = planned.pop()
            self.struck[kind if planned is self._before else f"{kind} after"] += 1
            if kind == "429" and planned is self._before:
                return web.json_response({"errcode": "M_LIMIT_EXCEEDED", "retry_after_ms": 300}, status=429)
            return web.Response(status=502, text="Bad Gateway")

        return strike
