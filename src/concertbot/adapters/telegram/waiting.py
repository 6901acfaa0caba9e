"""What is done about a fault of receiving: how it stands is told, and how long it is waited."""

from concertbot.adapters.telegram.errors import ConflictError, DeniedError, FloodError, OutOfReachError
from concertbot.adapters.telegram.standing import DENIED, REPLACED, Standing
from concertbot.adapters.telegram.timing import Timing, Waits
from concertbot.domain.port import InDoubtError, Link, SendError


class Patience:
    """Waits out faults, longer each time."""

    def __init__(self, standing: Standing, timing: Timing) -> None:
        self._standing, self._timing = standing, timing
        self._waits = Waits(timing)

    def over(self) -> None:
        """Begin anew: it works."""
        self._waits.over()

    def after(self, fault: Exception) -> float:
        """Tell how it stands, and return how long to wait."""
        wait = self._waits.again()
        match fault:
            case DeniedError():
                self._standing.change(Link.DENIED, DENIED)
                return self._timing.denied
            case ConflictError(webhook=False):
                self._standing.change(Link.REPLACED, REPLACED)
                return self._timing.replaced
            case ConflictError():
                self._standing.change(Link.WAITING, "A webhook was set for this bot. It is taken off.")
            case FloodError():
                self._standing.change(Link.WAITING, "Telegram said to wait.")
                return max(wait, fault.retry_after or 0.0)
            case OutOfReachError():
                self._standing.change(Link.WAITING, "Telegram cannot be reached. The bot goes on trying.")
            case SendError() | InDoubtError():
                self._standing.change(Link.WAITING, f"Telegram does not answer as it should ({fault}).")
            case _:
                kind = type(fault).__name__
                self._standing.change(Link.WAITING, f"What came in cannot be kept ({kind}). It is asked for again.")
        return wait
