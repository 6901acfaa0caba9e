"""The ticker, around a bot that has something to do."""

import asyncio

import pytest
from sqlalchemy import text

from concertbot.adapters import ticker
from concertbot.chat.clock import Clock
from concertbot.chat.reply import Reply
from concertbot.domain.abilities import Moment
from concertbot.domain.due import Due, plan
from talking import Talk

LONG = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 300000) SELECT count(*) FROM n"
PATIENCE = 10  # seconds


async def test_what_a_tick_has_begun_is_ended(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leaving waits for a statement of the database that runs, and commits what came of it."""
    monkeypatch.setattr(ticker, "EVERY_SECONDS", 0.01)
    begun, counted = asyncio.Event(), []

    async def job(moment: Moment, _due: Due) -> tuple[Reply, ...]:
        begun.set()
        counted.append(await moment.session.scalar(text(LONG)))
        return ()

    jobs = talk.carrier.timekeeper.abilities.jobs
    assert isinstance(jobs, dict)
    jobs["count"] = job
    async with talk.database.write() as session:
        await plan(session, "count", talk.reach.get(Clock).now().replace(tzinfo=None), "UTC")
    async with ticker.ticking(talk.carrier):
        await asyncio.wait_for(begun.wait(), PATIENCE)
    assert counted == [300_000]
    async with talk.database.read() as session:
        assert await session.scalar(text("SELECT count(*) FROM due WHERE kind = 'count'")) == 0
