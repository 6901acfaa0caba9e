"""Persons whom the bot cannot write to: what is for them is held, and offered in the room once, without its words."""

from collections.abc import Sequence

import pytest
from sqlmodel import col, select

from concertbot.chat.clock import Clock
from concertbot.chat.message import Kind, Message
from concertbot.chat.reply import Choice, Reply
from concertbot.delivery import outbox
from concertbot.delivery.tables import Outbox, State
from concertbot.domain.concertations import find_room
from concertbot.domain.people import Account
from concertbot.domain.port import Outgoing, UnreachableError
from delivery.people import later, states
from talking import Answer, Talk

WORDS = "see you at four"


class Closed:
    """A platform on which some have not opened a direct conversation."""

    def __init__(self, talk: Talk, patch: pytest.MonkeyPatch, *closed: str) -> None:
        self.closed, self.tried, send = set(closed), 0, talk.send

        async def refuses(outgoing: Outgoing) -> str:
            if outgoing.person in self.closed:
                self.tried += 1
                raise UnreachableError("never wrote to the bot")
            return await send(outgoing)

        patch.setattr(talk, "send", refuses)


async def account(talk: Talk, name: str) -> Account:
    """Return somebody's account."""
    async with talk.database.read() as session:
        found: Account = (await session.scalars(select(Account).where(col(Account.address) == name))).one()
    return found


async def tell(talk: Talk, name: str, words: str = WORDS) -> Sequence[Answer]:
    """Have something said to somebody in private, and return what is said."""
    before = len(talk.said)
    reply = Reply(parts=(words,), to="person", address=str((await account(talk, name)).id), notify=True)
    async with talk.database.write() as session:
        await outbox.put(session, reply, talk.reach.get(Clock).now())
    await talk.carrier.settle()
    return [Answer(one) for one in talk.said[before:]]


async def does(talk: Talk, kind: Kind, name: str) -> Sequence[Answer]:
    """Open or close the direct conversation."""
    now = talk.reach.get(Clock).now()
    message = Message(f"{kind}{len(talk.said)}{now}", "console", name, name.title(), now, kind=kind)
    return await talk.take(message)


