"""The pace, in milliseconds instead of seconds."""

import asyncio
import time

import pytest

from concertbot.adapters.telegram.errors import FloodError
from concertbot.adapters.telegram.limits import Limits, Pace

TINY = Limits(direct=((3, 0.15),), group=((1, 0.05), (4, 0.5)), everywhere=((100, 0.1),))


async def times(pace: Pace, chat: str, count: int) -> list[float]:
    """Return when each of so many messages got its turn, in seconds from now."""
    begun, found = time.monotonic(), []
    for _ in range(count):
        await pace.turn(chat)
        found.append(time.monotonic() - begun)
    return found


async def test_a_direct_conversation_has_short_bursts() -> None:
    """Three at once, then one at a time."""
    found = await times(Pace(TINY), "5", 6)
    assert found[2] < 0.05
    assert 0.15 <= found[3] < 0.25
    assert found[5] >= 0.15


async def test_a_group_is_slower() -> None:
    """One by one, and only so many a minute."""
    found = await times(Pace(TINY), "-5", 5)
    assert found[1] >= 0.05
    assert found[3] < 0.4
    assert found[4] >= 0.5


async def test_a_slow_chat_holds_up_no_other() -> None:
    """Each waits for itself; within a chat the order stays."""
    pace, order = Pace(TINY), []

    async def say(chat: str, what: str) -> None:
        await pace.turn(chat)
        order.append(what)

    await asyncio.gather(*(say("-5", f"a{n}") for n in range(4)), say("6", "b"), say("7", "c"))
    assert order[:3] == ["a0", "b", "c"]
    assert [one for one in order if one[0] == "a"] == ["a0", "a1", "a2", "a3"]


async def test_all_together_have_a_limit() -> None:
    """However many chats there are."""
    pace = Pace(Limits(everywhere=((5, 0.2),)))
    begun = time.monotonic()
    await asyncio.gather(*(pace.turn(str(n)) for n in range(11)))
    assert 0.4 <= time.monotonic() - begun < 0.7


async def test_a_held_chat_is_refused_at_once() -> None:
    """Whoever wants to send learns for how long; three held chats hold all."""
    pace = Pace(TINY)
    pace.hold("5", 0.2)
    with pytest.raises(FloodError) as told:
        await pace.turn("5")
    assert told.value.retry_after == pytest.approx(0.2, abs=0.05)
    await pace.turn("6")
    pace.hold("7", 0.1)
    pace.hold("8", 0.1)
    with pytest.raises(FloodError):
        await pace.turn("6")
    await asyncio.sleep(0.2)
    await pace.turn("6")


async def test_idle_chats_are_forgotten() -> None:
    """A bot that talks to a city does not remember everybody."""
    pace = Pace(Limits(direct=((1, 0.0),), everywhere=((10_000, 0.1),)))
    for number in range(2500):
        await pace.turn(str(number))
    assert len(pace._lanes) <= 1001  # noqa: SLF001 - what it holds is what this is about
