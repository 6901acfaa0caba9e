"""How long things may take, and how often they are tried."""

import random
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timing:
    """All in seconds."""

    poll: int = 50  # how long Telegram may hold a request for news: its own limit
    connect: float = 10.0
    answer: float = 25.0  # how long a request may go unanswered
    upload: float = 120.0
    press: float = 10.0  # a pressed button is answered by then, whatever happens
    first_wait: float = 1.0  # after the first fault; then twice as long each time
    longest_wait: float = 60.0
    denied: float = 300.0  # between two looks whether a refused token is accepted again
    replaced: float = 30.0  # when somebody else receives for the account
    look: float = 60.0  # between two looks at the webhook


class Waits:
    """Longer and longer waits, each a little off so that many bots do not come back at once."""

    def __init__(self, timing: Timing) -> None:
        self._timing, self._next = timing, timing.first_wait

    def again(self) -> float:
        """Return how long to wait now."""
        wait, self._next = self._next, min(self._next * 2, self._timing.longest_wait)
        return wait * random.uniform(0.75, 1.0)  # noqa: S311 - no secret hangs on it

    def over(self) -> None:
        """Begin anew: it works."""
        self._next = self._timing.first_wait
