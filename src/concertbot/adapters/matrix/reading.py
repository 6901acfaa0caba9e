"""From an event in a room to a message."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

import structlog

from concertbot.adapters.matrix.addressing import unmentioned, unquoted
from concertbot.adapters.matrix.known import Known, Relation, relation_of
from concertbot.adapters.matrix.media import FILES, Media
from concertbot.adapters.matrix.rooms import Room, Rooms
from concertbot.adapters.matrix.wire import Json, TooLargeError, WireError
from concertbot.adapters.matrix.writing import KEY
from concertbot.chat.message import File, Kind, Message
from concertbot.chat.router import addressed

PLATFORM = "matrix"
SAID = {"m.text", "m.emote"}
FETCHES = 3  # the file's own homeserver may be gone for good
log = structlog.get_logger()
KeepFile = Callable[[bytes], Awaitable[str]]


def message_in(room: Room, rooms: Rooms, event: Json, **more: Any) -> Message:
    """Return a message with what every event tells."""
    sender = str(event.get("sender", ""))
    return Message(
        id=str(event["event_id"]),
        platform=PLATFORM,
        sender=sender,
        sender_name=room.name_of(sender),
        at=moment(event),
        room=None if rooms.partner(room) else room.id,
        **more,
    )


def moment(event: Json) -> datetime:
    """Return when an event was sent."""
    sent = event.get("origin_server_ts")
    return datetime.fromtimestamp(max(sent, 0) / 1000 if isinstance(sent, int) else 0, UTC)


@dataclass
class Reader:
    """Reads what people say and do in rooms; what bots say is passed over."""

    rooms: Rooms
    known: Known
    media: Media
    keep_file: KeepFile = field(repr=False)

    async def read(self, room: Room, event: Json) -> Message | None:
        """Return the message that an event in clear is, or None when it is nothing for the bot."""
        content = event.get("content")
        if event.get("sender") == self.rooms.me or not isinstance(content, dict) or not content or KEY in content:
            return None
        match event.get("type"):
            case "m.room.message":
                return await self._message(room, event, content)
            case "m.reaction":
                return self._reaction(room, event, relation_of(content))
            case "m.room.redaction":
                gone = str(event.get("redacts") or content.get("redacts") or "")
                return message_in(room, self.rooms, event, kind=Kind.DELETE, refers_to=gone) if gone else None
            case _:
                return None

    def _reaction(self, room: Room, event: Json, related: Relation) -> Message | None:
        if not related.event or not related.emoji:
            return None
        more = {"text": related.emoji, "refers_to": related.event, "exposed": room.encrypted}
        return message_in(room, self.rooms, event, kind=Kind.REACT, **more)

    async def _message(self, room: Room, event: Json, content: Json) -> Message | None:
        related = relation_of(content)
        if related.kind == "m.replace":
            return await self._edit(room, event, content, related.event)
        if content.get("msgtype") not in SAID | FILES:
            return None
        said = await self._said(room, event, content, related)
        if content["msgtype"] not in FILES:
            return said
        wanted = addressed(said) or await self._own(room, said.thread)
        return replace(said, files=(await self._file(content),)) if wanted else said

    async def _said(self, room: Room, event: Json, content: Json, related: Relation) -> Message:
        body = _caption(content) if content.get("msgtype") in FILES else str(content.get("body", ""))
        text, named = unmentioned(unquoted(body) if related.answers else body, content, *self._names(room))
        own = await self._own(room, related.answers)
        # In a thread, what follows the bot's message may be the number of a choice; it is no call for the bot.
        refers_to = related.answers if own or not related.falling_back else ""
        thread = related.event if related.kind == "m.thread" else ""
        mentioned = named or (own and not related.falling_back)
        return message_in(room, self.rooms, event, text=text, refers_to=refers_to, thread=thread, mentioned=mentioned)

    async def _edit(self, room: Room, event: Json, content: Json, edited: str) -> Message | None:
        new, earlier = content.get("m.new_content"), await self.known.find(room.id, edited)
        if not isinstance(new, dict) or earlier.sender != event.get("sender") or new.get("msgtype") not in SAID:
            return None
        related = earlier.relation
        said = await self._said(room, event, new, related)
        return replace(said, kind=Kind.EDIT, refers_to=edited)

    async def _file(self, content: Json) -> File:
        """Return a file that is kept; one without a path when it is too large or cannot be had."""
        info = content.get("info")
        media_type = str(info.get("mimetype", "")) if isinstance(info, dict) else ""
        file = File(_filename(content), media_type or "application/octet-stream", "")
        try:
            fetched = await self.known.standing.patiently(lambda: self.media.fetch(content), FETCHES)
            return replace(file, path=await self.keep_file(fetched))
        except TooLargeError:
            return file
        except WireError as error:
            log.warning("a file could not be fetched", kind=type(error).__name__)
            return file

    async def _own(self, room: Room, event: str) -> bool:
        return bool(event) and (await self.known.find(room.id, event)).sender == self.rooms.me

    def _names(self, room: Room) -> tuple[str, str]:
        return self.rooms.me, room.name_of(self.rooms.me)


def _caption(content: Json) -> str:
    body, name = str(content.get("body", "")), content.get("filename")
    return body if name and name != body else ""


def _filename(content: Json) -> str:
    return str(content.get("filename") or content.get("body") or "file")
