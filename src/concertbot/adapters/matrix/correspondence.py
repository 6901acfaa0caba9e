"""Which room a message goes to; somebody without a direct conversation gets one, encrypted."""

import asyncio
from dataclasses import dataclass, field

from concertbot.adapters.matrix.outcomes import prepared
from concertbot.adapters.matrix.rooms import Room
from concertbot.adapters.matrix.session import Session
from concertbot.adapters.matrix.wire import Json
from concertbot.domain.port import MovedError, Outgoing, UnreachableError

ENCRYPTION = {"algorithm": "m.megolm.v1.aes-sha2"}


@dataclass
class Correspondence:
    """Finds and makes rooms to write to."""

    session: Session
    _making: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def room_for(self, outgoing: Outgoing) -> Room:
        """Return the room of a message. Raises SendError."""
        if outgoing.room:
            return self._known(outgoing.room)
        async with self._making:
            person = outgoing.person or ""
            return self.session.rooms.direct_of(person) or await self._made(person)

    def existing(self, outgoing: Outgoing) -> Room | None:
        """Return the room of a message if there is one."""
        rooms = self.session.rooms
        return rooms.by_id.get(outgoing.room) if outgoing.room else rooms.direct_of(outgoing.person or "")

    def _known(self, name: str) -> Room:
        room = self.session.rooms.by_id.get(name)
        if room is None or not self.session.rooms.joined(room):
            raise UnreachableError("the bot is not in this room")
        if room.replacement:
            raise MovedError(room.replacement)
        return room

    async def _made(self, person: str) -> Room:
        if self.session.rooms.listed.get(person):
            raise UnreachableError("the conversation was left, by the person or the bot")
        asked = {
            "is_direct": True,
            "preset": "private_chat",
            "invite": [person],
            "initial_state": [{"type": "m.room.encryption", "state_key": "", "content": ENCRYPTION}],
        }
        wire = self.session.wire
        answer = await prepared(wire.post("/_matrix/client/v3/createRoom", asked))
        room = self.session.rooms.get(str(answer["room_id"]))
        for event in _beginning(self.session.login.user, person):
            room.apply(event)
        self.session.prefer(person, room.id)
        return room


def _beginning(me: str, person: str) -> list[Json]:
    """Return the state of a new direct room, as the next sync will tell it."""
    members = ((me, "join"), (person, "invite"))
    return [
        {"type": "m.room.encryption", "state_key": "", "content": ENCRYPTION},
        *(
            {"type": "m.room.member", "state_key": user, "content": {"membership": membership}}
            for user, membership in members
        ),
    ]
