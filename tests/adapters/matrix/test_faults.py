"""The homeserver away, busy, or refusing: each with a clear state, and nothing sent twice."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from aiohttp import web

from concertbot.adapters.matrix.logging_in import log_in
from concertbot.chat.clock import Clock
from concertbot.chat.message import Message
from concertbot.chat.reply import Attachment, Reply
from concertbot.domain.port import Cursor, InDoubtError, Link, Outgoing, SendError, UnreachableError
from peers.gate import Gate, gate_before
from peers.matrix_bot import Bot, House, Listening, People, until
from peers.matrix_person import MatrixPerson
from peers.synapse import PASSWORD, Synapse


@pytest.fixture
async def anna(people: People) -> MatrixPerson:
    """Return somebody."""
    return await people.plain("anna")


@pytest.fixture
async def gate(synapse: Synapse, house: House) -> AsyncIterator[Gate]:
    """Return a gate that the bot goes through."""
    async with gate_before(synapse, Gate) as opened:
        house.settings = house.settings.model_copy(update={"homeserver": opened.url})
        yield opened


@pytest.fixture
async def gated(gate: Gate, house: House) -> AsyncIterator[Bot]:
    """Run a bot behind the gate."""
    async with house.bot() as bot:
        assert gate.count()
        yield bot


@pytest.fixture
async def room(gated: Bot, anna: MatrixPerson) -> str:
    """Return a room in which the bot is."""
    made = await anna.makes_room(gated.user)
    await anna.sees_membership(made, gated.user, "join")
    await anna.asks(made, "!aide")
    return made


def message(room: str, key: str = "k1", text: str = "Bonjour") -> Outgoing:
    """Return something to send."""
    return Outgoing(key, "matrix", Reply(parts=(text,)), "fr", room=room)


def sending(request: web.Request) -> bool:
    """Whether a request sends an event."""
    return "/send/" in request.path


async def said(anna: MatrixPerson, key: str) -> list[str]:
    """Return the ids of the bot's messages with this key."""
    await anna.look(0.3)
    return [one["event_id"] for one in anna.seen if one["content"].get("org.concertbot.key") == key]


async def test_an_answer_that_gets_lost_is_settled_by_a_second_try(
    gate: Gate, gated: Bot, anna: MatrixPerson, room: str
) -> None:
    """The homeserver knows the transaction: one event."""
    lost = iter([True])
    gate.after = lambda request: web.Response(status=502) if sending(request) and next(lost, False) else None
    event = await gated.adapter.send(message(room))
    assert await said(anna, "k1") == [event]


async def test_a_message_in_doubt_is_found(gate: Gate, gated: Bot, anna: MatrixPerson, room: str) -> None:
    """Whether it arrived or not; what arrived is not sent again."""
    gate.after = lambda request: web.Response(status=504) if sending(request) else None
    with pytest.raises(InDoubtError):
        await gated.adapter.send(message(room))
    gate.after = lambda _: None
    tried = replace(message(room), first_try=gated.reach.get(Clock).now())
    found = await gated.adapter.find(tried)
    assert [found] == await said(anna, "k1")
    assert await gated.adapter.send(tried) == found
    assert await said(anna, "k1") == [found]
    gate.before = lambda request: web.Response(status=504) if sending(request) else None
    with pytest.raises(InDoubtError):
        await gated.adapter.send(message(room, "k2"))
    gate.before = lambda _: None
    tried = replace(message(room, "k2"), first_try=gated.reach.get(Clock).now())
    assert await gated.adapter.find(tried) is None
    event = await gated.adapter.send(tried)
    assert await said(anna, "k2") == [event]


