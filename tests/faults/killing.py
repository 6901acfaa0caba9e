"""When a bot is killed: at any moment of its start, of its work, or exactly at a request that it makes."""

import asyncio
import random
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum

from faults.victim import Victim

BORN = 60.0  # seconds in which a bot has to ask for something, on a machine that is busy with other things
OFTEN = 0.6  # of several bots, the one that holds the account is killed so often
LONGEST = 6.0  # seconds that a moment is waited for


class Moment(StrEnum):
    """When it dies."""

    STARTING = "while it starts"
    WORKING = "at any moment of its work"
    FETCHING = "while it fetches news"
    BEFORE = "before a message it sends takes effect"
    AFTER = "after a message it sends took effect, before the answer"
    SETTLING = "just after the answer"


WEIGHTS = {
    Moment.STARTING: 2,
    Moment.WORKING: 5,
    Moment.FETCHING: 3,
    Moment.BEFORE: 2,
    Moment.AFTER: 4,
    Moment.SETTLING: 4,
}
AT_REQUEST = {Moment.FETCHING: "fetch", Moment.BEFORE: "send", Moment.AFTER: "send", Moment.SETTLING: "send"}


@dataclass
class Killer:
    """Kills bots, and starts each again at once. The peer tells it of each request, before it is carried out."""

    victims: Sequence[Victim]
    dice: random.Random
    wanted: Moment | None = None  # the moment that the next request may be
    skip: int = 0
    struck: asyncio.Event = field(default_factory=asyncio.Event)
    alive: asyncio.Event = field(default_factory=asyncio.Event)  # it made a request
    start: float = 2.0  # seconds from its birth to its first request, the last time
    counted: dict[Moment, int] = field(default_factory=dict)
    target: Victim | None = None

    @property
    def kills(self) -> int:
        """How often it killed so far."""
        return sum(self.counted.values())

    def sees(self, kind: str) -> bool:
        """Look at a request (`fetch`, `send` or another), perhaps kill, and return whether it must not take effect."""
        self.alive.set()
        wanted = self.wanted
        if wanted is None or AT_REQUEST.get(wanted) != kind:
            return False
        if self.skip:
            self.skip -= 1
            return False
        self.wanted = None
        self.target = self.holder()
        self.struck.set()
        if wanted is not Moment.SETTLING:
            self._kill(wanted)
        return wanted is Moment.BEFORE

    def holder(self) -> Victim:
        """Return which of the bots holds the account, as far as its log tells: it made the latest request."""
        return max(self.victims, key=lambda victim: max(victim.held(), default=0.0))

    async def go_on(self, kills: int) -> None:
        """Kill so many times."""
        moments = self.dice.choices(list(WEIGHTS), list(WEIGHTS.values()), k=kills)
        for moment in moments:
            self.target = self.holder() if self.dice.random() < OFTEN else self.dice.choice(self.victims)
            await self._once(moment)
            assert self.target
            self.target.start()

    async def _once(self, moment: Moment) -> None:
        self.struck.clear()
        self.alive.clear()
        victim = self.target
        assert victim
        before = self.kills
        if moment is Moment.STARTING:
            await asyncio.sleep(max(0.0, victim.born + self.dice.uniform(0.0, self.start) - time.monotonic()))
            self._kill(moment)
            return
        await asyncio.wait_for(self.alive.wait(), BORN)
        self.start = time.monotonic() - victim.born
        if moment is Moment.WORKING:
            await asyncio.sleep(self.dice.uniform(0.0, 1.5))
        else:
            self.skip, self.wanted = self.dice.randrange(4), moment
            with suppress(TimeoutError):
                await asyncio.wait_for(self.struck.wait(), LONGEST)
            self.wanted = None
        if moment is Moment.SETTLING and self.struck.is_set():
            await asyncio.sleep(self.dice.uniform(0.0, 0.03))
        if self.kills == before:
            self._kill(moment if self.struck.is_set() else Moment.WORKING)

    def takeovers(self) -> list[float]:
        """Return after how many seconds an account was held again whose holder was killed, and nobody else was."""
        held = [(at, victim, False) for victim in self.victims for at in victim.held()]
        killed = [(at, victim, True) for victim in self.victims for at in victim.killed]
        holder: Victim | None = None
        since, found = 0.0, []
        for at, victim, dies in sorted(held + killed, key=lambda event: event[0]):
            if dies:
                since = at if victim is holder else 0.0
                holder = None if victim is holder else holder
            else:
                found += [at - since] if since else []
                holder, since = victim, 0.0
        return found

    def _kill(self, moment: Moment) -> None:
        assert self.target
        self.target.kill()
        self.counted[moment] = self.counted.get(moment, 0) + 1
