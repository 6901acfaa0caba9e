"""Rooms that the bot comes into, is put out of, and follows; messages that people delete."""

import pytest
from sqlmodel import col, select

from concertbot.chat.clock import Clock
from concertbot.chat.message import Kind, Message
from concertbot.chat.reply import Choice, Reply, say
from concertbot.delivery import outbox
from concertbot.delivery.tables import Inbox, Outbox, State
from concertbot.domain.abilities import Moment
from concertbot.domain.ask import Ask
from concertbot.domain.concertations import Room, find_room
from concertbot.domain.events import Event, MessageDeleted, RoomEntered, RoomLeft, RoomMoved
from concertbot.domain.forms import OpenForm
from concertbot.domain.installation import set_quiet
from concertbot.domain.port import SendError
from delivery.people import instead, later, platform_says, rows, states
from talking import Talk


def heard(talk: Talk, *kinds: type[Event]) -> list[Event]:
    """Return what the abilities hear of from now on."""
    events: list[Event] = []

    async def listener(_moment: Moment, event: Event) -> tuple[Reply, ...]:
        events.append(event)
        return ()

    listeners = talk.carrier.dispatcher.answering.abilities.listeners
    assert isinstance(listeners, dict)
    listeners.update(dict.fromkeys(kinds, (listener,)))
    return events


async def happens(talk: Talk, kind: Kind, room: str, text: str = "") -> None:
    """Have something happen to a room."""
    now = talk.reach.get(Clock).now()
    await talk.take(Message(f"h{next(talk.numbers)}", "console", "", "", now, room=room, kind=kind, text=text))


async def the_room(talk: Talk, address: str) -> Room | None:
    """Return the room of an address."""
    async with talk.database.read() as session:
        return await find_room(session, "console", address)


