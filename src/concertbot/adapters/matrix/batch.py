"""From one answer of the homeserver to the messages in it, in the order in which they were said."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass

import structlog

from concertbot.adapters.matrix.happenings import came_in, happening, put_out
from concertbot.adapters.matrix.history import missed, since_arrival
from concertbot.adapters.matrix.invitations import Invitations
from concertbot.adapters.matrix.keys import UnreadableError
from concertbot.adapters.matrix.link import Standing
from concertbot.adapters.matrix.reading import Reader
from concertbot.adapters.matrix.rooms import Room
from concertbot.adapters.matrix.session import Session
from concertbot.adapters.matrix.unread import Unread
from concertbot.adapters.matrix.wire import Json, RevokedError, WireError, path
from concertbot.chat.message import Kind, Message

log = structlog.get_logger()
Look = Callable[[Room, Json], Awaitable[Message | None]]


@dataclass
class Batch:
    """Goes through what a sync brings."""

    session: Session
    standing: Standing
    reader: Reader
    invitations: Invitations
    unread: Unread

    async def messages(self, response: Json, since: str) -> list[Message]:
        """Return all messages of a response; what it tells of rooms is taken in on the way."""
        return [message async for message in self._all(response, since)]

    async def _all(self, response: Json, since: str) -> AsyncIterator[Message]:
        rooms, known = response.get("rooms", {}), self.session.rooms
        known.take_account_data(response.get("account_data", {}).get("events", []))
        self.session.invites.update(rooms.get("invite", {}))
        for name, event in self.unread.opened():
            if message := await self._safely(self._read, known.get(name), event):
                yield message
        for message in self._put_out(rooms.get("leave", {})):
            yield message
        for name, joined in rooms.get("join", {}).items():
            known.apply(name, joined.get("state", {}).get("events", []))
            for event in await self._said(name, joined.get("timeline", {}), since):
                if message := await self._safely(self._event, known.get(name), event):
                    yield message

    async def _safely(self, look: Look, room: Room, event: Json) -> Message | None:
        """Look at an event; one that nobody foresaw must not keep the others away for ever."""
        try:
            return await look(room, event)
        except RevokedError:
            raise
        except Exception as error:  # noqa: BLE001 - people can send anything
            log.error("an event was not understood", kind=type(error).__name__)  # noqa: TRY400 - it may hold a body
            return None

    def _put_out(self, rooms: Json) -> Iterator[Message]:
        known = self.session.rooms
        for name, left in rooms.items():
            self.session.invites.pop(name, None)
            for event in _state_events(left):
                if message := put_out(known.get(name), known, event):
                    yield message

    async def _said(self, name: str, timeline: Json, since: str) -> list[Json]:
        """Return what happened in a room since the bot was last here, also what the timeline leaves out."""
        me, events = self.session.login.user, timeline.get("events", [])
        if timeline.get("limited"):
            gap = await missed(self.session.wire, self.standing, name, timeline, since)
            events = [*(event for event in gap if "state_key" not in event or came_in(event, me)), *events]
        mine = since_arrival(events, me)
        # What happened before the bot came in is nothing to answer, but it made the room what it is.
        self.session.rooms.apply(name, (one for one in events[: len(events) - len(mine)] if "state_key" in one))
        return [event for event in mine if "event_id" in event]

    async def _event(self, room: Room, event: Json) -> Message | None:
        self.session.known.note(event)
        message = await (self._happened if "state_key" in event else self._read)(room, event)
        if message and message.direct and message.kind is not Kind.CLOSE:
            self.session.prefer(message.sender, room.id)
        return message

    async def _happened(self, room: Room, event: Json) -> Message | None:
        message = happening(room, self.session.rooms, event)
        try:
            if message and message.kind is Kind.MOVE:
                await self._follow(room, str(event.get("sender", "")))
            if event.get("type") == "m.room.member":
                await self.invitations.check(room)
        except WireError as error:  # a closed room: it will invite the bot, and then it is expected
            log.info("a room could not be followed or left at once", kind=type(error).__name__)
        return message

    async def _follow(self, room: Room, mover: str) -> None:
        via = mover.partition(":")[2]
        query = {"via": via, "server_name": via}  # the newer name of it, and the older
        await self.session.wire.call("POST", path("join", room.replacement), {}, query)

    async def _read(self, room: Room, event: Json) -> Message | None:
        if event.get("type") != "m.room.encrypted":
            return await self.reader.read(room, event)
        if event.get("sender") == self.session.login.user or not event.get("content"):
            return None
        try:
            clear = self.session.keys.decrypt(room.id, event)
        except UnreadableError:
            await self._set_aside(room, event)
            return None
        return await self.reader.read(room, clear)

    async def _set_aside(self, room: Room, event: Json) -> None:
        if self.unread.keep(room.id, event):
            try:
                await self.session.keys.request(room.id, event)
            except WireError as error:
                log.info("a key could not be asked for", kind=type(error).__name__)


def _state_events(left: Json) -> list[Json]:
    events = [*left.get("state", {}).get("events", []), *left.get("timeline", {}).get("events", [])]
    return [event for event in events if "event_id" in event and "state_key" in event]
