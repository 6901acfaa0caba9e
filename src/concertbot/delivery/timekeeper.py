"""The timekeeper: makes happen what falls due, each thing in one transaction."""

from collections.abc import Sequence
from datetime import timedelta

import structlog
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from concertbot.chat.clock import Clock
from concertbot.delivery import outbox
from concertbot.delivery.failing import ATTEMPTS
from concertbot.delivery.lane import Lane
from concertbot.domain.abilities import Abilities, Moment
from concertbot.domain.due import Due, fallen, hold
from concertbot.domain.reach import Reach

PAUSE = timedelta(seconds=1)  # before what failed is tried again
log = structlog.get_logger()


class Timekeeper:
    """Fires due things, the oldest first."""

    def __init__(self, lane: Lane, abilities: Abilities, clock: Clock, reach: Reach) -> None:
        self.lane, self.abilities, self.clock, self.reach = lane, abilities, clock, reach

    async def fire(self) -> bool:
        """Fire all that is due now, and return whether there was anything for this process to do."""
        fired = False
        for one in await self._fallen():
            try:
                fired |= await self.lane.write(lambda session, one=one: self._fire(session, one))  # type: ignore[misc]
            except Exception as error:  # noqa: BLE001 - whatever a job did wrong, the next one has its turn
                await self._failed(one, error)
                fired = True
        return fired

    async def _fallen(self) -> Sequence[Due]:
        async with self.lane.database.read() as session:
            return await fallen(session, self.clock.now(), ATTEMPTS)

    async def _fire(self, session: AsyncSession, one: Due) -> bool:
        due = await hold(session, one.id or 0)
        moment = Moment(session, self.clock.now(), self.reach)
        if due is None or due.at > moment.now:  # another process fired it, or it was planned anew in the meantime
            return False
        await session.delete(due)
        await session.flush()  # so that the job may plan itself anew
        job = self.abilities.jobs.get(due.kind)
        for reply in await job(moment, due) if job else ():
            await outbox.put(session, reply, moment.now)
        await session.flush()  # what cannot be written fails here, where it is known whose it is
        return True

    async def _failed(self, due: Due, error: Exception) -> None:
        """Count the failure; after the last one it stays where it is for an operator. Raises while all is down."""
        attempts = due.attempts + 1
        later = update(Due).where(col(Due.id) == due.id).values(attempts=attempts, at=due.at + PAUSE)
        await self.lane.write(lambda session: session.execute(later))
        aside = attempts >= ATTEMPTS
        log.error("a due thing fails", due=due.id, job=due.kind, kind=type(error).__name__, aside=aside)
