"""errbot: its backend's message callback with a command of a plugin, called serially or through its pool of threads."""

import logging
import tempfile
import time
from pathlib import Path
from threading import Semaphore
from types import SimpleNamespace
from typing import Any

from errbot.bootstrap import setup_bot

from benchmarks.messages.schema import open_sync
from benchmarks.messages.trial import LAST, Trial, asked_for, tell

PARTS = Path(__file__).parent / "errbot_parts"


def main() -> None:
    """Do one trial."""
    trial = asked_for()
    number = trial.number
    engine = open_sync(trial.path, trial.members())
    with tempfile.TemporaryDirectory(prefix="bench-errbot-") as folder:
        bot = _bot(folder, engine, threads=trial.feed == "together")
        trial.begin(number // 10)
        _feed(trial, bot)
        trial.begin(number)
        _feed(trial, bot)
        tell(trial.outcome("errbot"))
        bot.shutdown()
    engine.dispose()


def _bot(folder: str, engine: Any, *, threads: bool) -> Any:
    config = SimpleNamespace(
        BOT_ADMINS=("nobody",),
        BOT_ASYNC=threads,
        BOT_DATA_DIR=folder,
        BOT_EXTRA_BACKEND_DIR=str(PARTS),
        BOT_EXTRA_PLUGIN_DIR=str(PARTS / "noting"),
        BOT_IDENTITY={"username": "bot"},
        BOT_LOG_FILE=None,
        BOT_LOG_LEVEL=logging.ERROR,
        CORE_PLUGINS=("none",),  # an empty list would mean all
        STORAGE="Memory",
        ENGINE=engine,
    )
    bot = setup_bot("Counting", logging.getLogger(), config)
    bot.plugin_manager.activate_non_started_plugins()
    return bot


def _feed(trial: Trial, bot: Any) -> None:
    """Hand everything over, with no more messages unanswered at a time than there are rooms."""
    free = Semaphore(trial.rooms)

    def heard(reply: str) -> None:
        trial.hear(reply)
        free.release()

    bot.heard = heard
    for said in trial.said():
        free.acquire()
        trial.handed[said.number] = time.perf_counter()
        bot.hand(f"!{said.words}", said.sender, f"room {said.room}")
    for _ in range(trial.rooms):
        free.acquire(timeout=LAST)


if __name__ == "__main__":
    main()
