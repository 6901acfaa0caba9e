"""The verdict: how the bot is doing, in one word and with its reasons."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from concertbot.domain.health import Numbers, Queue
from concertbot.domain.port import Link, Status

OLD = timedelta(minutes=5)  # what waits longer does not wait for its turn
BROKEN = (Link.DENIED, Link.REPLACED)


def verdict(numbers: Numbers | None, accounts: Mapping[str, Status]) -> dict[str, Any]:
    """Return the whole of it, for JSON. `status` is ok, degraded or down."""
    return {
        "status": _word(numbers, accounts),
        "database": "ok" if numbers else "down",
        "accounts": {name: _account(status) for name, status in accounts.items()},
        **(_numbers(numbers) if numbers else {}),
    }


def _word(numbers: Numbers | None, accounts: Mapping[str, Status]) -> str:
    links = [status.link for status in accounts.values()]
    if numbers is None or (links and all(link in BROKEN for link in links)):
        return "down"
    late = max(numbers.to_answer.oldest, numbers.to_send.oldest) > OLD
    limps = any(link in (*BROKEN, Link.WAITING) for link in links)
    return "degraded" if late or limps or numbers.quiet or numbers.set_aside else "ok"


def _account(status: Status) -> dict[str, str | None]:
    return {
        "link": status.link,
        "why": status.why,
        "since": _iso(status.since),
        "last_heard": _iso(status.last_heard),
    }


def _numbers(numbers: Numbers) -> dict[str, Any]:
    return {
        "quiet": numbers.quiet,
        "to_answer": _queue(numbers.to_answer),
        "to_send": _queue(numbers.to_send),
        "set_aside": numbers.set_aside,
        "in_doubt": numbers.in_doubt,
    }


def _queue(queue: Queue) -> dict[str, float]:
    return {"waiting": queue.waiting, "oldest_seconds": round(queue.oldest.total_seconds(), 1)}


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