async def test_it_is_offered_once_and_sent_when_they_open(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the room where they were last seen, without its content; the button leads to the direct conversation."""
    platform = Closed(talk, monkeypatch, "karim")
    await talk.room("ct2", "Karim").says("!aide")
    (offer,) = await tell(talk, "karim")
    assert offer.outgoing.room == "ct2"
    assert offer.text == "Karim, j'ai un message privé pour vous. Écrivez-moi, et je vous l'envoie."
    assert WORDS not in str(offer.outgoing)
    assert [one.name for one in offer.outgoing.mentions] == ["Karim"]
    (choice,) = offer.outgoing.reply.choices
    assert (choice.label, choice.private, choice.only) == ("M'écrire", True, str((await account(talk, "karim")).id))
    assert await tell(talk, "karim", "and bring the keys") == []
    assert (await account(talk, "karim")).reachable is False
    platform.closed.clear()
    opened = await does(talk, Kind.OPEN, "karim")
    assert [one.text for one in opened] == [WORDS, "and bring the keys"]
    assert (await account(talk, "karim")).reachable is True
    await later(talk, hours=1)
    assert [one.text for one in await does(talk, Kind.OPEN, "karim")] == []


@pytest.mark.parametrize("language", ["nl", "en"])
async def test_it_is_offered_in_the_rooms_language(talk: Talk, monkeypatch: pytest.MonkeyPatch, language: str) -> None:
    """Warm and plain in each."""
    Closed(talk, monkeypatch, "karim")
    await talk.room("ct2", "Karim").says("!aide")
    async with talk.database.write() as session:
        room = await find_room(session, "console", "ct2")
        assert room
        room.language = language
    (offer,) = await tell(talk, "karim")
    said = {
        "nl": ("Karim, ik heb een privébericht voor u. Schrijf me, dan stuur ik het u.", "Schrijf me"),
        "en": ("Karim, I have a private message for you. Write to me, and I will send it.", "Write to me"),
    }
    assert (offer.text, offer.labels[0]) == said[language]


async def test_it_is_sent_when_they_follow_the_button(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The button is said in the direct conversation; only they may press it."""
    platform = Closed(talk, monkeypatch, "karim")
    await talk.room("ct2", "Karim").says("!aide")
    (offer,) = await tell(talk, "karim")
    platform.closed.clear()
    (not_theirs,) = await talk.direct("Lotte").presses(offer.choice("M'écrire"))
    assert "niet voor u" in not_theirs.text
    waited, welcome = await talk.direct("Karim").presses(offer.choice("M'écrire"))
    assert waited.text == WORDS
    assert "!aide" in welcome.text


async def test_it_is_sent_when_they_say_something_directly(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before their answer; after three days too."""
    platform = Closed(talk, monkeypatch, "karim")
    await talk.room("ct2", "Karim").says("!aide")
    await tell(talk, "karim")
    await later(talk, days=3)
    platform.closed.clear()
    assert next(iter(await talk.direct("Karim").says("!stop"))).text == WORDS
    assert len(await talk.direct("Karim").says("!stop")) == 1


async def test_it_waits_a_month(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Then its words go."""
    Closed(talk, monkeypatch, "karim")
    await talk.room("ct2", "Karim").says("!aide")
    await tell(talk, "karim")
    await later(talk, days=32)
    assert State.HELD not in await states(talk, Outbox)


async def test_who_closed_before_is_offered_it_once(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    """And once more after they had come back and gone again."""
    platform = Closed(talk, monkeypatch)
    await talk.room("ct2", "Karim").says("!aide")
    await talk.direct("Karim").says("!aide")
    for _ in range(2):
        platform.closed.add("karim")
        await does(talk, Kind.CLOSE, "karim")
        assert (await account(talk, "karim")).reachable is False
        assert [one.outgoing.room for one in [*await tell(talk, "karim"), *await tell(talk, "karim")]] == ["ct2"]
        platform.closed.clear()
        await later(talk, minutes=1)
        assert len(await does(talk, Kind.OPEN, "karim")) == 2


async def test_the_offer_follows_the_room(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where they were last seen is elsewhere now."""
    Closed(talk, monkeypatch, "karim")
    await talk.room("ct2", "Karim").says("!aide")
    now = talk.reach.get(Clock).now()
    await talk.take(Message("mv", "console", "", "", now, room="ct2", kind=Kind.MOVE, text="ct2-new"))
    assert [one.outgoing.room for one in await tell(talk, "karim")] == ["ct2-new"]


async def test_who_was_never_seen_in_a_room_is_not_offered_anything(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An answer to who blocked the bot in the meantime is held too, and nobody hears of it."""
    platform = Closed(talk, monkeypatch, "zoe")
    assert await talk.direct("Zoe").says("!aide") == []
    await later(talk, hours=1)
    assert (await states(talk, Outbox), platform.tried) == ([State.HELD], 1)


async def test_a_private_choice_is_not_made_in_the_room(talk: Talk) -> None:
    """Named by its number there, it leads to the direct conversation, where it is said."""
    reply = Reply(parts=("between us",), choices=(Choice("Ask", "!cherche CPAS Ixelles", private=True),))
    async with talk.database.write() as session:
        await outbox.put_in_room(session, reply, ("console", "ct2"), talk.reach.get(Clock).now())
    await talk.carrier.settle()
    (led,) = await talk.room("ct2", "Karim").says("1", refers_to=talk.said[0].key)
    assert "en privé" in led.text
    (reacted,) = await talk.room("ct2", "Karim").reacts("1\ufe0f\u20e3", talk.said[0].key)
    assert "en privé" in reacted.text
    (found,) = await talk.direct("Karim").presses(led.choice("M'écrire"))
    assert "CPAS d'Ixelles" in found.text
