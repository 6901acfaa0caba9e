"""The dispatcher: answers what waits in the inbox, and commits answer, effect and `done` together."""

import asyncio
import time
from collections.abc import Sequence
from datetime import datetime

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from concertbot.chat.message import Message
from concertbot.delivery import happenings, inbox, outbox
from concertbot.delivery.answering import Answering
from concertbot.delivery.asking import Asking
from concertbot.delivery.failing import ATTEMPTS, Failing
from concertbot.delivery.lane import Lane
from concertbot.delivery.wire import load_message
from concertbot.domain import files
from concertbot.domain.abilities import Moment
from concertbot.domain.events import Event

PAUSE = 0.05  # seconds before a message that failed is tried again; the next one must not wait for long
TURN = 1.0  # seconds, until the bot looks whether something fell due or it has to stop
log = structlog.get_logger()


class Dispatcher:
    """Answers messages: many in one transaction, and one by one where one of them fails."""

    def __init__(self, lane: Lane, asking: Asking, answering: Answering) -> None:
        self.lane, self.asking, self.answering = lane, asking, answering
        self.failing = Failing(lane, asking, answering.caller.forms)

    async def drain(self) -> bool:
        """Answer what waits, for a while, and return whether there was anything: other work has its turn too."""
        answered, until = False, time.monotonic() + TURN
        while time.monotonic() < until and await self._answer_some():
            answered = True
        return answered

    async def _answer_some(self) -> bool:
        claimed: list[inbox.Waiting] = []

        async def answer_all(session: AsyncSession) -> None:
            until = time.monotonic() + TURN
            claimed.clear()
            for row in await inbox.claim(session):
                if claimed and time.monotonic() > until:
                    break  # slow commands: what is left waits for the next transaction
                claimed.append(row)
                await self._answer(session, load_message(row.body))
            await inbox.finish(session, [row.id for row in claimed])

        try:
            await self.lane.write(answer_all)
        except Exception:
            if not claimed:
                raise
            await self.answering.caller.forms.load(self.lane.database)  # what was opened and closed was rolled back
            for row in claimed:
                await self._answer_alone(row)
        return bool(claimed)

    async def _answer_alone(self, row: inbox.Waiting) -> None:
        """Answer one message, trying again for a short while; then it is set aside, and the next one has its turn."""

        async def answer(session: AsyncSession) -> None:
            if await inbox.is_next(session, row):
                await self._answer(session, load_message(row.body))
                await inbox.finish(session, [row.id])

        for attempt in range(row.attempts + 1, ATTEMPTS + 1):
            try:
                await self.lane.write(answer)
            except Exception as error:  # noqa: BLE001 - whatever a command did wrong, the next message is answered
                await self.failing.failed(row, error, attempt)
                await asyncio.sleep(PAUSE)
            else:
                return

    async def _answer(self, session: AsyncSession, message: Message) -> None:
        now = self.asking.clock.now()
        happening = happenings.KINDS.get(message.kind)
        if happening:
            event = await happening(Moment(session, now, self.asking.reach), message)
            await self._tell(session, [event] if event else [], now)
            await session.flush()
            return
        ask = await self.asking.ask(session, message)
        for reply in await self.answering.answer(ask):
            await outbox.put(session, reply, ask.now, ask)
        await self._tell(session, ask.events, now)
        await files.forget(session, *(file.path for file in message.files))
        await session.flush()  # what cannot be written fails here, where it is known whose it is

    async def _tell(self, session: AsyncSession, events: Sequence[Event], now: datetime) -> None:
        moment = Moment(session, now, self.asking.reach)
        for event in events:
            for listener in self.answering.abilities.listeners.get(type(event), ()):
                for reply in await listener(moment, event):
                    await outbox.put(session, reply, now)
