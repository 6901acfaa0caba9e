"""What becomes of a message that cannot be answered: it is tried again, then set aside where an operator sees it."""

from typing import Any, cast

import structlog
from sqlalchemy import CursorResult, Update, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from concertbot.chat.message import Kind, Message
from concertbot.chat.reply import say
from concertbot.chat.router import addressed
from concertbot.delivery import choices, outbox
from concertbot.delivery.asking import Asking
from concertbot.delivery.inbox import Waiting
from concertbot.delivery.lane import Lane
from concertbot.delivery.tables import Inbox, State
from concertbot.delivery.wire import load_message
from concertbot.domain.forms import Forms

ATTEMPTS = 5
log = structlog.get_logger()


class Failing:
    """Counts the failures of messages."""

    def __init__(self, lane: Lane, asking: Asking, forms: Forms) -> None:
        self.lane, self.asking, self.forms = lane, asking, forms

    async def failed(self, row: Waiting, error: Exception, attempt: int) -> None:
        """Count one failure. Raises what the database raises when it is down: then it was no failure of the message.

        Where several processes try it, each counts from what it found: one time more than needed does no harm.
        """
        kind, aside = type(error).__name__, attempt >= ATTEMPTS
        counted = update(Inbox).where(col(Inbox.id) == row.id, col(Inbox.state) == State.NEW)
        counted = counted.values(attempts=attempt, error=kind, state=State.ASIDE if aside else State.NEW)
        if not aside or not await self._set_aside_with_a_word(row, counted):
            await self.lane.write(lambda session: session.execute(counted))
        log.error("a message fails", inbox=row.id, kind=kind, attempt=attempt, aside=aside)

    async def _set_aside_with_a_word(self, row: Waiting, counted: Update) -> bool:
        """Set a message aside and say that it failed, both or neither; return whether that could be done.

        The failed transactions left nothing behind. Of several processes that tried, who sets it aside says so.
        """

        async def set_aside(session: AsyncSession) -> None:
            changed = cast("CursorResult[Any]", await session.execute(counted))
            message = load_message(row.body)
            if changed.rowcount and await self._for_bot(session, message):
                ask = await self.asking.ask(session, message)
                await outbox.put(session, say("failed"), ask.now, ask)

        try:
            await self.lane.write(set_aside)
        except Exception as error:  # noqa: BLE001 - what cannot even be read cannot be answered
            log.error("cannot apologise", inbox=row.id, kind=type(error).__name__)  # noqa: TRY400 - no body in a log
            return False
        return True

    async def _for_bot(self, session: AsyncSession, message: Message) -> bool:
        """Return whether somebody waits for an answer: what they said, pressed or answered was for the bot."""
        match message.kind:
            case Kind.PRESS:
                return True
            case Kind.REACT:
                return await choices.by_number(session, message) is not None
            case Kind.SAY | Kind.EDIT:
                return addressed(message) or self.forms.awaits(message)
            case _:
                return False
