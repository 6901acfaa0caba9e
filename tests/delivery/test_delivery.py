"""How a message is carried: once, in order, whole or not at all, and forgotten when it has served."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update
from sqlmodel import col, select

from concertbot.chat.clock import Clock
from concertbot.chat.reply import Reply, say
from concertbot.delivery import outbox
from concertbot.delivery.tables import Inbox, Outbox, State, StoredCursor
from concertbot.domain.abilities import Moment
from concertbot.domain.ask import Ask
from concertbot.domain.due import Due, plan
from concertbot.domain.events import Event, PersonAppeared
from concertbot.domain.people import Account, Person
from concertbot.domain.port import Cursor, InDoubtError, Outgoing, SendError
from talking import Talk


async def rows(talk: Talk, table: type[Inbox] | type[Outbox]) -> list[Inbox | Outbox]:
    """Return all rows of a table."""
    async with talk.database.read() as session:
        return list((await session.scalars(select(table).order_by(col(table.id)))).all())


async def test_bodies_are_emptied_when_they_have_served(talk: Talk) -> None:
    """Neither what was said nor what was answered stays."""
    await talk.direct("Karim").asks("CPAS Ixelles")
    for table in (Inbox, Outbox):
        (row,) = await rows(talk, table)
        assert (row.state, row.body) == (State.DONE, "")


async def test_the_cursor_moves_with_its_messages(talk: Talk) -> None:
    """One transaction keeps both."""
    await talk.carrier.take([], Cursor("matrix", "s42"))
    async with talk.database.read() as session:
        assert (await session.get_one(StoredCursor, "matrix")).value == "s42"


async def test_a_command_that_fails_leaves_nothing_and_says_sorry(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The transaction is rolled back; the next message is answered."""

    async def breaks(ask: Ask) -> Reply:
        ask.person.name = "changed"
        ask.session.add(ask.person)
        await ask.session.flush()
        raise RuntimeError("broken")

    commands = talk.carrier.dispatcher.answering.caller.book.commands
    assert isinstance(commands, dict)
    monkeypatch.setitem(commands, "stop", replace(commands["stop"], run=breaks))
    answer = await talk.direct("Karim").asks("!stop")
    assert "pas marché" in answer.text
    async with talk.database.read() as session:
        assert "changed" not in (await session.scalars(select(Person.name))).all()
    assert "CPAS d'Ixelles" in (await talk.direct("Karim").asks("CPAS Ixelles")).text


