"""Pressed buttons stop spinning: each is answered when what was pressed is safe, or soon, whatever happens."""

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from functools import partial

from telegram import Bot

from concertbot.adapters.telegram.errors import asked
from concertbot.domain.port import InDoubtError, SendError

TRIES = 3


class Presses:
    """The presses that are to be answered."""

    def __init__(self, bot: Bot, within: float) -> None:
        self._bot, self._within = bot, within
        self._tasks: dict[str, asyncio.Task[None]] = {}

    def begin(self, queries: Iterable[str], safe: asyncio.Event) -> None:
        """Answer these presses as soon as the event is set, and in any case in time."""
        for query in queries:
            if query not in self._tasks:
                task = asyncio.create_task(self._answer(query, safe))
                self._tasks[query] = task
                task.add_done_callback(partial(self._done, query))

    def _done(self, query: str, _task: asyncio.Task[None]) -> None:
        self._tasks.pop(query, None)

    async def close(self) -> None:
        """Answer no more."""
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _answer(self, query: str, safe: asyncio.Event) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(safe.wait(), self._within)
        for attempt in range(1, TRIES + 1):
            try:
                await asked(self._bot.answer_callback_query(query))
            except (SendError, InDoubtError) as error:
                later = getattr(error, "retry_after", 1.0)
                if later is None or attempt == TRIES:  # too old, or it does not get through: nothing is lost
                    return
                await asyncio.sleep(min(later, 2.0))
            else:
                return
