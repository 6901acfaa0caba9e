"""Matrix: a client of its own on a real homeserver."""

import re
from dataclasses import dataclass
from pathlib import Path

from everywhere.seats import Seat, Seen, Way
from peers.matrix_person import Json, MatrixPerson, answered

NUMBERED = re.compile(r"(?m)^(\d+)\. (.+)$")


@dataclass
class MatrixSeat(Seat):
    """Somebody in a room of Matrix, encrypted or not, or alone with the bot."""

    person: MatrixPerson
    bot: str
    room: str
    direct: bool = False
    asked: str = ""
    answer: str = ""

    @property
    def ways(self) -> tuple[Way, ...]:
        """Matrix has no buttons."""
        return self.numbers, self.reacts

    async def asks(self, text: str) -> Seen:
        """Say it; among others plain words begin with the bot's name."""
        self.asked = await self.person.says(self.room, self._addressed(text))
        seen = await self._answer_to(self.asked)
        self.answer = seen.id
        return seen

    async def replies(self, seen: Seen, text: str) -> Seen:
        """Reply to the event."""
        return await self._answer_to(await self.person.answers(self.room, seen.id, text))

    async def reacts(self, seen: Seen, label: str) -> Seen:
        """React with the number."""
        emoji = f"{seen.number(label)}\ufe0f\u20e3"
        return await self._answer_to(await self.person.reacts(self.room, seen.id, emoji))

    async def edits(self, text: str) -> Seen:
        """Replace the event, and wait until the answer is replaced."""
        await self.person.edits(self.room, self.asked, self._addressed(text))
        event = await self.person.hears(lambda one: one["sender"] == self.bot and _replaces(one) == self.answer)
        return _seen(self.answer, event["content"]["m.new_content"], event)

    async def sends(self, path: Path) -> Seen:
        """Send a file; among others its caption names the bot."""
        caption = "" if self.direct else f"{self.bot}:"
        content = path.read_bytes()  # noqa: ASYNC240 - a small file of this machine
        return await self._answer_to(await self.person.sends_file(self.room, path.name, content, "text/plain", caption))

    async def opens(self, seen: Seen) -> tuple[str, bytes]:
        """Fetch the file that answers the same event."""
        question = answered(dict(seen.handle))
        event = await self.person.hears(
            lambda one: one["content"].get("msgtype") == "m.file" and answered(one) == question
        )
        return event["content"]["filename"], await self.person.fetches(event["content"])

    def _addressed(self, text: str) -> str:
        return text if self.direct or self.is_command(text) else f"{self.bot}: {text}"

    async def _answer_to(self, event: str) -> Seen:
        said = await self.person.hears_answer(event)
        return _seen(said["event_id"], said["content"], said)


def _seen(event_id: str, content: Json, event: Json) -> Seen:
    return Seen(event_id, content["body"], _choices(content["body"]), event)


def _choices(body: str) -> tuple[str, ...]:
    """Return the labels: of the numbered lines those that begin anew at 1 last."""
    labels: list[str] = []
    for number, label in NUMBERED.findall(body):
        if number == "1":
            labels.clear()
        labels.append(label)
    return tuple(labels)


def _replaces(event: Json) -> str:
    relation = event["content"].get("m.relates_to", {})
    return str(relation.get("event_id", "")) if relation.get("rel_type") == "m.replace" else ""
