"""People who talk to the bot on Telegram, in the vocabulary of `talking.py`: the same dialogues run here."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from peers.bot_api import BotApi
from peers.bot_api_world import Chat, Json

Idle = Callable[[], Awaitable[object]]


@dataclass(frozen=True)
class Answer:
    """One message of the bot, as people see it."""

    message: Json

    @property
    def text(self) -> str:
        """All its words."""
        return str(self.message.get("text") or self.message.get("caption") or "")

    @property
    def id(self) -> int:
        """Its number."""
        return int(self.message["message_id"])

    @property
    def buttons(self) -> list[Json]:
        """What can be pressed."""
        rows = self.message.get("reply_markup", {}).get("inline_keyboard", [])
        return [button for row in rows for button in row]

    @property
    def labels(self) -> list[str]:
        """What stands on the buttons."""
        return [button["text"] for button in self.buttons]

    @property
    def bold(self) -> list[str]:
        """Its words in bold, as the titles of cards are."""
        return [self._marked(one) for one in self._entities if one["type"] == "bold"]

    @property
    def links(self) -> list[str]:
        """Where its words lead."""
        return [one["url"] for one in self._entities if one["type"] == "text_link"]

    @property
    def file(self) -> Json | None:
        """The file in it."""
        found: Json | None = self.message.get("document") or (self.message.get("photo") or [None])[0]
        return found

    def choice(self, label: str) -> str:
        """Return what presses the button whose label begins like this."""
        return next(_press(button) for button in self.buttons if button["text"].startswith(label))

    @property
    def _entities(self) -> list[Json]:
        return self.message.get("entities") or self.message.get("caption_entities") or []

    def _marked(self, entity: Json) -> str:
        units = self.text.encode("utf-16-le")
        return units[2 * entity["offset"] : 2 * (entity["offset"] + entity["length"])].decode("utf-16-le")


def _press(button: Json) -> str:
    return str(button.get("callback_data") or button["url"].partition("?start=")[2])


@dataclass
class TelegramPerson:
    """Somebody in a group (by its title), in a topic of it, or directly with the bot (no title)."""

    server: BotApi
    name: str
    room: str = ""
    topic: int = 0
    idle: Idle | None = None  # waits until the bot has nothing to do any more; else it is a short silence
    silence: float = 0.25

    @property
    def chat(self) -> Chat:
        """The conversation."""
        return self.server.people.place(self.name, self.room)

    async def starts(self, payload: str = "") -> list[Answer]:
        """Press Start."""
        return await self._answers(self.server.people.starts(self.name, payload))

    async def says(self, text: str, **more: object) -> list[Answer]:
        """Say something and return what the bot says here."""
        if self.topic:
            more.setdefault("topic", self.topic)
        return await self._answers(self.server.people.says(self.name, text, self.room, **more))

    async def asks(self, text: str, **more: object) -> Answer:
        """Say something to which the bot gives exactly one answer."""
        answers = await self.says(text, **more)
        assert len(answers) == 1, [answer.text for answer in answers]
        return answers[0]

    async def presses(self, choice: str) -> list[Answer]:
        """Press a button; one that leads to the direct conversation is pressed by its link."""
        for message in reversed(list(self.chat.messages.values())):
            for button in Answer(message).buttons:
                if button.get("callback_data") == choice:
                    number = message["message_id"]
                    return await self._answers(self.server.people.presses(self.name, number, choice, self.room))
                if _press(button) == choice:
                    return await TelegramPerson(self.server, self.name, idle=self.idle).starts(choice)
        raise AssertionError("nobody offered that")

    async def edits(self, earlier: int, text: str) -> list[Answer]:
        """Change an earlier message."""
        return await self._answers(self.server.people.edits(self.name, earlier, text, self.room))

    async def sends(self, path: Path, text: str = "", kind: str = "document") -> list[Answer]:
        """Send a file."""
        return await self._answers(self.server.people.sends(self.name, str(path), text, self.room, kind))

    async def _answers(self, act: Awaitable[Json]) -> list[Answer]:
        before = {one["message_id"]: dict(one) for one in self.server.sent(self.chat.id)}
        done = await act
        if done["update"]:
            await self.server.taken(done["update"])
            await (self.idle() if self.idle else self._quiet())
        now = self.server.sent(self.chat.id)
        return [Answer(one) for one in now if before.get(one["message_id"]) != one]

    async def _quiet(self) -> None:
        """Wait until the bot has sent nothing for a while."""
        calls = self.server.faults.requests
        count, since = _but_polls(calls), time.monotonic()
        while time.monotonic() - since < self.silence:
            await asyncio.sleep(0.02)
            if _but_polls(calls) != count:
                count, since = _but_polls(calls), time.monotonic()


def _but_polls(calls: dict[str, int]) -> int:
    return sum(count for name, count in calls.items() if name != "getUpdates")
