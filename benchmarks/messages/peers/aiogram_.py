"""aiogram: `Dispatcher.feed_update` with a command handler, over a session that only counts."""

import asyncio
from collections.abc import AsyncGenerator
from datetime import UTC, datetime
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.client.session.base import BaseSession
from aiogram.filters import Command, CommandObject
from aiogram.methods import SendMessage, TelegramMethod
from aiogram.types import Chat, Message, Update, User

from benchmarks.messages.schema import note_async, open_async
from benchmarks.messages.trial import ANSWER, WORD, Said, Trial, asked_for, tell, twice

TOKEN = "1:made-up"  # noqa: S105 - it opens nothing


class Counting(BaseSession):
    """A session that answers by itself."""

    def __init__(self, trial: Trial) -> None:
        super().__init__()
        self.trial = trial

    async def make_request(self, bot: Bot, method: TelegramMethod[Any], timeout: int | None = None) -> Any:  # noqa: ASYNC109 - aiogram's
        """Answer as Telegram does."""
        del timeout
        assert isinstance(method, SendMessage)
        self.trial.hear(method.text)
        chat = Chat(id=int(method.chat_id), type="supergroup", title="Room")
        return Message(message_id=1, date=datetime.now(UTC), chat=chat, text=method.text).as_(bot)

    async def close(self) -> None:
        """Nothing to close."""

    def stream_content(self, *_: Any, **__: Any) -> AsyncGenerator[bytes, None]:
        """No files here."""
        raise NotImplementedError


async def main() -> None:
    """Do one trial."""
    trial = asked_for()
    engine = await open_async(trial.path, trial.members())
    bot, dispatcher = Bot(TOKEN, session=Counting(trial)), Dispatcher()

    @dispatcher.message(Command(WORD))
    async def run(message: Message, command: CommandObject) -> None:
        assert message.from_user
        number = int((command.args or "").split()[0])
        await note_async(engine, str(message.from_user.id), number)
        await message.answer(f"{ANSWER} {number}")

    tell(await twice(trial, lambda said: dispatcher.feed_update(bot, _update(said)), "aiogram"))
    await engine.dispose()


def _update(said: Said) -> Update:
    message = Message(
        message_id=said.number + 1,
        date=datetime.now(UTC),
        chat=Chat(id=-said.room - 1, type="supergroup", title="Room"),
        from_user=User(id=int(said.sender), is_bot=False, first_name="Nadia"),
        text=f"/{said.words}",
    )
    return Update(update_id=said.number + 1, message=message)


if __name__ == "__main__":
    asyncio.run(main())
