"""The drill's side on Matrix: a real homeserver, and a gate before it on which requests fail."""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from aiohttp import web
from pydantic import SecretStr

from concertbot.adapters.matrix.logging_in import log_in
from concertbot.adapters.matrix.writing import KEY
from concertbot.settings import MatrixSettings
from faults.counting import Heard
from faults.killing import Killer
from faults.script import Saying, Script
from peers.gate import Gate, gate_before
from peers.matrix_person import Json, MatrixPerson
from peers.synapse import PASSWORD, Synapse

PICKLE_KEY = "a pickle key of drills"
KINDS = ("429", "502", "502 after", "cut", "cut after", "late")
MISSED = 60  # what is said beside, more than a sync tells at once


@dataclass
class WatchedGate(Gate):
    """A gate at which requests fail; the killer sees each of them."""

    killer: Killer | None = None
    planned: list[str] = field(default_factory=list)
    struck: Counter[str] = field(default_factory=Counter)

    async def pass_on(self, request: web.Request) -> web.StreamResponse:
        """Hand a request on, unless something goes wrong."""
        kind = "fetch" if request.path.endswith("/sync") else "send" if "/send/" in request.path else "other"
        if self.killer and self.killer.sees(kind):
            return self._cut(request)
        fault = self.planned.pop(0) if self.planned else ""
        if fault:
            self.struck[fault] += 1
        if fault == "429":
            return web.json_response({"errcode": "M_LIMIT_EXCEEDED", "retry_after_ms": 300}, status=429)
        if fault == "late":
            await asyncio.sleep(1)
        if fault in {"502", "cut"}:
            return self._instead(fault, request)
        answer = await super().pass_on(request)
        return self._instead(fault, request) if fault.endswith(" after") else answer

    def _instead(self, fault: str, request: web.Request) -> web.Response:
        return web.Response(status=502, text="Bad Gateway") if fault.startswith("502") else self._cut(request)

    def _cut(self, request: web.Request) -> web.Response:
        if request.transport:
            request.transport.abort()
        return web.Response(status=500)


@dataclass
class MatrixSide:
    """People in rooms and direct conversations."""

    gate: WatchedGate
    user: str  # the bot's
    folder: Path
    stack: AsyncExitStack
    exact: bool = True
    people: dict[str, MatrixPerson] = field(default_factory=dict)
    rooms: dict[str, str] = field(default_factory=dict)  # by title, or by who talks there directly
    members: dict[str, MatrixPerson] = field(default_factory=dict)  # one of each room
    said: int = 0

    @property
    def killer(self) -> Killer | None:
        """Who sees each request."""
        return self.gate.killer

    @killer.setter
    def killer(self, killer: Killer | None) -> None:
        self.gate.killer = killer

    @property
    def struck(self) -> Counter[str]:
        """What failed."""
        return self.gate.struck

    def settings(self, machine: int) -> dict[str, str]:
        """Return the settings of the bot on a machine, which is a device of its own."""
        return {
            "platforms": "matrix",
            "matrix_homeserver": self.gate.url,
            "matrix_user": self.user,
            "matrix_pickle_key": PICKLE_KEY,
            "matrix_store": str(self._store(machine)),
            "matrix_inviters": "*:localhost",
        }

    async def log_in(self, machines: int) -> None:
        """Log the bot in, on each of its machines."""
        settings = MatrixSettings(
            homeserver=self.gate.url,
            user=self.user,
            password=SecretStr(PASSWORD),
            pickle_key=SecretStr(PICKLE_KEY),
        )
        for machine in range(machines):
            there = settings.model_copy(update={"store": self._store(machine)})
            await log_in(there, lambda: PASSWORD, new_device=False)

    def _store(self, machine: int) -> Path:
        return self.folder / f"store{machine}"

    async def gather(self, script: Script) -> None:
        """Let everybody invite the bot to a direct conversation, and all of them together to rooms."""
        server = self.gate.server
        for name in script.names():
            made = MatrixPerson(server, server.register(name.lower()))
            person = self.people[name] = await self.stack.enter_async_context(made)
            self._keep(name, await person.makes_room(self.user, is_direct=True), person)
        host, *guests = self.people.values()
        for title in script.titles():
            room = await host.makes_room(self.user, *(guest.user for guest in guests), name=title)
            for guest in guests:
                await guest.joins(room)
            self._keep(title, room, host)
        async with asyncio.timeout(60):
            for room, member in self.members.items():
                while await member.membership(room, self.user) != "join":
                    await asyncio.sleep(0.1)

    def _keep(self, place: str, room: str, member: MatrixPerson) -> None:
        self.rooms[place], self.members[room] = room, member

    async def says(self, saying: Saying) -> str:
        """Say something; now and then so much besides that a sync does not tell all of it."""
        person, room = self.people[saying.who], self.rooms[saying.place]
        event = await person.says(room, f"!{saying.words}")
        self.said += 1
        if saying.room and self.said % 40 == 20:
            for number in range(MISSED):
                await person.says(room, f"bla {number}")
        return event

    def disturb(self, dice: random.Random) -> None:
        """Let the next request fail."""
        self.gate.planned.append(dice.choice(KINDS))

    def calm(self) -> None:
        """Let nothing fail any more."""
        self.gate.planned, self.gate.killer = [], None

    async def heard(self) -> list[Heard]:
        """Return what the bot said, room by room."""
        return [one for place, room in self.rooms.items() for one in await self._in_room(place, room)]

    async def _in_room(self, place: str, room: str) -> list[Heard]:
        """Return what the bot said in a room, the first first; an edit changes what it edits."""
        found: dict[str, Heard] = {}
        for event in reversed([one async for one in self._events(room)]):
            content, relation = event["content"], event["content"].get("m.relates_to", {})
            if relation.get("rel_type") == "m.replace":
                edited = found[relation["event_id"]]
                found[relation["event_id"]] = replace(edited, text=content["m.new_content"]["body"])
            else:
                answers = relation.get("m.in_reply_to", {}).get("event_id", "")
                found[event["event_id"]] = Heard(place, content["body"], answers, content.get(KEY, ""))
        return list(found.values())

    async def _events(self, room: str) -> AsyncIterator[Json]:
        """Return all that the bot said in a room, the last first; what a client syncs may have gaps."""
        query = {"dir": "b", "limit": "500"}
        while True:
            page = await self.members[room].ask("GET", "rooms", room, "messages", query=query)
            for event in page["chunk"]:
                if event["sender"] == self.user and event["type"] == "m.room.message" and event["content"]:
                    yield event
            if not page.get("end") or not page["chunk"]:
                return
            query["from"] = page["end"]

    def named(self, place: str) -> str:
        """Return the title of a room, or the name of who talks directly."""
        address = place.split("/", 2)[2]
        places = {room: title for title, room in self.rooms.items()}
        return places.get(address) or next((name for name, one in self.people.items() if one.user == address), address)


@asynccontextmanager
async def on_matrix(server: Synapse, folder: Path, machines: int = 1) -> AsyncIterator[MatrixSide]:
    """Open a gate before a homeserver."""
    async with AsyncExitStack() as stack:
        gate = await stack.enter_async_context(gate_before(server, WatchedGate))
        side = MatrixSide(gate, server.register("drillbot").user, folder, stack)
        await side.log_in(machines)
        yield side
