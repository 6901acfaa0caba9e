"""What always fails: tried five times, set aside, apologised for once; what an operator decides about it."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import typer
from sqlalchemy import update
from sqlmodel import col, select
from typer.testing import CliRunner

from concertbot.bootstrap import doors_of, find_doors
from concertbot.chat.clock import Clock
from concertbot.chat.message import Kind, Message
from concertbot.chat.reply import Reply, say
from concertbot.delivery.health import numbers
from concertbot.delivery.setting_aside import retry
from concertbot.delivery.tables import Inbox, Outbox, State
from concertbot.domain.abilities import Moment
from concertbot.domain.ask import Ask
from concertbot.domain.concertations import Concertation
from concertbot.domain.database import Database
from concertbot.domain.due import Due, plan
from concertbot.domain.events import Event, PersonAppeared
from concertbot.domain.reach import Reach
from delivery.people import instead, later, rows, states
from talking import Talk


class BrokenError(Exception):
    """Something that a command does wrong."""


async def breaks(ask: Ask) -> Reply:
    """Write something, then fail."""
    ask.session.add(Concertation(name=f"half done {ask.message.id}"))
    await ask.session.flush()
    raise BrokenError


async def half_done(talk: Talk) -> int:
    """Return how much of what failed is there."""
    async with talk.database.read() as session:
        names = (await session.scalars(select(Concertation.name))).all()
    return sum(name.startswith("half done") for name in names)


def message(number: int, sender: str, text: str, **more: Any) -> Message:
    """Return something that somebody says in a room."""
    more = {"room": "ct2", "at": Clock().now(), **more}
    return Message(id=f"x{number}", platform="console", sender=sender, sender_name=sender.title(), text=text, **more)


async def test_five_tries_then_the_next_one(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is set aside with the kind of its error, the person hears it once, and the room goes on within a second."""
    instead(talk, monkeypatch, "stop", breaks)
    began = time.monotonic()
    answers = await talk.take(message(1, "karim", "!stop"), message(2, "lotte", "!aide"))
    assert time.monotonic() - began < 3  # seconds; the rest of it are four pauses
    assert ["marché" in one.text for one in answers] == [True, False]
    broken, fine = await rows(talk, Inbox)
    assert (broken.state, broken.attempts, broken.error) == (State.ASIDE, 5, "BrokenError")
    assert "!stop" in broken.body
    assert (fine.state, fine.body) == (State.DONE, "")
    assert await half_done(talk) == 0
    await talk.carrier.settle()
    assert len(talk.said) == 2


