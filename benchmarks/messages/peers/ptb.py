"""python-telegram-bot: `Application.process_update` with a command handler, over a transport that only counts."""

import asyncio
import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncEngine
from telegram import Update
from telegram.ext import Application, CommandHandler, ContextTypes
from telegram.request import BaseRequest

from benchmarks.messages.schema import note_async, open_async
from benchmarks.messages.trial import ANSWER, WORD, Said, Trial, asked_for, tell, twice

TOKEN = "1:made-up"  # noqa: S105 - it opens nothing
BOT = {"id": 1, "is_bot": True, "first_name": "Bot", "username": "bench_bot"}


class Counting(BaseRequest):
    """A transport that answers by itself."""

    def __init__(self, trial: Trial) -> None:
        self.trial = trial

    @property
    def read_timeout(self) -> float:
        """How long it would wait."""
        return 1

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self, url: str, method: str, request_data: Any = None, *_: Any, **__: Any
    ) -> tuple[int, bytes]:
        """Answer as Telegram does."""
        del method
        if url.endswith("/getMe"):
            return _fine(BOT)
        parameters = request_data.parameters
        self.trial.hear(parameters["text"])
        chat = {"id": parameters["chat_id"], "type": "supergroup", "title": "Room"}
        return _fine({"message_id": 1, "date": 1, "chat": chat, "from": BOT, "text": parameters["text"]})


async def main() -> None:
    """Do one trial."""
    trial = asked_for()
    engine = await open_async(trial.path, trial.members())
    application = Application.builder().token(TOKEN).request(Counting(trial)).get_updates_request(Counting(trial))
    together = trial.feed == "together"
    built = application.concurrent_updates(trial.rooms if together else False).build()
    built.add_handler(CommandHandler(WORD, handler(engine)))
    async with built:
        tell(await twice(trial, lambda said: built.process_update(_update(said, built)), "python-telegram-bot"))
    await engine.dispose()


def handler(engine: AsyncEngine) -> Any:
    """Return what answers the command."""

    async def run(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message
        assert update.message.from_user
        assert context.args
        number = int(context.args[0])
        await note_async(engine, str(update.message.from_user.id), number)
        await update.message.reply_text(f"{ANSWER} {number}")

    return run


def _update(said: Said, application: Any) -> Update:
    chat = {"id": -said.room - 1, "type": "supergroup", "title": "Room"}
    person = {"id": int(said.sender), "is_bot": False, "first_name": "Nadia"}
    entity = {"type": "bot_command", "offset": 0, "length": len(WORD) + 1}
    message = {
        "message_id": said.number + 1,
        "date": int(datetime.now(UTC).timestamp()),
        "chat": chat,
        "from": person,
        "text": f"/{said.words}",
        "entities": [entity],
    }
    update = Update.de_json({"update_id": said.number + 1, "message": message}, application.bot)
    assert update
    return update


def _fine(result: object) -> tuple[int, bytes]:
    return 200, json.dumps({"ok": True, "result": result}).encode()


if __name__ == "__main__":
    asyncio.run(main())
