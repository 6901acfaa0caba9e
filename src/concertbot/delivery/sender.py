"""The sender: claims a row, commits, calls the platform, commits what came of it. No network inside a transaction."""

from datetime import datetime, timedelta

import structlog
from sqlalchemy import or_, update
from sqlmodel import col, select

from concertbot.chat.clock import Clock
from concertbot.chat.localise import localise
from concertbot.chat.phrasebook import Texts
from concertbot.delivery.tables import Outbox, State
from concertbot.delivery.wire import load_reply
from concertbot.domain.database import Database
from concertbot.domain.port import Outgoing, Platform, SendError

ATTEMPTS = 5
log = structlog.get_logger()


async def recover(database: Database) -> None:
    """Mark what an earlier process may or may not have sent: it is not sent again unseen."""
    async with database.write() as session:
        claimed = update(Outbox).where(col(Outbox.state) == State.SENDING)
        await session.execute(claimed.values(state=State.DOUBTFUL, body=""))


class Sender:
    """Sends what waits in the outbox, in order."""

    def __init__(self, database: Database, texts: Texts, clock: Clock, platform: Platform) -> None:
        self.database, self.texts, self.clock, self.platform = database, texts, clock, platform

    async def drain(self) -> bool:
        """Send all that may be sent now, and return whether there was anything."""
        sent = False
        while row := await self._claim():
            await self._send(row)
            sent = True
        return sent

    async def _claim(self) -> Outbox | None:
        now = self.clock.now()
        ready = or_(col(Outbox.not_before).is_(None), col(Outbox.not_before) <= now)
        query = select(Outbox).where(col(Outbox.state) == State.NEW, ready).order_by(col(Outbox.id)).limit(1)
        async with self.database.read() as session:
            if (await session.scalars(query)).one_or_none() is None:
                return None
        async with self.database.write() as session:
            row = (await session.scalars(query)).one_or_none()
            if row:
                row.state, row.attempts = State.SENDING, row.attempts + 1
            return row

    async def _send(self, row: Outbox) -> None:
        try:
            message_id = await self.platform.send(await self._outgoing(row))
        except SendError as error:
            await self._settle(row, error)
        else:
            await self._update(row, state=State.DONE, message_id=message_id, body="")

    async def _outgoing(self, row: Outbox) -> Outgoing:
        edits = ""
        if row.edits_id:
            async with self.database.read() as session:
                edits = (await session.get_one(Outbox, row.edits_id)).message_id
        return Outgoing(
            key=f"b{row.id}",
            platform=row.platform,
            room=row.room,
            person=row.person,
            reply=localise(load_reply(row.body), self.texts, row.language),
            language=row.language,
            in_reply_to=row.in_reply_to,
            thread=row.thread,
            edits=edits,
        )

    async def _settle(self, row: Outbox, error: SendError) -> None:
        if error.retry_after is None or row.attempts >= ATTEMPTS:
            log.warning("not sent", outbox=row.id, platform=row.platform)
            await self._update(row, state=State.FAILED, body="")
        else:
            later = self.clock.now() + timedelta(seconds=error.retry_after)
            await self._update(row, state=State.NEW, not_before=later)

    async def _update(self, row: Outbox, **values: str | datetime) -> None:
        async with self.database.write() as session:
            await session.execute(update(Outbox).where(col(Outbox.id) == row.id).values(**values))
