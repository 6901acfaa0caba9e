"""The lane: those who write at the same time share a commit, and none suffers from another."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from concertbot.chat.clock import Clock
from concertbot.chat.message import Message
from concertbot.delivery.lane import Lane, Work
from concertbot.domain.concertations import Concertation
from concertbot.domain.database import Database
from concertbot.domain.forms import OpenForm
from databases import Databases
from talking import Answer, Talk

NAMES = [f"group {number}" for number in range(20)]


def adding(name: str, *, fault: Exception | None = None) -> Work[str]:
    """Return work that writes something, and may fail then."""

    async def add(session: AsyncSession) -> str:
        session.add(Concertation(name=name))
        await session.flush()
        if fault:
            raise fault
        return name

    return add


async def written(database: Database) -> list[str]:
    """Return what is there."""
    async with database.read() as session:
        return list((await session.scalars(select(Concertation.name).order_by(col(Concertation.id)))).all())


@pytest.fixture
async def lane(url: str) -> AsyncIterator[Lane]:
    """Open a lane on an empty database."""
    database = Database(url)
    yield Lane(database)
    await database.close()


async def test_one_commit_for_all(lane: Lane) -> None:
    """Twenty who write at the same time wait for one commit, in the order in which they came."""
    commits: list[object] = []
    event.listen(lane.database._lane.sync_engine, "commit", commits.append)  # noqa: SLF001 - what it costs
    assert await asyncio.gather(*(lane.write(adding(name)) for name in NAMES)) == NAMES
    assert await written(lane.database) == NAMES
    assert len(commits) == 1


@pytest.mark.parametrize("fault", [KeyError("mine"), FileNotFoundError("mine"), TimeoutError("mine")])
async def test_a_piece_that_fails_fails_alone(lane: Lane, fault: Exception) -> None:
    """Whatever it raises, be it what a database that is down raises as well."""
    work = [adding(name, fault=fault if name == NAMES[7] else None) for name in NAMES]
    outcomes = await asyncio.gather(*(lane.write(one) for one in work), return_exceptions=True)
    assert outcomes == [fault if name == NAMES[7] else name for name in NAMES]
    assert await written(lane.database) == [name for name in NAMES if name != NAMES[7]]


async def test_who_does_not_wait_any_more_holds_up_nobody(lane: Lane) -> None:
    """Somebody who is cancelled while they wait."""
    first, second = (asyncio.create_task(lane.write(adding(name))) for name in NAMES[:2])
    await asyncio.sleep(0)
    first.cancel()
    assert await second == NAMES[1]
    assert await lane.write(adding(NAMES[2])) == NAMES[2]
    assert first.cancelled()


async def test_a_database_that_is_down(lane: Lane, url: str, databases: Databases) -> None:
    """Everybody hears of it soon, and writes again when it is back."""
    await lane.database.close()
    databases.lose(url)
    outcomes = await asyncio.gather(*(lane.write(adding(name)) for name in NAMES), return_exceptions=True)
    assert all(isinstance(outcome, Exception) for outcome in outcomes)
    databases.give_back(url)
    assert await lane.write(adding(NAMES[0])) == NAMES[0]
    assert await written(lane.database) == NAMES[:1]


async def test_a_form_outlives_a_companion_that_fails(talk: Talk) -> None:
    """Its answer is done again, and answers it again."""
    await talk.direct("Karim").asks("!cherche")
    now = talk.reach.get(Clock).now()
    answer = Message("answer", "console", "karim", "Karim", now, text="CPAS Ixelles")
    await talk.carrier.intake.keep([answer])
    fault = talk.carrier.lane.write(adding("a group", fault=KeyError("mine")))
    answered, failed = await asyncio.gather(talk.carrier.dispatcher.drain(), fault, return_exceptions=True)
    assert answered is True
    assert isinstance(failed, KeyError)
    await talk.carrier.settle()
    async with talk.database.read() as session:
        assert (await session.scalars(select(OpenForm))).all() == []
    assert "CPAS d'Ixelles" in Answer(talk.said[-1]).text
