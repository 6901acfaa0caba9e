"""What platforms hand over: odd characters, people without a person, and the crisis answer when sending is hard."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlmodel import col, select

from concertbot.chat.clock import Clock
from concertbot.chat.message import File, Kind, Message
from concertbot.delivery import screening
from concertbot.delivery.tables import Inbox, State, StoredCursor
from concertbot.domain.people import Account, Person, RoleGrant
from concertbot.domain.port import Cursor, InDoubtError, MovedError, SendError, UnreachableError
from databases import everything
from delivery.people import platform_says, rows, states
from talking import Talk

ODD = "\x00\x01\ud800"
WORDS = "j'ai envie de mourir"
HELP = "0800 32 123"


@pytest.fixture(autouse=True)
def hasty_screens() -> Iterator[None]:
    """Try again soon."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(screening, "PAUSES", (0.0, 0.0, 0.0))
        yield


def message(talk: Talk, number: int, text: str, **more: object) -> Message:
    """Return something that Karim says directly."""
    one = Message(f"m{number}", "console", "karim", "Karim", talk.reach.get(Clock).now(), text=text)
    return replace(one, **more)  # type: ignore[arg-type]


async def test_what_no_database_takes_is_left_out(talk: Talk) -> None:
    """Wherever it stands: the message is answered, and no other is lost."""
    odd = Message(
        id=f"o{ODD}1",
        platform="console",
        sender=f"zoe{ODD}",
        sender_name=f"Zo{ODD}é",
        at=talk.reach.get(Clock).now(),
        language=ODD,
        room=f"ct{ODD}2",
        text=f"!cherche{ODD} CPAS Ixelles",
        choice=ODD,
        refers_to=f"a{ODD}b",
        thread=f"t{ODD}",
        files=(File(f"a{ODD}.csv", f"text/csv{ODD}", "/dev/null"),),
        mentioned=True,
    )
    answers = await talk.take(odd, message(talk, 1, "!aide"))
    assert [(one.outgoing.room, one.outgoing.thread, one.outgoing.in_reply_to) for one in answers] == [
        ("ct2", "t", "o1"),
        (None, "", "m1"),
    ]
    assert await states(talk, Inbox) == [State.DONE, State.DONE]
    async with talk.database.read() as session:
        known = select(Person.name).join(Account).where(col(Account.address) == "zoe")
        assert (await session.scalars(known)).all() == ["Zoé"]
    pressed = replace(odd, id=f"{ODD}p", kind=Kind.PRESS, text="")
    assert len(await talk.take(pressed)) == 1


async def test_who_speaks_for_a_group_is_nobody(talk: Talk) -> None:
    """They may read, and answer what the bot asks them for that; nothing is kept of them, nothing changed for them."""
    before = await people(talk)
    group = {"sender": "ct2", "sender_name": "The Group", "room": "ct2", "anonymous": True}
    (found,) = await talk.take(message(talk, 1, "!cherche CPAS Ixelles", **group))
    assert "CPAS d'Ixelles" in found.text
    (refused,) = await talk.take(message(talk, 2, "!langue nl", **group))
    assert "participant" in refused.text
    (asked,) = await talk.take(message(talk, 3, "!cherche", **group))
    (answered,) = await talk.take(message(talk, 4, "CPAS Ixelles", **group))
    assert "Que cherchez-vous" in asked.text
    assert "CPAS d'Ixelles" in answered.text
    (helped,) = await talk.take(message(talk, 5, f"!cherche {WORDS}", **group))
    assert HELP in helped.text
    assert await people(talk) == before
    assert await states(talk, Inbox) == [State.DONE] * 4 + [State.SCREENED]


async def people(talk: Talk) -> tuple[int, int, int]:
    """Return how many persons, accounts and roles there are."""
    async with talk.database.read() as session:
        counted = [len((await session.scalars(select(table))).all()) for table in (Person, Account, RoleGrant)]
    return counted[0], counted[1], counted[2]


async def test_the_crisis_answer_is_tried_again(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Under the same key, so that a platform that knows keys says it once."""
    tried = platform_says(talk, monkeypatch, [SendError("busy", retry_after=1), InDoubtError("no answer")])
    (answer,) = await talk.take(message(talk, 1, WORDS))
    assert HELP in answer.text
    assert (len(tried), len(set(tried))) == (3, 1)


async def test_the_crisis_answer_while_the_platform_is_down(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is taken; given again, all is answered, and what was answered before is not answered again."""
    came = [
        message(talk, 1, WORDS),
        message(talk, 2, "!aide"),
        message(talk, 3, "ik wil dood"),
        message(talk, 4, "!stop"),
    ]
    platform_says(talk, monkeypatch, [None, *[SendError("away", retry_after=1)] * 3])
    with pytest.raises(SendError):
        await talk.carrier.take(came, Cursor("console", "7"))
    assert await rows(talk, Inbox) == []
    answers = await talk.take(*came)
    assert [one.outgoing.in_reply_to for one in answers] == ["m3", "m2", "m4"]
    assert len(talk.said) == 4
    await talk.carrier.take(came, Cursor("console", "7"))
    async with talk.database.read() as session:
        assert (await session.get_one(StoredCursor, "console")).value == "7"


@pytest.mark.parametrize("fault", [UnreachableError("blocked"), SendError("refused")], ids=["blocked", "refused"])
async def test_a_crisis_answer_that_surely_cannot_be_given(
    talk: Talk, copied: str, monkeypatch: pytest.MonkeyPatch, fault: SendError
) -> None:
    """Holds up nothing else, and nothing of its question is kept."""
    platform_says(talk, monkeypatch, [fault] * (1 if isinstance(fault, UnreachableError) else 3))
    (answer,) = await talk.take(message(talk, 1, f"{WORDS} xyzzy"), message(talk, 2, "!aide"))
    assert answer.outgoing.in_reply_to == "m2"
    assert sorted(await states(talk, Inbox)) == [State.DONE, State.SCREENED]
    assert "xyzzy" not in await everything(copied)


async def test_the_crisis_answer_follows_a_room(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Which moved at that very moment."""
    platform_says(talk, monkeypatch, [MovedError("elsewhere")])
    (answer,) = await talk.take(message(talk, 1, "!urgence", room="ct2"))
    assert answer.outgoing.room == "elsewhere"
