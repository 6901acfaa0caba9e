"""People who talk to the bot, and what it answers: the vocabulary of dialogues."""

import itertools
from dataclasses import dataclass, field
from pathlib import Path

from concertbot.chat.clock import Clock
from concertbot.chat.message import File, Kind, Message
from concertbot.chat.plain import plain_text
from concertbot.chat.reply import Card
from concertbot.delivery.carrier import Carrier
from concertbot.domain.database import Database
from concertbot.domain.port import Outgoing
from concertbot.domain.reach import Reach


@dataclass
class Answer:
    """What the bot said."""

    outgoing: Outgoing

    @property
    def text(self) -> str:
        """All its words."""
        return plain_text(self.outgoing.reply)

    @property
    def cards(self) -> list[Card]:
        """Its cards."""
        return [part for part in self.outgoing.reply.parts if isinstance(part, Card)]

    @property
    def labels(self) -> list[str]:
        """The labels of its choices."""
        return [str(choice.label) for choice in self.outgoing.reply.choices]

    def choice(self, label: str) -> str:
        """Return the id of the choice whose label begins like this."""
        return next(one.id for one in self.outgoing.reply.choices if str(one.label).startswith(label))


@dataclass
class Speaker:
    """Somebody who talks, in a room or directly."""

    talk: "Talk"
    name: str
    room: str | None
    platform: str = "console"

    async def says(self, text: str, **more: object) -> list[Answer]:
        """Say something and return what the bot said to it."""
        return await self._do(Kind.SAY, text=text, **more)

    async def asks(self, text: str, **more: object) -> Answer:
        """Say something to which the bot gives exactly one answer, and return it."""
        answers = await self.says(text, **more)
        assert len(answers) == 1, [answer.text for answer in answers]
        return answers[0]

    async def presses(self, choice: str) -> list[Answer]:
        """Press a choice."""
        return await self._do(Kind.PRESS, choice=choice)

    async def reacts(self, emoji: str, to: str) -> list[Answer]:
        """React to a message."""
        return await self._do(Kind.REACT, text=emoji, refers_to=to)

    async def edits(self, earlier: str, text: str) -> list[Answer]:
        """Change an earlier message."""
        return await self._do(Kind.EDIT, refers_to=earlier, text=text)

    async def deletes(self, earlier: str) -> list[Answer]:
        """Delete an earlier message."""
        return await self._do(Kind.DELETE, refers_to=earlier)

    async def sends(self, path: Path, text: str = "") -> list[Answer]:
        """Send a file."""
        return await self._do(Kind.SAY, text=text, files=(File(path.name, "text/plain", str(path)),))

    async def _do(self, kind: Kind, **more: object) -> list[Answer]:
        self.talk.last_id = str(more.pop("id", "")) or f"m{next(self.talk.numbers)}"
        message = Message(
            id=self.talk.last_id,
            platform=self.platform,
            sender=self.name.casefold(),
            sender_name=self.name,
            at=self.talk.reach.get(Clock).now(),
            room=self.room,
            kind=kind,
            **more,  # type: ignore[arg-type]
        )
        return await self.talk.take(message)


@dataclass
class Talk:
    """A bot with people around it; also the platform that carries what it says."""

    numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))
    said: list[Outgoing] = field(default_factory=list)
    last_id: str = ""
    carrier: Carrier = field(init=False)
    reach: Reach = field(init=False)

    def stand_behind(self, carrier: Carrier, reach: Reach) -> None:
        """Put the bot behind the people."""
        self.carrier, self.reach = carrier, reach

    @property
    def database(self) -> Database:
        """The database that the bot works on."""
        return self.reach.get(Database)

    def direct(self, name: str, platform: str = "console") -> Speaker:
        """Return somebody in a direct conversation with the bot."""
        return Speaker(self, name, None, platform)

    def room(self, room: str, name: str, platform: str = "console") -> Speaker:
        """Return somebody in a room."""
        return Speaker(self, name, room, platform)

    async def take(self, *messages: Message) -> list[Answer]:
        """Hand messages to the bot, and return what it said to them."""
        before = len(self.said)
        await self.carrier.take(messages)
        return [Answer(outgoing) for outgoing in self.said[before:]]

    async def send(self, outgoing: Outgoing) -> str:
        """Carry what the bot says."""
        self.said.append(outgoing)
        return outgoing.key

    async def find(self, outgoing: Outgoing) -> str | None:
        """Tell whether it was carried."""
        return next((one.key for one in self.said if one.key == outgoing.key), None)
