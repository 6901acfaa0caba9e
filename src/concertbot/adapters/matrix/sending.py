"""Sending: one message of the bot as the events that say it, each at most once."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from concertbot.adapters.matrix.correspondence import Correspondence
from concertbot.adapters.matrix.history import pages_back
from concertbot.adapters.matrix.outcomes import delivered, prepared, surely_not
from concertbot.adapters.matrix.reading import moment
from concertbot.adapters.matrix.rooms import Room
from concertbot.adapters.matrix.session import Session
from concertbot.adapters.matrix.wire import Json, RefusedError, TooLargeError, WireError, path
from concertbot.adapters.matrix.writing import KEY, Draft, Place, Say, notice, reaction, reactions, with_relation, words
from concertbot.chat.reply import Attachment
from concertbot.domain.port import InDoubtError, LostError, Outgoing, SendError

CLOCKS_DIFFER = timedelta(minutes=5)
log = structlog.get_logger()
OpenFile = Callable[[str], Awaitable[bytes]]
Arrived = dict[str, str]  # the ids of the bot's events, by their key


@dataclass
class Sending:
    """Sends as one login."""

    session: Session
    say: Callable[[str], Say] = field(repr=False)  # for a language
    open_file: OpenFile = field(repr=False)

    def __post_init__(self) -> None:
        """Know where messages go."""
        self._correspondence = Correspondence(self.session)

    async def send(self, outgoing: Outgoing) -> str:
        """Send a message and return the id of its first event. Raises SendError, InDoubtError."""
        room = await self._correspondence.room_for(outgoing)
        if outgoing.deletes:
            return await self._redact(room, outgoing)
        place = self._place(room)
        arrived = await prepared(self._arrived(room, outgoing.first_try)) if outgoing.first_try else {}
        sent = [await self._once(room, draft, arrived) for draft in self._words(outgoing, place)]
        sent += [await self._file(room, key, file, outgoing, arrived) for key, file in _files(outgoing, bool(sent))]
        if not sent:
            raise SendError("there is nothing to say")
        for draft in reactions(outgoing, place, outgoing.edits or sent[0]):
            await self._offer(room, draft)
        return sent[0]

    async def find(self, outgoing: Outgoing) -> str | None:
        """Return the id of a message that arrived whole, else None: what arrived of it is not sent again."""
        room = self._correspondence.existing(outgoing)
        if room is None or outgoing.deletes:  # to delete twice is to delete once
            return None
        try:
            arrived = await self._arrived(room, outgoing.first_try)
        except RefusedError as error:
            raise InDoubtError("the room cannot be looked at") from error
        except WireError as error:
            raise surely_not(error) from None
        drafts = self._words(outgoing, self._place(room))
        keys = [*(draft.key for draft in drafts), *(key for key, _ in _files(outgoing, bool(drafts)))]
        return arrived[outgoing.key] if all(key in arrived for key in keys) else None

    def _place(self, room: Room) -> Place:
        rooms = self.session.rooms
        return Place(rooms.me, direct=rooms.partner(room) is not None, encrypted=room.encrypted)

    def _words(self, outgoing: Outgoing, place: Place) -> list[Draft]:
        if outgoing.reply.reaction and outgoing.in_reply_to:
            return [reaction(outgoing.key, outgoing.in_reply_to, outgoing.reply.reaction)]
        return words(outgoing, place, self.say(outgoing.language))

    async def _arrived(self, room: Room, since: datetime | None) -> Arrived:
        """Return which of the bot's events are in a room, whichever device sent them."""
        found: Arrived = {}
        query = {"filter": json.dumps({"senders": [self.session.login.user]})}
        async for page in pages_back(self.session.wire, room.id, query):
            keys = ((event.get("content", {}).get(KEY), event) for event in page)
            found.update({str(key): str(event["event_id"]) for key, event in keys if key})
            if since and page and moment(page[-1]) < since - CLOCKS_DIFFER:
                break
        return found

    async def _once(self, room: Room, draft: Draft, arrived: Arrived) -> str:
        """Send an event, unless it arrived at an earlier try."""
        if draft.key in arrived:
            return arrived[draft.key]
        kind, content = await prepared(self._sealed(room, draft))
        where = path("rooms", room.id, "send", kind, draft.key)
        event = await delivered(self.session.wire, where, content)
        self.session.known.note({"event_id": event, "sender": self.session.login.user, "content": content})
        return event

    async def _sealed(self, room: Room, draft: Draft) -> tuple[str, Json]:
        """Return an event as it goes out: encrypted where the room is, but for what it relates to and its key."""
        if not room.encrypted or draft.kind == "m.reaction":
            return draft.kind, {**draft.content, KEY: draft.key}
        related = {name: draft.content[name] for name in ("m.relates_to",) if name in draft.content}
        inner = {name: value for name, value in draft.content.items() if name not in related}
        content = await self.session.keys.encrypt(room.id, room.here(), draft.kind, inner)
        return "m.room.encrypted", {**content, **related, KEY: draft.key}

    async def _file(self, room: Room, key: str, file: Attachment, outgoing: Outgoing, arrived: Arrived) -> str:
        if key in arrived:
            return arrived[key]
        try:
            content = await self.open_file(file.path)
            event = await prepared(self.session.media.store(file, content, encrypted=room.encrypted))
        except FileNotFoundError:
            raise SendError("the file is not there any more") from None
        except TooLargeError:
            event = notice(self.say(outgoing.language)("matrix-file-not-sent", name=file.name))
        return await self._once(room, Draft(key, "m.room.message", with_relation(event, outgoing)), arrived)

    async def _offer(self, room: Room, draft: Draft) -> None:
        """React for people to press; whoever has no reaction to press answers with the number."""
        try:
            await self._once(room, draft, {})
        except (SendError, InDoubtError) as error:
            log.info("a reaction was not offered", kind=type(error).__name__)

    async def _redact(self, room: Room, outgoing: Outgoing) -> str:
        where = path("rooms", room.id, "redact", outgoing.deletes, outgoing.key)
        try:
            return await delivered(self.session.wire, where, {})
        except SendError as error:
            if isinstance(error.__context__, RefusedError) and error.__context__.code == "M_NOT_FOUND":
                raise LostError("the event is not there any more") from None
            raise


def _files(outgoing: Outgoing, after_words: bool) -> list[tuple[str, Attachment]]:
    """Return the files that a message brings, with their keys: the first stands for the message if it has no words."""
    if outgoing.edits:
        return []
    files = enumerate(outgoing.reply.files, 1)
    return [(f"{outgoing.key}f{number}" if after_words or number > 1 else outgoing.key, file) for number, file in files]