async def test_half_a_message_is_completed_by_another_machine(gate: Gate, house: House, anna: MatrixPerson) -> None:
    """Its words arrived, its file did not; the other machine sends the file alone."""
    first, second = await house.logged_in("one"), await house.logged_in("two")
    async with house.bot(first) as bot:
        room = await anna.makes_room(bot.user)
        await anna.sees_membership(room, bot.user, "join")
        await anna.asks(room, "!aide")
        path = await bot.carrier.keep_file(b"a document")
        file = Attachment("pv.pdf", "application/pdf", path)
        whole = replace(message(room), reply=Reply(parts=("Voici",), files=(file,)))
        gate.before = lambda request: web.Response(status=504) if request.path.endswith("k1f1") else None
        with pytest.raises(InDoubtError):
            await bot.adapter.send(whole)
        gate.before = lambda _: None
        began = bot.reach.get(Clock).now()
    async with house.bot(second) as bot:
        tried = replace(whole, first_try=began)
        assert await bot.adapter.find(tried) is None
        event = await bot.adapter.send(tried)
        assert await said(anna, "k1") == [event]
        assert len(await said(anna, "k1f1")) == 1
        assert await bot.adapter.find(replace(tried, first_try=began - timedelta(days=1))) == event


async def test_a_busy_homeserver_says_when(gate: Gate, gated: Bot, room: str) -> None:
    """Its delay is handed on, and nothing was sent."""
    busy = {"errcode": "M_LIMIT_EXCEEDED", "retry_after_ms": 1234}
    gate.before = lambda request: web.json_response(busy, status=429) if sending(request) else None
    with pytest.raises(SendError) as caught:
        await gated.adapter.send(message(room))
    assert caught.value.retry_after == pytest.approx(1.234)
    assert gate.count("/k1") == 1


async def test_the_homeservers_own_limit(gated: Bot, synapse: Synapse, room: str) -> None:
    """A real one: the first messages go out, then one does not, and after the delay it does."""
    synapse.limit(gated.user, per_second=1, burst=2)
    refused = None
    for number in range(6):
        try:
            await gated.adapter.send(message(room, f"k{number}"))
        except SendError as error:
            refused = number, error.retry_after or 0
            break
    assert refused
    await asyncio.sleep(refused[1])
    assert await gated.adapter.send(message(room, f"k{refused[0]}"))


async def test_a_room_that_the_bot_is_not_in(gated: Bot, anna: MatrixPerson) -> None:
    """It cannot be reached."""
    with pytest.raises(UnreachableError):
        await gated.adapter.send(message(await anna.makes_room()))


async def test_an_outage_is_waited_out(gate: Gate, gated: Bot, anna: MatrixPerson, room: str) -> None:
    """With few requests; then it goes on where it was."""
    gate.before = lambda _: web.Response(status=503)
    asked = await anna.says(room, "!aide")
    await anna.says(room, "un mot")  # wakes the request that waits
    await until(lambda: gated.adapter.status.link is Link.WAITING)
    assert "does not answer" in gated.adapter.status.why
    before = gate.count()
    await asyncio.sleep(3)
    assert gate.count() - before <= 5
    gate.before = lambda _: None
    await anna.hears_answer(asked)
    assert gated.adapter.status.link is Link.WORKING


async def test_a_fault_does_not_hide_to_whom_a_reply_is(gate: Gate, house: House, anna: MatrixPerson) -> None:
    """What a reply answers is asked for until the homeserver tells."""
    async with house.bot() as bot:
        room = await anna.makes_room(bot.user)
        await anna.sees_membership(room, bot.user, "join")
        first = await anna.asks(room, "!aide")
        await anna.asks(room, "!aide")
    faults = iter([True, True])
    gate.before = lambda request: web.Response(status=502) if "/event/" in request.path and any(faults) else None
    async with house.bot():
        asked = await anna.answers(room, first["event_id"], "aide")
        await anna.hears_answer(asked)
    assert gate.count("/event/") >= 3


