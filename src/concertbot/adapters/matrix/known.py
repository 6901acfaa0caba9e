"""Who said earlier events, and what those answered: asked once, then remembered."""

from collections import OrderedDict
from dataclasses import dataclass, field

from concertbot.adapters.matrix.link import Standing
from concertbot.adapters.matrix.wire import Json, RefusedError, Wire, path

REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class Relation:
    """What an event's content relates to."""

    kind: str = ""  # m.thread, m.replace, m.annotation
    event: str = ""
    answers: str = ""
    falling_back: bool = False  # it only seems to answer, for clients that know no threads
    emoji: str = ""


@dataclass(frozen=True, slots=True)
class Earlier:
    """What is remembered of an event."""

    sender: str = ""
    relation: Relation = Relation()


NOBODY = Earlier()


def relation_of(content: Json) -> Relation:
    """Return what a content relates to, whatever nonsense stands there."""
    related = content.get("m.relates_to")
    if not isinstance(related, dict):
        return Relation()
    reply = related.get("m.in_reply_to")
    answered = reply.get("event_id") if isinstance(reply, dict) else ""
    kind, event, emoji = (str(related.get(one) or "") for one in ("rel_type", "event_id", "key"))
    falling_back = kind == "m.thread" and bool(related.get("is_falling_back"))
    return Relation(kind, event, str(answered or ""), falling_back, emoji)


@dataclass
class Known:
    """Remembers events."""

    wire: Wire
    standing: Standing
    _events: "OrderedDict[str, Earlier]" = field(default_factory=OrderedDict)

    def note(self, event: Json) -> None:
        """Remember an event that was seen or sent."""
        content = event.get("content")
        relation = relation_of(content if isinstance(content, dict) else {})
        self._events[str(event["event_id"])] = Earlier(str(event.get("sender", "")), relation)
        while len(self._events) > REMEMBERED:
            self._events.popitem(last=False)

    async def find(self, room: str, event: str) -> Earlier:
        """Return what is known of an earlier event; of one that cannot be seen, nobody."""
        if event and event not in self._events:
            try:
                found = await self.standing.patiently(lambda: self.wire.get(path("rooms", room, "event", event)))
            except RefusedError:
                return NOBODY
            self.note({**found, "event_id": event})
        return self._events.get(event, NOBODY)
