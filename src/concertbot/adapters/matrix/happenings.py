"""What happens to rooms: the bot comes in, is put out, a room moves, a direct conversation opens or closes."""

from concertbot.adapters.matrix.reading import PLATFORM, message_in, moment
from concertbot.adapters.matrix.rooms import HERE, Room, Rooms, membership
from concertbot.adapters.matrix.wire import Json
from concertbot.chat.message import Kind, Message


def came_in(event: Json, me: str) -> bool:
    """Return whether an event is somebody's own coming into the room, not a change of their name."""
    return _member(event) == me and membership(event) == "join" and _before(event) != "join"


def happening(room: Room, rooms: Rooms, event: Json) -> Message | None:
    """Take a state event of a room in, and return what it means for the bot, if anything."""
    partner = rooms.partner(room)
    room.apply(event)
    if event.get("type") == "m.room.tombstone" and event.get("state_key") == "" and room.replacement:
        return message_in(room, rooms, event, kind=Kind.MOVE, text=room.replacement)
    if came_in(event, rooms.me):
        return _arrival(room, rooms, event)
    return _of_partner(room, rooms, event, partner)


def put_out(room: Room, rooms: Rooms, event: Json) -> Message | None:
    """Return what it means that the bot is not in a room any more."""
    was_in = rooms.joined(room)
    room.apply(event)
    if event.get("sender") == rooms.me or not was_in or _member(event) != rooms.me:
        return None
    partner = rooms.partner(room)
    if partner:
        return _of(partner, room, event, Kind.CLOSE)
    return message_in(room, rooms, event, kind=Kind.LEAVE)


def _arrival(room: Room, rooms: Rooms, event: Json) -> Message:
    unsigned = event.get("unsigned", {})
    before = unsigned.get("prev_content") or {}
    room.invited_directly = bool(before.get("is_direct"))
    partner = rooms.partner(room)
    if partner:
        return _of(partner, room, event, Kind.OPEN)
    inviter = str(unsigned.get("prev_sender") or room.state.get("m.room.create", {}).get("sender") or rooms.me)
    return message_in(room, rooms, {**event, "sender": inviter}, kind=Kind.ENTER)


def _of_partner(room: Room, rooms: Rooms, event: Json, partner: str | None) -> Message | None:
    """Return what it means that the other one in a direct conversation comes or goes."""
    user = _member(event)
    if user is None or user == rooms.me:
        return None
    now, before = membership(event), _before(event)
    if now == "join" and before != "join" and rooms.partner(room) == user:
        return _of(user, room, event, Kind.OPEN)
    if now not in HERE and before in HERE and partner == user:
        return _of(user, room, event, Kind.CLOSE)
    return None


def _of(person: str, room: Room, event: Json, kind: Kind) -> Message:
    """Return what happened to the direct conversation with somebody."""
    return Message(
        id=str(event["event_id"]),
        platform=PLATFORM,
        sender=person,
        sender_name=room.name_of(person),
        at=moment(event),
        kind=kind,
    )


def _member(event: Json) -> str | None:
    return str(event["state_key"]) if event.get("type") == "m.room.member" and "state_key" in event else None


def _before(event: Json) -> str:
    before = event.get("unsigned", {}).get("prev_content") or {}
    return str(before.get("membership", "leave"))