async def test_a_delay_is_kept_while_receiving(gate: Gate, gated: Bot, anna: MatrixPerson, room: str) -> None:
    """The homeserver's own number of seconds, not ours."""
    busy = {"errcode": "M_LIMIT_EXCEEDED", "retry_after_ms": 2500}
    gate.before = lambda request: web.json_response(busy, status=429) if request.path.endswith("/sync") else None
    await anna.says(room, "un mot")
    await until(lambda: gated.adapter.status.link is Link.WAITING)
    began, before = time.monotonic(), gate.count("/sync")
    await asyncio.sleep(2)
    assert gate.count("/sync") == before
    assert time.monotonic() - began < 2.5
    gate.before = lambda _: None
    await until(lambda: gated.adapter.status.link is Link.WORKING)


async def test_a_database_that_is_away_for_a_moment(
    house: House, anna: MatrixPerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What came is handed on again until it is kept, and answered once."""
    down = iter([True, True])

    async def take(self: Listening, messages: Sequence[Message], cursor: Cursor | None = None) -> None:
        if messages and any(down):
            raise OSError("away")
        self.heard += messages
        await self.carrier.take(messages, cursor)

    async with house.bot() as bot:
        room = await anna.makes_room(bot.user)
        await anna.sees_membership(room, bot.user, "join")
        await anna.asks(room, "!aide")
        monkeypatch.setattr(Listening, "take", take)
        asked = await anna.says(room, "!aide")
        await anna.hears_answer(asked)
        await anna.hears_nothing(room, bot.user)
        assert [one.id for one in bot.heard].count(asked) == 1


async def test_a_position_that_the_homeserver_does_not_know(house: House, anna: MatrixPerson) -> None:
    """The bot goes on from now, without a replay."""
    async with house.bot() as bot:
        room = await anna.makes_room(bot.user)
        await anna.sees_membership(room, bot.user, "join")
        await anna.asks(room, "!aide")
        nonsense = json.dumps({"user": bot.user, "device": "X", "since": "nonsense"})
        await bot.carrier.take([], Cursor("matrix", nonsense))
    await anna.says(room, "!aide")
    async with house.bot() as bot:
        await until(lambda: bot.adapter.status.link is Link.WORKING)
        await anna.hears_nothing(room, bot.user)
        await anna.asks(room, "!cherche")


async def test_a_refusal_is_no_hot_loop(gate: Gate, gated: Bot, anna: MatrixPerson, room: str) -> None:
    """For instance before the terms of a homeserver are accepted."""
    refusal = {"errcode": "M_CONSENT_NOT_GIVEN"}
    gate.before = lambda request: web.json_response(refusal, status=403) if request.path.endswith("/sync") else None
    asked = await anna.says(room, "!aide")
    await anna.says(room, "un mot")
    await until(lambda: gated.adapter.status.link is Link.DENIED)
    assert "M_CONSENT_NOT_GIVEN" in gated.adapter.status.why
    before = gate.count()
    await asyncio.sleep(2)
    assert gate.count() - before <= 3 * 2 / gated.adapter.look_again
    gate.before = lambda _: None
    await anna.hears_answer(asked)


async def test_keys_are_not_published_over_and_over(gate: Gate, anna: MatrixPerson, room: str) -> None:
    """At the login, and when they run low."""
    for _ in range(3):
        await anna.asks(room, "!aide")
    assert gate.count("/keys/upload") <= 2


async def test_a_revoked_login(gate: Gate, gated: Bot, anna: MatrixPerson, room: str) -> None:
    """Nothing is asked any more until an operator logs in anew; then it goes on, with the new device."""
    await asyncio.to_thread(anna.server.log_out_everywhere, gated.user)
    await until(lambda: gated.adapter.status.link is Link.DENIED, 40)
    assert "concertbot matrix login" in gated.adapter.status.why
    before = gate.count()
    await asyncio.sleep(2)
    assert gate.count() == before
    with pytest.raises(SendError) as caught:
        await gated.adapter.send(message(room))
    assert caught.value.retry_after
    asked = await anna.says(room, "!aide")
    await log_in(gated.adapter.settings, lambda: PASSWORD, new_device=True)
    await anna.hears_answer(asked)
    assert gated.adapter.status.link is Link.WORKING
