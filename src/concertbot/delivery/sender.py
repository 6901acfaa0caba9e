"""The sender: claims what waits, commits, calls the platform, commits what came of it. No network in a transaction.

What goes to one place goes in order; places do not wait for each other.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace

import structlog
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from concertbot.chat.clock import Clock
from concertbot.delivery import claiming
from concertbot.delivery.addressing import Addressing
from concertbot.delivery.claiming import Claimed
from concertbot.delivery.holding import NotHeldError
from concertbot.delivery.lane import Lane, is_down
from concertbot.delivery.settling import Outcome, Settling
from concertbot.delivery.tables import Outbox, State
from concertbot.domain.port import InDoubtError, LostError, Platform, SendError

PAUSE = 1.0  # seconds before an outcome is tried to be kept again
GRACE = 5.0  # seconds that what is being sent may take when the bot stops
Sure = Callable[[], Awaitable[None]]  # returns while the account is held; else raises NotHeldError
log = structlog.get_logger()


async def always() -> None:
    """Be sure: nobody else can send for this account."""


@dataclass
class Sender:
    """Sends what waits in the outbox for one platform. Only the process that holds the account has one."""

    lane: Lane
    addressing: Addressing
    settling: Settling
    clock: Clock
    platform: Platform
    names: tuple[str, ...]  # of the platforms that it sends for; empty: of all
    ring: Callable[[], None] = lambda: None  # wakes whoever begins the next
    sure: Sure = always
    _recovered: bool = False
    _busy: dict[str, asyncio.Task[None]] = field(default_factory=dict)

    async def recover(self) -> None:
        """Find out later about what an earlier process may or may not have sent."""
        claimed = update(Outbox).where(col(Outbox.state) == State.SENDING)
        if self.names:
            claimed = claimed.where(col(Outbox.platform).in_(self.names))
        await self.lane.write(lambda session: session.execute(claimed.values(state=State.UNSURE)))
        self._recovered = True

    async def drain(self) -> bool:
        """Send all that may be sent now, and return whether there was anything."""
        sent = False
        while await self.begin() or self._busy:
            sent = True
            await self.wait()
        return sent

    async def begin(self) -> bool:
        """Begin to send what may be sent now, and return whether there was anything."""
        if len(self._busy) >= claiming.MOST:
            return False
        async with self.lane.database.read() as session:
            if not await claiming.waits(session, self.names, self.clock.now()):
                return False
        claimed = await self.lane.write(self._claim)
        for one in claimed:
            task = asyncio.create_task(self._send(one))
            task.add_done_callback(lambda _: self.ring())
            self._busy[one.row.place] = task
        return bool(claimed)

    async def go_on(self) -> bool:
        """Begin what may be sent now, and end what was sent; does not wait for a slow place."""
        if not self._recovered:
            await self.recover()
        begun = await self.begin()
        self._ended([place for place, task in self._busy.items() if task.done()])
        return begun

    async def wait(self) -> None:
        """Wait until a place is free again. Raises what the database raised when it could not keep an outcome."""
        await asyncio.wait(self._busy.values(), return_when=asyncio.FIRST_COMPLETED)
        self._ended([place for place, task in self._busy.items() if task.done()])

    def _ended(self, places: list[str]) -> None:
        for place in places:
            self._busy.pop(place).result()

    @property
    def busy(self) -> bool:
        """Whether something is being sent."""
        return bool(self._busy)

    async def stop(self) -> None:
        """Give what is being sent a moment to be known, then leave it in doubt."""
        if self._busy:
            _, late = await asyncio.wait(self._busy.values(), timeout=GRACE)
            for task in late:
                task.cancel()
            await asyncio.gather(*self._busy.values(), return_exceptions=True)
        self._busy.clear()

    async def _claim(self, session: AsyncSession) -> list[Claimed]:
        return await claiming.claim(session, self.names, self._busy.keys(), self.clock.now())

    async def _send(self, claimed: Claimed) -> None:
        outcome = await self._outcome(claimed)
        try:
            await self._settle(claimed, outcome)
        except Exception as error:  # noqa: BLE001 - what cannot be kept is a failure of ours; nothing is sent twice for it
            log.error("an outcome cannot be kept", outbox=claimed.row.id, kind=type(error).__name__)  # noqa: TRY400
            sent = isinstance(outcome, str) and not isinstance(outcome, State)
            await self._settle(replace(claimed, unsure=claimed.unsure or sent), error)

    async def _settle(self, claimed: Claimed, outcome: Outcome) -> None:
        """Keep an outcome. While the database is down, this place waits: nobody may forget what went out."""
        while True:
            try:
                await self.lane.write(lambda session: self.settling.settle(session, claimed, outcome))
            except Exception as error:
                if not is_down(error):
                    raise
                log.error("database is down", kind=type(error).__name__)  # noqa: TRY400 - it may hold a body
                await asyncio.sleep(PAUSE)
            else:
                return

    async def _outcome(self, claimed: Claimed) -> Outcome:
        try:
            outgoing = await self.addressing.outgoing(claimed.row)
            await self.sure()
            if claimed.unsure:
                return await self.platform.find(outgoing) or State.NEW
            if claimed.row.deletes_id and not outgoing.deletes:
                return LostError("never sent")
            return await self.platform.send(outgoing)
        except (SendError, InDoubtError, NotHeldError) as error:
            return error
        except Exception as error:  # noqa: BLE001 - one message must not stop the others
            log.error("a message cannot be sent", outbox=claimed.row.id, kind=type(error).__name__)  # noqa: TRY400
            return error