async def test_what_may_be_retried_is_retried(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A platform that says "later" gets the message later."""
    send, refusals = talk.send, iter([SendError("busy", retry_after=30.0)])

    async def busy(outgoing: Outgoing) -> str:
        for refusal in refusals:
            raise refusal
        return await send(outgoing)

    monkeypatch.setattr(talk, "send", busy)
    assert await talk.direct("Karim").says("!aide") == []
    clock = talk.reach.get(Clock)
    clock.freeze(clock.now() + timedelta(seconds=31))
    await talk.carrier.settle()
    assert len(talk.said) == 1


async def test_what_cannot_be_sent_is_given_up(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    """At once when it is hopeless; the next message goes out."""
    send, tried = talk.send, []

    async def refuses(outgoing: Outgoing) -> str:
        tried.append(outgoing)
        raise SendError("no")

    monkeypatch.setattr(talk, "send", refuses)
    await talk.direct("Karim").says("!aide")
    assert len(tried) == 1
    (row,) = await rows(talk, Outbox)
    assert (row.state, row.body) == (State.FAILED, "")
    monkeypatch.setattr(talk, "send", send)
    assert len(await talk.direct("Karim").says("!aide")) == 1


async def crashed_while_sending(talk: Talk, **values: object) -> list[str]:
    """Return the states after a crash between sending and knowing, and a new start."""
    async with talk.database.write() as session:
        await session.execute(update(Outbox).values(state=State.SENDING, body="{}", **values))
    assert talk.carrier.sender
    await talk.carrier.sender.recover()
    await talk.carrier.settle()
    return [row.state for row in await rows(talk, Outbox)]


async def cannot_tell(outgoing: Outgoing) -> str | None:
    """Be a platform that does not know its messages again."""
    raise InDoubtError(outgoing.key)


async def test_what_was_sent_is_found_again(talk: Talk) -> None:
    """Where the platform can tell, nothing is in doubt."""
    await talk.direct("Karim").says("!aide")
    assert await crashed_while_sending(talk) == [State.DONE]
    assert len(talk.said) == 1


async def test_what_never_arrived_is_sent(talk: Talk) -> None:
    """Where the platform says so."""
    await talk.direct("Karim").says("!aide")
    talk.said.clear()
    assert await crashed_while_sending(talk) == [State.DONE]
    assert len(talk.said) == 1


async def test_a_reply_in_doubt_is_not_sent_again(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nobody can tell, it is recorded."""
    monkeypatch.setattr(talk, "find", cannot_tell)
    await talk.direct("Karim").says("!aide")
    assert await crashed_while_sending(talk) == [State.DOUBTFUL]
    assert len(talk.said) == 1


async def test_what_must_ring_is_sent_again_and_says_so(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    """At once; if that is in doubt too, again after as long as it was tried already, for it must not be lost."""
    monkeypatch.setattr(talk, "find", cannot_tell)
    await talk.direct("Karim").says("!aide")
    assert await crashed_while_sending(talk, notify=True) == [State.DONE]
    assert [said.again for said in talk.said] == [False, True]
    clock = talk.reach.get(Clock)
    clock.freeze(clock.now() + timedelta(seconds=10))
    assert await crashed_while_sending(talk) == [State.NEW]
    clock.freeze(clock.now() + timedelta(seconds=10))
    await talk.carrier.settle()
    assert [said.again for said in talk.said] == [False, True, True]


async def test_a_card_of_which_nothing_is_known_is_not_sent_twice(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its next form is a new message then: in doubt, it is recorded like any other."""
    monkeypatch.setattr(talk, "find", cannot_tell)
    await talk.direct("Karim").says("!aide")
    await talk.direct("Karim").says("!aide")
    async with talk.database.write() as session:
        card, form = (await session.scalars(select(Outbox).order_by(col(Outbox.id)))).all()
        card.message_id, card.state = "", State.DOUBTFUL
        form.edits_id, form.state, form.body = card.id, State.UNSURE, "{}"
    await talk.carrier.settle()
    assert [row.state for row in await rows(talk, Outbox)] == [State.DOUBTFUL, State.DOUBTFUL]
    assert len(talk.said) == 2


async def test_due_things_happen_once_and_speak(talk: Talk) -> None:
    """The clock fires a job, its reply goes out in the person's language."""

    async def job(moment: Moment, due: Due) -> tuple[Reply, ...]:
        lotte = select(Account.id).where(col(Account.address) == "lotte")
        account = (await moment.session.scalars(lotte)).one()
        return (Reply(parts=say("stop-nothing").parts, to="person", address=str(account), notify=bool(due.about)),)

    jobs = talk.carrier.timekeeper.abilities.jobs
    assert isinstance(jobs, dict)
    jobs["test"] = job
    async with talk.database.write() as session:
        await plan(session, "test", datetime(2026, 12, 1, 9, 0), "Europe/Brussels", "x")  # noqa: DTZ001 - a wall time
        await plan(session, "test", datetime(2026, 12, 2, 9, 0), "Europe/Brussels", "x")  # noqa: DTZ001 - it moves
    clock = talk.reach.get(Clock)
    clock.freeze(datetime(2026, 12, 2, 7, 59, tzinfo=UTC))
    await talk.carrier.settle()
    assert talk.said == []
    clock.freeze(datetime(2026, 12, 2, 8, 0, tzinfo=UTC))
    await talk.carrier.settle()
    await talk.carrier.settle()
    (said,) = talk.said
    assert (said.person, said.language, said.reply.notify) == ("lotte", "nl", True)


async def test_an_event_reaches_its_listeners(talk: Talk) -> None:
    """What a neighbour tells is heard in the same transaction."""
    heard: list[Event] = []

    async def listener(moment: Moment, event: Event) -> tuple[Reply, ...]:
        assert moment.session.in_transaction()
        heard.append(event)
        return (Reply(parts=say("stop-nothing").parts, to="room", address="1"),)

    listeners = talk.carrier.dispatcher.answering.abilities.listeners
    assert isinstance(listeners, dict)
    listeners[PersonAppeared] = (listener,)
    answers = await talk.direct("Zoé").says("!stop")
    await talk.direct("Zoé").says("!stop")
    assert [type(event) for event in heard] == [PersonAppeared]
    assert answers[1].outgoing.room == "ct2"


async def test_live_cards_are_edited(talk: Talk) -> None:
    """Replies with the same live key edit one message."""
    reply = Reply(parts=say("stop-nothing").parts, to="room", address="1", live="attendance/1")
    for _ in range(3):
        async with talk.database.write() as session:
            await outbox.put(session, reply, talk.reach.get(Clock).now())
        await talk.carrier.settle()
    assert [said.edits for said in talk.said] == ["", talk.said[0].key, talk.said[0].key]


async def test_finished_rows_go_after_thirty_days(talk: Talk) -> None:
    """Every night, at half past three, for ever."""
    clock = talk.reach.get(Clock)
    await talk.direct("Karim").says("!aide")
    clock.freeze(clock.now() + timedelta(days=29))
    await talk.carrier.settle()
    assert len(await rows(talk, Inbox)) == 1
    clock.freeze(clock.now() + timedelta(days=2))
    await talk.carrier.settle()
    assert await rows(talk, Inbox) == await rows(talk, Outbox) == []
    async with talk.database.read() as session:
        (due,) = (await session.scalars(select(Due))).all()
    assert due.at > clock.now()