async def test_a_room_that_the_bot_is_put_out_of(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is said there any more; it stays tied, and works again when the bot comes back."""
    events = heard(talk, RoomLeft, RoomEntered)
    platform_says(talk, monkeypatch, [SendError("busy", retry_after=60)])
    await talk.room("ct2", "Karim").says("!aide")
    await happens(talk, Kind.LEAVE, "ct2")
    await later(talk, seconds=61)
    assert (talk.said, await states(talk, Outbox)) == ([], [State.CANCELLED])
    left = await the_room(talk, "ct2")
    assert left
    assert left.left_at == talk.reach.get(Clock).now().replace(minute=0, second=0)
    await happens(talk, Kind.ENTER, "ct2")
    back = await the_room(talk, "ct2")
    assert back
    assert (back.left_at, back.concertation_id) == (None, left.concertation_id)
    assert [(type(one), one.concertation_id) for one in events] == [(RoomLeft, 1), (RoomEntered, 1)]
    assert len(await talk.room("ct2", "Karim").says("!aide")) == 1


async def test_a_room_goes_on_elsewhere(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    """With its concertation, its buttons, numbers and open forms, and what waits for it. Told twice, it is the same."""
    events = heard(talk, RoomMoved)
    before, after = talk.room("ct2", "Karim"), talk.room("ct2-new", "Karim")
    miss = await before.asks("!cherhce CPAS Ixelles")
    await before.asks("!cherche psychologue Ixelles")
    await before.asks("!cherche")
    platform_says(talk, monkeypatch, [SendError("busy", retry_after=60)])
    await talk.room("ct2", "Lotte").says("!hulp")
    for _ in range(2):
        await happens(talk, Kind.MOVE, "ct2", text="ct2-new")
    await later(talk, seconds=61)
    assert talk.said[-1].room == "ct2-new"
    assert [(one.concertation_id, one.address) for one in events if isinstance(one, RoomMoved)] == [(1, "ct2-new")] * 2
    assert "CPAS d'Ixelles" in (await after.asks("CPAS Ixelles")).text
    assert "CPAS d'Ixelles" in (await after.presses(miss.choice("!cherche")))[0].text
    assert (await before.presses(miss.choice("!cherche")))[0].text.startswith("Ce choix est fermé")


async def test_numbers_name_the_same_elsewhere(talk: Talk) -> None:
    """What was listed before the move can be shown after it."""
    before, after = talk.room("ct2", "Karim"), talk.room("ct2-new", "Karim")
    listed = await before.asks("!cherche psychologue Ixelles")
    await happens(talk, Kind.MOVE, "ct2", text="ct2-new")
    shown = await after.asks("!fiche 2")
    assert str(listed.cards[1].title) in shown.text


async def test_a_room_moves_to_where_the_bot_was_already(talk: Talk) -> None:
    """The room there was tied to nothing: it is now. One that is tied stays what it is."""
    async with talk.database.write() as session:
        session.add(Room(platform="console", address="there"))
    await happens(talk, Kind.MOVE, "ct2", text="there")
    there = await the_room(talk, "there")
    assert there
    assert there.concertation_id == 1
    await happens(talk, Kind.MOVE, "elsewhere", text="there")
    again = await the_room(talk, "there")
    assert again == there


async def test_who_deletes_a_question_takes_back_its_answer(talk: Talk) -> None:
    """The bot's message goes; abilities hear of it."""
    events = heard(talk, MessageDeleted)
    karim = talk.room("ct2", "Karim")
    await karim.asks("!aide")
    asked = talk.last_id
    await karim.deletes(asked)
    assert talk.said[-1].deletes == talk.said[0].key
    assert events == [MessageDeleted(1, "console", asked)]


async def test_a_question_deleted_before_its_answer_is_not_answered(talk: Talk) -> None:
    """Its words go at once: while it waits, or was set aside."""

    async def breaks(_: Ask) -> Reply:
        raise RuntimeError

    karim = talk.direct("Karim")
    with pytest.MonkeyPatch.context() as patch:
        instead(talk, patch, "stop", breaks)
        await karim.says("!stop", id="broken")
    now = talk.reach.get(Clock).now()
    sender = ("console", "karim", "Karim", now)
    waits = Message("waits", *sender, text="psychologue pour Zoé")
    await talk.take(
        waits, *(Message(f"d{one}", *sender, kind=Kind.DELETE, refers_to=one) for one in ("waits", "broken"))
    )
    found = await rows(talk, Inbox)
    assert [(row.event_id, row.state, row.body) for row in found[:2]] == [
        ("broken", State.CANCELLED, ""),
        ("waits", State.CANCELLED, ""),
    ]
    assert [one.in_reply_to for one in talk.said[:1]] == ["broken"]
    assert [one.deletes for one in talk.said[1:]] == [talk.said[0].key]  # the apology is taken back


async def test_an_answer_that_waits_is_not_sent_any_more(talk: Talk) -> None:
    """When its question is deleted."""
    async with talk.database.write() as session:
        await set_quiet(session, quiet=True)
    karim = talk.direct("Karim")
    await karim.says("!aide")
    await karim.deletes(talk.last_id)
    assert [(row.state, row.body) for row in await rows(talk, Outbox)] == [(State.CANCELLED, "")]


async def test_a_form_goes_with_the_message_that_opened_it(talk: Talk) -> None:
    """And only with that one."""
    karim = talk.room("ct2", "Karim")
    await karim.asks("!cherche", id="opens")
    await karim.deletes("something else")
    assert len(await forms(talk)) == 1
    await karim.deletes("opens")
    assert await forms(talk) == []
    assert await karim.says("CPAS Ixelles") == []


async def test_forms_that_were_left_lying_are_forgotten_at_night(talk: Talk) -> None:
    """They hold what people said."""
    await talk.direct("Karim").asks("!cherche")
    await later(talk, days=1)
    assert await forms(talk) == []


async def forms(talk: Talk) -> list[OpenForm]:
    """Return the open forms."""
    async with talk.database.read() as session:
        return list((await session.scalars(select(OpenForm).order_by(col(OpenForm.id)))).all())


async def test_a_discreet_choice_is_not_made_by_a_reaction_that_others_see(talk: Talk) -> None:
    """The bot says how to answer instead; by its number, or a reaction that only the room sees, it is made."""
    choice = Choice("yes", "!cherche CPAS Ixelles")
    reply = Reply(parts=("who?",), choices=(Choice("no", "!stop"), choice), discreet=True)
    async with talk.database.write() as session:
        await outbox.put_in_room(session, reply, ("console", "ct2"), talk.reach.get(Clock).now())
    await talk.carrier.settle()
    message = talk.said[0].key
    karim = talk.room("ct2", "Karim")
    now = talk.reach.get(Clock).now()
    seen = Message(
        "r1",
        "console",
        "karim",
        "Karim",
        now,
        room="ct2",
        kind=Kind.REACT,
        text="2\ufe0f\u20e3",
        refers_to=message,
        exposed=True,
    )
    (told,) = await talk.take(seen)
    assert "Répondez plutôt 2 à mon message" in told.text
    assert "CPAS d'Ixelles" in (await karim.asks("2", refers_to=message)).text
    assert "CPAS d'Ixelles" in (await karim.reacts("2\ufe0f\u20e3", message))[0].text


async def test_a_reaction_to_an_edited_card_makes_its_newest_choice(talk: Talk) -> None:
    """What it says now counts, under the id that the card always had."""
    for text in ("!stop", "!cherche CPAS Ixelles"):
        reply = Reply(
            parts=say("stop-nothing").parts, choices=(Choice("one", text),), live="card", to="room", address="1"
        )
        async with talk.database.write() as session:
            await outbox.put(session, reply, talk.reach.get(Clock).now())
        await talk.carrier.settle()
    (answer,) = await talk.room(talk.said[0].room or "", "Karim").reacts("1\ufe0f\u20e3", talk.said[0].key)
    assert "CPAS d'Ixelles" in answer.text
