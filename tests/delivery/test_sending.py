"""What comes of a sending: later, elsewhere, given up, in doubt; what goes to one place goes in order."""

import asyncio
from datetime import timedelta

import pytest
from sqlmodel import col, select

from concertbot.chat.clock import Clock
from concertbot.chat.reply import Reply, say
from concertbot.delivery import outbox
from concertbot.delivery.claiming import MOST
from concertbot.delivery.tables import Outbox, State
from concertbot.domain.concertations import Room
from concertbot.domain.installation import set_quiet
from concertbot.domain.port import InDoubtError, LostError, MovedError, Outgoing, SendError, UnreachableError
from databases import Databases, on_a_server
from delivery.people import later, platform_says, rows, states, until
from talking import Talk

LIVE = "attendance/1"


def telling(number: int, **more: object) -> Reply:
    """Return something to say in the concertation's first room."""
    return Reply(parts=(f"number {number}",), **{"to": "room", "address": "1", **more})  # type: ignore[arg-type]


async def put(talk: Talk, *replies: Reply) -> None:
    """Have something said."""
    async with talk.database.write() as session:
        for reply in replies:
            await outbox.put(session, reply, talk.reach.get(Clock).now())


def said(talk: Talk, begin: int = 0) -> list[str]:
    """Return what was said."""
    return [str(one.reply.parts[0]) for one in talk.said[begin:]]