async def test_its_companions_are_answered_once(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    """One of many that came together fails: what the others did was done once."""

    async def works(ask: Ask) -> Reply:
        ask.session.add(Concertation(name=f"done by {ask.message.id}"))
        return say("stop-nothing")

    instead(talk, monkeypatch, "stop", breaks)
    instead(talk, monkeypatch, "start", works)
    said = [message(number, f"p{number}", "!stop" if number == 7 else "!start") for number in range(20)]
    answers = await talk.take(*said)
    assert sorted(one.outgoing.in_reply_to for one in answers) == sorted(one.id for one in said)
    async with talk.database.read() as session:
        done = [name for name in await session.scalars(select(Concertation.name)) if name.startswith("done by")]
    assert len(done) == 19


@pytest.mark.parametrize(
    ("more", "sorry"),
    [({"text": "bonjour tout le monde"}, 0), ({"kind": Kind.PRESS, "choice": "x"}, 1), ({"kind": Kind.DELETE}, 0)],
)
async def test_only_who_waits_for_an_answer_hears_of_it(
    talk: Talk, monkeypatch: pytest.MonkeyPatch, more: dict[str, Any], sorry: int
) -> None:
    """Talk among people and what nobody waits for fails in silence."""

    async def fails(*_: object) -> None:
        raise BrokenError

    monkeypatch.setattr(talk.carrier.dispatcher.answering, "answer", fails)
    answers = await talk.take(message(1, "karim", **{"text": "", **more}))
    assert await states(talk, Inbox) == [State.ASIDE]
    assert len(answers) == sorry


async def test_who_answers_a_form_hears_of_it(talk: Talk) -> None:
    """In a room too, where their words do not name the bot; and the form is open still."""

    async def fails(_: Ask, **__: object) -> Reply:
        raise BrokenError

    karim = talk.room("ct2", "Karim")
    await karim.asks("!cherche")
    with pytest.MonkeyPatch.context() as patch:
        instead(talk, patch, "find", fails)
        assert "marché" in (await karim.asks("CPAS Ixelles")).text
    assert "CPAS d'Ixelles" in (await karim.asks("CPAS Ixelles")).text


async def test_a_listener_that_fails(talk: Talk) -> None:
    """Fails the message that it heard of, whole; once it works again, so does the message."""

    async def fails(_moment: Moment, _event: Event) -> tuple[Reply, ...]:
        raise BrokenError

    listeners = talk.carrier.dispatcher.answering.abilities.listeners
    assert isinstance(listeners, dict)
    listeners[PersonAppeared] = (fails,)
    assert "marché" in (await talk.direct("Zoé").asks("!aide")).text
    assert await states(talk, Inbox) == [State.ASIDE]
    listeners.clear()
    async with talk.database.write() as session:
        assert await retry(session, ["in1"], talk.reach.get(Clock).now()) == ["in1"]
    await talk.carrier.settle()
    assert await states(talk, Inbox) == [State.DONE]
    assert len(talk.said) == 2


async def test_a_due_thing_that_fails(talk: Talk) -> None:
    """Is tried five times, a second apart, is counted for the operator, and holds up no other."""
    tried: list[str] = []

    async def job(_moment: Moment, due: Due) -> tuple[Reply, ...]:
        tried.append(due.about)
        if due.about == "broken":
            raise BrokenError
        return ()

    jobs = talk.carrier.timekeeper.abilities.jobs
    assert isinstance(jobs, dict)
    jobs["test"] = job
    now = talk.reach.get(Clock).now()
    async with talk.database.write() as session:
        for about in ("broken", "fine"):
            await plan(session, "test", now.replace(tzinfo=None), "UTC", about)
    await talk.carrier.settle()
    assert tried == ["broken", "fine"]
    for _ in range(9):
        await later(talk, seconds=1)
    assert tried == ["broken", "fine", *["broken"] * 4]
    async with talk.database.read() as session:
        assert (await numbers(session, now)).set_aside == 1


async def test_a_message_that_cannot_be_drawn(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is tried five times and set aside too; the next one to the same place goes out."""
    send = talk.send

    async def draws(outgoing: Any) -> str:
        if outgoing.in_reply_to == "x1":
            raise BrokenError
        return await send(outgoing)

    monkeypatch.setattr(talk, "send", draws)
    await talk.take(message(1, "karim", "!aide"), message(2, "karim", "!stop"))
    for _ in range(6):
        await later(talk, seconds=10)
    broken, fine = await rows(talk, Outbox)
    assert (broken.state, broken.error, broken.attempts) == (State.ASIDE, "BrokenError", 5)
    assert broken.body
    assert fine.state == State.DONE


def operator(talk: Talk, *said: str) -> tuple[int, str]:
    """Say `concertbot delivery …` on the talk's database."""

    @asynccontextmanager
    async def opened(_database: str | None, _config: Path | None) -> AsyncIterator[Reach]:
        reach = Reach()
        reach.put(Clock, talk.reach.get(Clock))
        own = reach.put(Database, Database(talk.database.url.render_as_string(hide_password=False)))
        yield reach
        await own.close()

    app = typer.Typer()
    for door in doors_of(dict(find_doors())["delivery"]):
        app.command(door.name)(door.door)
    result = CliRunner().invoke(app, list(said), obj=opened)
    return result.exit_code, result.output


async def say_to_operator(talk: Talk, *said: str) -> tuple[int, str]:
    """Say a command line beside the running bot."""
    return await asyncio.to_thread(operator, talk, *said)


async def test_an_operator_has_it_tried_again(talk: Talk) -> None:
    """The list tells no words, names or addresses; tried again, it is answered."""
    with pytest.MonkeyPatch.context() as patch:
        instead(talk, patch, "stop", breaks)
        await talk.direct("Karim").says("!stop")
    (row,) = await rows(talk, Inbox)
    status, listed = await say_to_operator(talk, "aside")
    assert (status, listed.split()) == (
        0,
        [f"in{row.id}", "console", "since", "2026-11-23", "09:00", "UTC", "BrokenError", "5", "tries"],
    )
    assert await say_to_operator(talk, "retry", f"in{row.id}", "in999") == (
        1,
        f"in{row.id}: Tried again\nin999: not set aside, or its words are gone\n",
    )
    before = len(talk.said)
    await talk.carrier.settle()
    assert len(talk.said) == before + 1
    assert await states(talk, Inbox) == [State.DONE]
    assert await say_to_operator(talk, "aside") == (0, "Nothing is set aside.\n")


async def test_an_operator_lets_all_go(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its words with it; and says which, or all, but not nothing."""
    instead(talk, monkeypatch, "stop", breaks)
    await talk.direct("Karim").says("!stop")
    async with talk.database.write() as session:
        await plan(session, "test", talk.reach.get(Clock).now().replace(tzinfo=None), "UTC")
        await session.execute(update(Due).where(col(Due.kind) == "test").values(attempts=5))
    assert (await say_to_operator(talk, "drop"))[0] == 2
    status, told = await say_to_operator(talk, "drop", "--all")
    assert (status, told.count("Let go")) == (0, 2)
    (row,) = await rows(talk, Inbox)
    assert (row.state, row.body) == (State.CANCELLED, "")


async def test_its_words_wait_seven_days(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Then they are emptied; that it failed is still listed, but it cannot be tried again."""
    instead(talk, monkeypatch, "stop", breaks)
    await talk.direct("Karim").says("!stop")
    await later(talk, days=6)
    assert (await rows(talk, Inbox))[0].body
    await later(talk, days=2)
    (row,) = await rows(talk, Inbox)
    assert (row.state, row.body) == (State.ASIDE, "")
    assert "its words are gone" in (await say_to_operator(talk, "aside"))[1]
    assert (await say_to_operator(talk, "retry", "--all"))[0] == 1


async def test_an_operator_asks_what_nobody_knows(talk: Talk) -> None:
    """The messages of which it is unknown whether they arrived."""
    assert (await say_to_operator(talk, "doubtful"))[1].startswith("Of no message")
    await talk.direct("Karim").says("!aide")
    async with talk.database.write() as session:
        await session.execute(update(Outbox).values(state=State.DOUBTFUL))
    status, told = await say_to_operator(talk, "doubtful")
    assert (status, told.split()[1:]) == (0, ["console", "2026-11-23", "09:00", "UTC", "reply"])
