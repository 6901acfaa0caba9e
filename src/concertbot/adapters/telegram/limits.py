"""Telegram's limits: each chat waits for itself, and all of them for the limit over all."""

import asyncio
import time
from collections import deque
from dataclasses import dataclass, field

from concertbot.adapters.telegram.errors import FloodError

Windows = tuple[tuple[int, float], ...]  # so many messages in so many seconds
MANY_LANES = 1000
EVERYBODY = 3  # so many chats told to wait at once mean the bot, not the chat


@dataclass(frozen=True, slots=True)
class Limits:
    """How many messages may go out."""

    direct: Windows = ((3, 3.0),)
    group: Windows = ((1, 1.0), (20, 60.0))
    everywhere: Windows = ((30, 1.0),)


@dataclass
class Lane:
    """What went out to one chat, and until when Telegram takes nothing more for it."""

    windows: Windows
    sent: deque[float] = field(init=False)
    held: float = 0.0
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    def __post_init__(self) -> None:
        """Remember no more than the largest window needs."""
        self.sent = deque(maxlen=max(count for count, _ in self.windows))

    def wait(self, now: float) -> float:
        """Return how long the next message has to wait."""
        return max(self._wait(count, seconds, now) for count, seconds in self.windows)

    def _wait(self, count: int, seconds: float, now: float) -> float:
        return max(self.sent[-count] + seconds - now, 0.0) if len(self.sent) >= count else 0.0

    def idle(self, now: float) -> bool:
        """Return whether the lane can be forgotten."""
        longest = max(seconds for _, seconds in self.windows)
        return not self.turn.locked() and self.held < now and (not self.sent or self.sent[-1] + longest < now)


class Pace:
    """Gives each message its turn, in the order in which they are asked for."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._lanes: dict[str, Lane] = {}
        self._all = Lane(limits.everywhere)

    async def turn(self, chat: str) -> None:
        """Wait for the chat's turn. Raises FloodError while Telegram takes nothing for it."""
        lane = self._lane(chat)
        async with lane.turn:
            while True:
                now = time.monotonic()
                held = max(lane.held, self._all.held) - now
                if held > 0:
                    raise FloodError("Telegram said to wait", held)
                wait = max(lane.wait(now), self._all.wait(now))
                if wait <= 0:
                    break
                await asyncio.sleep(wait)
            lane.sent.append(now)
            self._all.sent.append(now)

    def hold(self, chat: str, seconds: float) -> None:
        """Send nothing to this chat for a while; when several chats are held at once, to nobody."""
        now = time.monotonic()
        self._lane(chat).held = now + seconds
        held = sorted(lane.held for lane in self._lanes.values() if lane.held > now)
        if len(held) >= EVERYBODY:
            self._all.held = max(self._all.held, held[0])

    def _lane(self, chat: str) -> Lane:
        if chat not in self._lanes:
            if len(self._lanes) >= MANY_LANES:
                now = time.monotonic()
                self._lanes = {name: lane for name, lane in self._lanes.items() if not lane.idle(now)}
            self._lanes[chat] = Lane(self._limits.group if chat.startswith("-") else self._limits.direct)
        return self._lanes[chat]
