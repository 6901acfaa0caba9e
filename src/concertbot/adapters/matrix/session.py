"""One login at work: its wire, its keys, and what it knows of its rooms."""

import json
import secrets
from dataclasses import dataclass
from pathlib import Path

from concertbot.adapters.matrix.keys import Keys
from concertbot.adapters.matrix.known import Known
from concertbot.adapters.matrix.link import Standing
from concertbot.adapters.matrix.login import DO_LOGIN, Login, LoginError
from concertbot.adapters.matrix.machine import open_machine
from concertbot.adapters.matrix.media import Media
from concertbot.adapters.matrix.rooms import Rooms
from concertbot.adapters.matrix.wire import Json, Wire, path

QUIET: Json = {"types": []}
MARGIN = 20.0  # seconds that an answer may be late


def only(events: int, **rooms: list[str]) -> str:
    """Return the filter for what the bot needs, with so many latest events of a room."""
    room = {"ephemeral": QUIET, "account_data": QUIET, "timeline": {"limit": events}, **rooms}
    return json.dumps({"presence": QUIET, "account_data": {"types": ["m.direct"]}, "room": room})


ORDINARY = only(50)


@dataclass
class Session:
    """What is open while the bot is connected."""

    login: Login
    wire: Wire
    keys: Keys
    rooms: Rooms
    known: Known
    media: Media
    invites: dict[str, Json]  # what waits for an answer, by room
    position: str = ""
    untold: bool = False  # which rooms are direct changed since the account was told

    async def begin(self) -> None:
        """Learn the rooms as they are now and fetch what waits for this device alone. Raises WireError, LoginError.

        The homeserver forgets a device's own messages as soon as it syncs from a later position. Positions in the
        database may come from another device: so this one first empties its own queue.
        """
        if await self.keys.published() not in ("", self.keys.fingerprint):
            raise LoginError(f"The store holds other keys than the homeserver knows: {DO_LOGIN} --new-device.")
        # Without news a room is left out when its limit is 0, and homeservers answer the same first sync from a cache
        # for some minutes: so no two of ours are the same.
        glance = only(1, not_rooms=[f"!{secrets.token_hex(8)}:nowhere"])
        response = await self.sync("", glance)
        self.glance(response)
        while self.keys.take(response):
            response = await self.sync(str(response["next_batch"]), glance)
            self.glance(response)
        self.position = str(response["next_batch"])
        await self.keys.tend()

    def glance(self, response: Json) -> None:
        """Take in the rooms of a sync without what was said there."""
        rooms = response.get("rooms", {})
        self.rooms.take_account_data(response.get("account_data", {}).get("events", []))
        self.invites.update(rooms.get("invite", {}))
        for name, room in rooms.get("join", {}).items():
            latest = room.get("timeline", {}).get("events", [])
            self.rooms.apply(name, room.get("state", {}).get("events", []))
            self.rooms.apply(name, (event for event in latest if "state_key" in event))

    async def sync(self, since: str, wanted: str = ORDINARY, seconds: float = 0) -> Json:
        """Ask what is new. Raises WireError."""
        query = {"filter": wanted, "timeout": str(int(seconds * 1000))} | ({"since": since} if since else {})
        return await self.wire.get(path("sync"), query, seconds + MARGIN)

    def prefer(self, person: str, room: str) -> None:
        """Make this the room in which somebody is written to."""
        listed = self.rooms.listed[person]
        if listed[:1] != [room]:
            self.rooms.listed[person] = [room, *(one for one in listed if one != room)]
            self.untold = True

    async def tell_direct(self) -> None:
        """Keep with the account which rooms are direct, for the next start and other machines. Raises WireError."""
        if self.untold:
            listed = {user: rooms for user, rooms in self.rooms.listed.items() if rooms}
            await self.wire.put(path("user", self.login.user, "account_data", "m.direct"), listed)
            self.untold = False

    async def close(self) -> None:
        """Close connections and store."""
        await self.wire.close()
        self.keys.close()


def open_session(login: Login, store: Path, pickle_key: str, standing: Standing) -> Session:
    """Open what a login needs; nothing is asked yet. Raises LoginError."""
    wire = Wire(login.homeserver, login.token)
    keys = Keys(wire, open_machine(login, store, pickle_key))
    return Session(login, wire, keys, Rooms(login.user), Known(wire, standing), Media(wire), {})
