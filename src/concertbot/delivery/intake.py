"""The intake: what adapters hand their messages to. Screens first, then the inbox."""

from collections.abc import Sequence
from dataclasses import replace

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from concertbot.chat.clock import Clock
from concertbot.chat.message import Message
from concertbot.chat.reply import say
from concertbot.chat.router import addressed
from concertbot.delivery import inbox
from concertbot.delivery.cleaning import cleaned
from concertbot.delivery.lane import Lane
from concertbot.delivery.screening import Screening, direct_answer
from concertbot.delivery.taking_back import take_back
from concertbot.domain.port import Cursor, NotKeptError

DOWN = (SQLAlchemyError, OSError)
log = structlog.get_logger()


class Intake:
    """Takes messages from a platform, each once."""

    def __init__(self, lane: Lane, screening: Screening, clock: Clock) -> None:
        self.lane, self.screening, self.clock = lane, screening, clock
        self._screened: dict[tuple[str, str], Message] = {}  # answered; the database does not have their ids yet

    async def screen(self, messages: Sequence[Message]) -> list[Message]:
        """Return the messages that no screen answered. Needs no database."""
        await self.screening.forms.refresh(self.lane.database)
        return [message for message in map(cleaned, messages) if not await self._screen(message)]

    async def keep(self, messages: Sequence[Message], cursor: Cursor | None = None) -> None:
        """Keep messages and cursor. Raises NotKeptError when the database is down: the platform gives them again."""
        screened = dict(self._screened)

        async def keep(session: AsyncSession) -> None:
            await inbox.keep_ids(session, screened.values(), self.clock.now())
            await inbox.keep(session, messages, cursor, self.clock.now())
            await take_back(session, messages)

        try:
            await self.lane.write(keep)
        except DOWN as error:
            log.error("database is down", kind=type(error).__name__)  # noqa: TRY400 - a traceback may hold a body
            raise NotKeptError from None
        for event in screened:
            self._screened.pop(event, None)  # somebody else may have kept it in the meantime

    async def tell_down(self, messages: Sequence[Message]) -> None:
        """Tell whoever addressed the bot that nothing of it was kept, where the platform does not give it again."""
        texts = self.screening.abilities.texts
        for message in messages:
            if addressed(message):
                await self.screening.platform.send(direct_answer(message, say("database-down"), texts))

    async def _screen(self, message: Message) -> bool:
        event = (message.platform, message.id)
        if event in self._screened:
            return True
        answered = await self.screening.answered(message)
        if answered:
            self._screened[event] = replace(message, text="", sender_name="")
        return answered
