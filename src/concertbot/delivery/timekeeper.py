"""The timekeeper: makes happen what falls due, each thing in one transaction."""

from concertbot.chat.clock import Clock
from concertbot.delivery import outbox
from concertbot.domain.abilities import Abilities, Moment
from concertbot.domain.database import Database
from concertbot.domain.due import Due, fallen
from concertbot.domain.reach import Reach


class Timekeeper:
    """Fires due things, the oldest first."""

    def __init__(self, database: Database, abilities: Abilities, clock: Clock, reach: Reach) -> None:
        self.database, self.abilities, self.clock, self.reach = database, abilities, clock, reach

    async def fire(self) -> bool:
        """Fire all that is due now, and return whether there was anything."""
        async with self.database.read() as session:
            due = await fallen(session, self.clock.now())
        for one in due:
            await self._fire(one)
        return bool(due)

    async def _fire(self, due: Due) -> None:
        async with self.database.write() as session:
            moment = Moment(session, self.clock.now(), self.reach)
            await session.delete(await session.get_one(Due, due.id))
            await session.flush()  # so that the job may plan itself anew
            job = self.abilities.jobs.get(due.kind)
            for reply in await job(moment, due) if job else ():
                await outbox.put(session, reply, moment.now)
