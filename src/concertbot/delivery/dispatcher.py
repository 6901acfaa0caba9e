"""The dispatcher: takes the next message, opens one transaction, and commits answer, effect and `done` together."""

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from concertbot.chat.clock import Clock
from concertbot.chat.message import Kind, Message
from concertbot.chat.reply import say
from concertbot.chat.router import Called, route
from concertbot.delivery import inbox, outbox
from concertbot.delivery.answering import Answering
from concertbot.delivery.tables import Inbox, State, StoredChoice
from concertbot.delivery.wire import load_message
from concertbot.domain.abilities import Moment
from concertbot.domain.ask import Ask, reading_language
from concertbot.domain.concertations import concertation_of, find_room
from concertbot.domain.database import Database
from concertbot.domain.events import PersonAppeared
from concertbot.domain.people import arrive, find_account, role_of
from concertbot.domain.reach import Reach

log = structlog.get_logger()


class Dispatcher:
    """Answers what waits in the inbox, in order."""

    def __init__(self, database: Database, answering: Answering, clock: Clock, reach: Reach) -> None:
        self.database, self.answering, self.clock, self.reach = database, answering, clock, reach

    async def drain(self) -> bool:
        """Answer all that waits, and return whether there was anything."""
        answered = False
        while await self._answer_next():
            answered = True
        return answered

    async def _answer_next(self) -> bool:
        async with self.database.read() as session:
            row = await inbox.next_new(session)
        if row is None:
            return False
        try:
            async with self.database.write() as session:
                await self._answer(session, load_message(row.body))
                await self._finish(session, row, State.DONE)
        except Exception as error:  # noqa: BLE001 - whatever a command did wrong, the next message is answered
            log.error("failed", inbox=row.id, kind=type(error).__name__)  # noqa: TRY400 - no body in a log
            await self._apologise(row)
        return True

    async def _answer(self, session: AsyncSession, message: Message) -> None:
        ask = await self._ask(session, message)
        for reply in await self.answering.answer(ask):
            await outbox.put(session, reply, ask.now, ask)
        moment = Moment(session, ask.now, self.reach)
        for event in ask.events:
            for listener in self.answering.abilities.listeners.get(type(event), ()):
                for reply in await listener(moment, event):
                    await outbox.put(session, reply, ask.now)

    async def _ask(self, session: AsyncSession, message: Message) -> Ask:
        now = self.clock.now()
        known = await find_account(session, message.platform, message.sender)
        account, person = await arrive(session, message.platform, message.sender, message.sender_name, now)
        room = await find_room(session, message.platform, message.room) if message.room else None
        concertation = await concertation_of(session, account, room if message.room else None)
        role = await role_of(session, account, concertation.id if concertation else None)
        language = reading_language(person, room, concertation, await self._word_language(session, message))
        ask = Ask(message, account, person, role, concertation, room, language, now, session, self.reach)
        if known is None:
            ask.tell(PersonAppeared(concertation.id if concertation else None, ask.account_id))
        return ask

    async def _word_language(self, session: AsyncSession, message: Message) -> str | None:
        if message.kind is Kind.PRESS:
            choice = await session.get(StoredChoice, message.choice)
            return choice.language if choice else None
        called = route(message, self.answering.caller.book)
        return self.answering.caller.book.language(called.word) if isinstance(called, Called) else None

    async def _apologise(self, row: Inbox) -> None:
        """Say that it failed; the failed transaction left nothing behind."""
        async with self.database.write() as session:
            ask = await self._ask(session, load_message(row.body))
            if ask.message.direct or ask.message.mentioned or ask.message.text.startswith(("!", "/")):
                await outbox.put(session, say("failed"), ask.now, ask)
            await self._finish(session, row, State.FAILED)

    async def _finish(self, session: AsyncSession, row: Inbox, state: State) -> None:
        row.state, row.body = state, ""
        await session.merge(row)
