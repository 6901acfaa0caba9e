"""What is known of the rooms that the bot is in: members, encryption, rights, which are direct."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from concertbot.adapters.matrix.wire import Json

CREATORS_ABOVE_ALL = 12  # from this room version on the creators stand in no list of power levels
HIGHEST = 2**53  # above every power level that an event can hold
HERE = ("join", "invite")


@dataclass
class Room:
    """One room, as its state tells."""

    id: str
    members: dict[str, Json] = field(default_factory=dict)
    state: dict[str, Json] = field(default_factory=dict)  # events with an empty state key, by type
    invited_directly: bool = False

    @property
    def encrypted(self) -> bool:
        """Whether messages in it are end-to-end encrypted; that can never be undone."""
        return "m.room.encryption" in self.state

    @property
    def named(self) -> bool:
        """Whether it has a name or an address, as a room of several people."""
        name = self.content("m.room.name").get("name")
        return bool(name or self.content("m.room.canonical_alias").get("alias"))

    @property
    def replacement(self) -> str:
        """The room in which this one goes on."""
        return str(self.content("m.room.tombstone").get("replacement_room") or "")

    def here(self) -> list[str]:
        """Return who is in it or invited."""
        return [user for user, event in self.members.items() if membership(event) in HERE]

    def membership(self, user: str) -> str:
        """Return how somebody stands to it: join, invite, leave, ban."""
        return membership(self.members.get(user, {}))

    def name_of(self, user: str) -> str:
        """Return the name that somebody has in it."""
        name = _content(self.members.get(user, {})).get("displayname")
        return name if isinstance(name, str) and name else user.removeprefix("@").partition(":")[0]

    def content(self, kind: str) -> Json:
        """Return the content of a state event."""
        return _content(self.state.get(kind, {}))

    def apply(self, event: Json) -> None:
        """Take a state event in."""
        kind, key = event.get("type"), event.get("state_key")
        if kind == "m.room.member" and isinstance(key, str):
            self.members[key] = event
        elif key == "" and isinstance(kind, str):
            self.state[kind] = event

    def power_of(self, user: str) -> int:
        """Return somebody's power level; creators of newer rooms stand above all."""
        create, levels = self.state.get("m.room.create", {}), self.content("m.room.power_levels")
        creators = (create.get("sender"), *_strings(_content(create).get("additional_creators")))
        version = str(_content(create).get("room_version", "1"))
        if user in creators and _creators_stand_above(version):
            return HIGHEST
        if not levels:
            return 100 if user == create.get("sender") else 0
        return _level(_dict(levels.get("users")).get(user, levels.get("users_default", 0)))


@dataclass
class Rooms:
    """All rooms of the bot's account."""

    me: str
    by_id: dict[str, Room] = field(default_factory=dict)
    listed: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))  # m.direct, the latest first

    def get(self, room: str) -> Room:
        """Return a room, known or new."""
        return self.by_id.setdefault(room, Room(room))

    def apply(self, room: str, events: Iterable[Json]) -> None:
        """Take in state events of a room."""
        known = self.get(room)
        for event in events:
            known.apply(event)

    def take_account_data(self, events: Iterable[Json]) -> None:
        """Take in which rooms the account lists as direct."""
        for event in events:
            if event.get("type") == "m.direct":
                self.listed = defaultdict(list)
                for user, rooms in _content(event).items():
                    self.listed[user] = list(_strings(rooms))

    def partner(self, room: Room) -> str | None:
        """Return with whom a room is a direct conversation: never more than one, whatever was said of the room."""
        others = [user for user in room.here() if user != self.me]
        if len(others) > 1:
            return None
        for user, rooms in self.listed.items():
            if room.id in rooms and (not others or others == [user]):
                return user
        if len(others) == 1 and (room.invited_directly or not room.named):
            return others[0]
        return None

    def direct_of(self, person: str) -> Room | None:
        """Return the direct conversation with somebody, the latest first."""
        known = [self.by_id[one] for one in self.listed.get(person, ()) if one in self.by_id]
        rooms = [*known, *(one for one in self.by_id.values() if one not in known)]
        there = (one for one in rooms if self.joined(one) and one.membership(person) in HERE)
        return next((one for one in there if self.partner(one) == person), None)

    def joined(self, room: Room) -> bool:
        """Return whether the bot is in a room."""
        return room.membership(self.me) == "join"

    def expected(self) -> set[str]:
        """Return the rooms in which rooms of the bot go on."""
        return {room.replacement for room in self.by_id.values() if room.replacement and self.joined(room)}


def membership(event: Json) -> str:
    """Return what a membership event says."""
    return str(_content(event).get("membership", "leave"))


def _content(event: Json) -> Json:
    return _dict(event.get("content"))


def _dict(value: Any) -> Json:
    return value if isinstance(value, dict) else {}


def _strings(value: Any) -> tuple[str, ...]:
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else ()


def _level(value: Any) -> int:
    try:
        return int(value)
    except (TypeError, ValueError):
        return 0


def _creators_stand_above(version: str) -> bool:
    return version.isdecimal() and int(version) >= CREATORS_ABOVE_ALL
