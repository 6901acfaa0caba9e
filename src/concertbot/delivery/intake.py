"""The intake: what adapters hand their messages to. Screens first, then the inbox."""

from collections.abc import Sequence
from dataclasses import replace

import structlog
from sqlalchemy.exc import SQLAlchemyError

from concertbot.chat.clock import Clock
from concertbot.chat.message import Message
from concertbot.chat.reply import say
from concertbot.chat.router import addressed
from concertbot.chat.words import clean
from concertbot.delivery import inbox
from concertbot.delivery.screening import Screening, direct_answer
from concertbot.domain.database import Database
from concertbot.domain.port import Cursor

DOWN = (SQLAlchemyError, OSError)
log = structlog.get_logger()


class Intake:
    """Takes messages from a platform, each once."""

    def __init__(self, database: Database, screening: Screening, clock: Clock) -> None:
        self.database, self.screening, self.clock = database, screening, clock
        self._screened: set[tuple[str, str]] = set()  # ids that the database does not have yet

    async def screen(self, messages: Sequence[Message]) -> list[Message]:
        """Return the messages that no screen answered. Needs no database."""
        cleaned = [replace(message, text=clean(message.text)) for message in messages]
        return [message for message in cleaned if not await self._screen(message)]

    async def keep(self, messages: Sequence[Message], cursor: Cursor | None = None) -> None:
        """Keep messages and cursor. While the database is down, whoever addressed the bot is told.

        Raises SQLAlchemyError or OSError when the database is down and a cursor was given: it must not move then.
        """
        try:
            await self._keep_screened()
            await inbox.keep(self.database, messages, cursor, self.clock.now())
        except DOWN as error:
            log.error("database is down", kind=type(error).__name__)  # noqa: TRY400 - a traceback may hold a body
            if cursor:
                raise
            await self._tell_down(messages)

    async def _screen(self, message: Message) -> bool:
        event = (message.platform, message.id)
        if event in self._screened:
            return True
        answered = await self.screening.answered(message)
        if answered:
            self._screened.add(event)
        return answered

    async def _keep_screened(self) -> None:
        for platform, event_id in sorted(self._screened):
            await inbox.keep_id(self.database, platform, event_id, self.clock.now())
            self._screened.discard((platform, event_id))

    async def _tell_down(self, messages: Sequence[Message]) -> None:
        texts = self.screening.abilities.texts
        for message in messages:
            if addressed(message):
                await self.screening.platform.send(direct_answer(message, say("database-down"), texts))