async def test_order_is_kept_where_the_first_has_to_wait(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    """What comes after it waits too; other places go on."""
    platform_says(talk, monkeypatch, [SendError("busy", retry_after=60)])
    await put(talk, telling(1), telling(2), telling(3))
    await talk.carrier.settle()
    assert said(talk) == []
    assert len(await talk.direct("Karim").says("!aide")) == 1
    await later(talk, seconds=61)
    assert said(talk, 1) == ["number 1", "number 2", "number 3"]


async def test_what_is_not_worth_it_any_more_expires(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    """At its time; an answer after a day; what must not be missed only when it says so."""
    platform_says(talk, monkeypatch, [SendError("away", retry_after=1)] * 2)
    now = talk.reach.get(Clock).now()
    await put(talk, telling(1, until=now + timedelta(minutes=30)), telling(2))
    await talk.direct("Karim").says("!aide")
    await later(talk, hours=25)
    assert said(talk) == ["number 2"]
    found = await rows(talk, Outbox)
    assert [row.state for row in found] == [State.EXPIRED, State.DONE, State.EXPIRED]
    assert {row.body for row in found} == {""}


async def test_of_the_edits_that_wait_the_last_is_sent(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The others show what is not true any more."""
    platform_says(talk, monkeypatch, [SendError("busy", retry_after=60)])
    await put(talk, *(telling(number, live=LIVE) for number in range(4)))
    await talk.carrier.settle()
    await later(talk, seconds=61)
    assert said(talk) == ["number 0", "number 3"]
    assert talk.said[1].edits == talk.said[0].key
    assert await states(talk, Outbox) == [State.DONE, State.CANCELLED, State.CANCELLED, State.DONE]


async def test_a_card_whose_first_message_failed(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Begins with the next one, and goes on in that."""
    platform_says(talk, monkeypatch, [SendError("no")])
    for number in range(3):
        await put(talk, telling(number, live=LIVE))
        await talk.carrier.settle()
    assert said(talk) == ["number 1", "number 2"]
    assert [one.edits for one in talk.said] == ["", talk.said[0].key]


async def test_a_card_that_somebody_removed(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is sent anew, and edited from then on."""
    platform_says(talk, monkeypatch, [None, LostError("gone")])
    for number in range(3):
        await put(talk, telling(number, live=LIVE))
        await talk.carrier.settle()
    assert [one.edits for one in talk.said] == ["", "", talk.said[1].key]


async def test_a_card_outlives_what_began_it(talk: Talk) -> None:
    """After thirty days its first row is forgotten; the card is still the same message."""
    await put(talk, telling(0, live=LIVE))
    await talk.carrier.settle()
    await later(talk, days=20)
    await put(talk, telling(1, live=LIVE))
    await talk.carrier.settle()
    await later(talk, days=20)
    assert len(await rows(talk, Outbox)) == 1
    await put(talk, telling(2, live=LIVE))
    await talk.carrier.settle()
    assert [one.edits for one in talk.said] == ["", talk.said[0].key, talk.said[0].key]


async def test_an_answer_to_something_deleted_that_is_gone_already(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is taken back all the same: there is nothing left to do."""
    karim = talk.direct("Karim")
    await karim.asks("!aide")
    asked = talk.last_id
    platform_says(talk, monkeypatch, [LostError("gone")])
    await karim.deletes(asked)
    assert await states(talk, Outbox) == [State.DONE, State.DONE]


async def test_a_room_that_moved_is_followed(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    """With what waits for it, in order."""
    platform_says(talk, monkeypatch, [MovedError("upgraded")])
    await put(talk, telling(1), telling(2))
    await talk.carrier.settle()
    assert [(one.room, str(one.reply.parts[0])) for one in talk.said] == [
        ("upgraded", "number 1"),
        ("upgraded", "number 2"),
    ]
    async with talk.database.read() as session:
        assert (await session.get_one(Room, 1)).address == "upgraded"


async def test_a_room_that_the_bot_is_not_in(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is not written to again and again."""
    tried = platform_says(talk, monkeypatch, [UnreachableError("put out")])
    await put(talk, telling(1))
    await talk.carrier.settle()
    await later(talk, hours=1)
    (row,) = await rows(talk, Outbox)
    assert (row.state, row.error, row.body, len(tried)) == (State.FAILED, "unreachable", "", 1)


@pytest.mark.parametrize(
    ("notify", "keys", "state"), [(False, 1, State.DOUBTFUL), (True, 2, State.DONE)], ids=["answer", "notifying"]
)
async def test_a_sending_in_doubt_where_nobody_can_tell(
    talk: Talk, monkeypatch: pytest.MonkeyPatch, *, notify: bool, keys: int, state: State
) -> None:
    """An answer is never said twice, what must ring never lost: it says that it may come twice."""

    async def cannot_tell(outgoing: Outgoing) -> str | None:
        raise InDoubtError(outgoing.key)

    monkeypatch.setattr(talk, "find", cannot_tell)
    tried = platform_says(talk, monkeypatch, [InDoubtError("no answer")])
    await put(talk, telling(1, notify=notify))
    await talk.carrier.settle()
    await later(talk, seconds=2)
    assert (len(tried), len(set(tried)), await states(talk, Outbox)) == (keys, 1, [state])
    assert [one.again for one in talk.said] == [True] * (keys - 1)


async def test_a_sending_in_doubt_where_the_platform_can_tell_later(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Is asked for until it is known; what comes after it waits, and an own fault in between sends nothing twice."""
    faults = iter([SendError("later", retry_after=30), RuntimeError("a fault of ours")])
    find = talk.find

    async def tells_later(outgoing: Outgoing) -> str | None:
        for fault in faults:
            raise fault
        return await find(outgoing)

    send = talk.send

    async def arrives_unseen(outgoing: Outgoing) -> str:
        key = await send(outgoing)
        if len(talk.said) == 1:
            raise InDoubtError("no answer")
        return key

    monkeypatch.setattr(talk, "find", tells_later)
    monkeypatch.setattr(talk, "send", arrives_unseen)
    await put(talk, telling(1), telling(2))
    await talk.carrier.settle()
    await later(talk, seconds=2)
    await later(talk, seconds=31)
    assert said(talk) == ["number 1"]
    await later(talk, seconds=2)
    assert said(talk) == ["number 1", "number 2"]
    assert await states(talk, Outbox) == [State.DONE, State.DONE]


async def test_what_was_sent_is_known_though_the_database_was_away(
    talk: Talk, copied: str, databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It went away while the platform was called: nothing is in doubt, nothing said twice."""
    send = talk.send

    async def meanwhile(outgoing: Outgoing) -> str:
        key = await send(outgoing)
        await talk.database.close()
        databases.lose(copied)
        return key

    async def comes_back() -> None:
        await until(lambda: bool(talk.said))
        await asyncio.sleep(0.3)
        databases.give_back(copied)

    monkeypatch.setattr("concertbot.delivery.sender.PAUSE", 0.1)
    monkeypatch.setattr(talk, "send", meanwhile)
    await asyncio.gather(talk.direct("Karim").says("!aide"), comes_back())
    assert len(talk.said) == 1
    assert await states(talk, Outbox) == [State.DONE]


@on_a_server
async def test_an_outcome_that_the_database_refuses(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message went out: it is not sent again, holds up nothing, and is recorded as in doubt."""
    send, find = talk.send, talk.find

    async def names_it_oddly(outgoing: Outgoing) -> str:
        await send(outgoing)
        return "\x00" if len(talk.said) == 1 else outgoing.key

    async def finds_it_oddly(outgoing: Outgoing) -> str | None:
        return "\x00" if await find(outgoing) else None

    monkeypatch.setattr(talk, "send", names_it_oddly)
    monkeypatch.setattr(talk, "find", finds_it_oddly)
    await put(talk, telling(1), telling(2))
    for _ in range(8):
        await later(talk, seconds=10)
    assert said(talk) == ["number 1", "number 2"]
    assert await states(talk, Outbox) == [State.DOUBTFUL, State.DONE]


async def test_a_quiet_copy_says_nothing(talk: Talk) -> None:
    """Until an operator says so; then what waited is said."""
    async with talk.database.write() as session:
        await set_quiet(session, quiet=True)
    assert await talk.direct("Karim").says("!aide") == []
    async with talk.database.write() as session:
        await set_quiet(session, quiet=False)
    await talk.carrier.settle()
    assert len(talk.said) == 1


async def test_not_all_are_on_their_way_at_once(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of those that are, a crash leaves in doubt whether they arrived."""
    on_their_way: list[int] = []
    send = talk.send

    async def counts(outgoing: Outgoing) -> str:
        async with talk.database.read() as session:
            sending = select(Outbox.id).where(col(Outbox.state) == State.SENDING)
            on_their_way.append(len((await session.scalars(sending)).all()))
        return await send(outgoing)

    monkeypatch.setattr(talk, "send", counts)
    async with talk.database.write() as session:
        for number in range(MOST + 20):
            await outbox.put_in_room(
                session, say("stop-nothing"), ("console", f"r{number}"), talk.reach.get(Clock).now()
            )
    await talk.carrier.settle()
    assert len(talk.said) == MOST + 20
    assert max(on_their_way) <= MOST
