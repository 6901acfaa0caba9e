"""Telegram: people around a Bot API server."""

from dataclasses import dataclass
from pathlib import Path

from everywhere.seats import Seat, Seen, Way
from peers.telegram_person import Answer, TelegramPerson

BOT = "@concert_test_bot"


@dataclass
class TelegramSeat(Seat):
    """Somebody in a group of Telegram, or alone with the bot."""

    sign = "/"

    person: TelegramPerson
    asked: int = 0

    @property
    def ways(self) -> tuple[Way, ...]:
        """Bots are told of no reactions."""
        return self.presses, self.numbers

    async def asks(self, text: str) -> Seen:
        """Say it; in a group plain words name the bot."""
        answer = await self.person.asks(self._addressed(text))
        self.asked = answer.message["reply_to_message"]["message_id"]
        return _seen(answer)

    async def replies(self, seen: Seen, text: str) -> Seen:
        """Reply to the message."""
        return _seen(await self.person.asks(text, reply_to=int(seen.id)))

    async def presses(self, seen: Seen, label: str) -> Seen:
        """Press the button."""
        (answer,) = await self.person.presses(Answer(dict(seen.handle)).choice(label))
        return _seen(answer)

    async def edits(self, text: str) -> Seen:
        """Change the message."""
        (answer,) = await self.person.edits(self.asked, self._addressed(text))
        return _seen(answer)

    async def sends(self, path: Path) -> Seen:
        """Send a document; in a group its caption names the bot."""
        (answer,) = await self.person.sends(path, BOT if self.person.room else "")
        return _seen(answer)

    async def opens(self, seen: Seen) -> tuple[str, bytes]:
        """Return the document."""
        file = Answer(dict(seen.handle)).file
        assert file
        return file["file_name"], self.person.server.world.files[file["file_id"]]["content"]

    def _addressed(self, text: str) -> str:
        if self.is_command(text):
            return f"/{text[1:]}"
        return f"{BOT} {text}" if self.person.room else text


def _seen(answer: Answer) -> Seen:
    return Seen(str(answer.id), answer.text, tuple(answer.labels), answer.message)
