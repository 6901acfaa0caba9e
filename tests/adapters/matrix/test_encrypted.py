"""End-to-end encryption, both ways, across restarts and machines."""

from typing import Any

import pytest

from concertbot.adapters.matrix.link import Standing
from concertbot.adapters.matrix.login import read_login
from concertbot.adapters.matrix.session import open_session
from concertbot.chat.clock import Clock
from concertbot.chat.message import Kind
from concertbot.chat.reply import Attachment, Choice, Reply
from concertbot.domain.port import Outgoing, Status
from peers.matrix_bot import Bot, House, People
from peers.matrix_person import SecretPerson

LOOKUP, FOUND = "CPAS Ixelles", "CPAS d'Ixelles"


@pytest.fixture
async def anna(people: People) -> SecretPerson:
    """Return somebody whose client encrypts."""
    return await people.secret("anna")


async def secret_room(anna: SecretPerson, bot: Bot, **more: Any) -> str:
    """Return an encrypted room in which the bot is."""
    made = await anna.makes_room(bot.user, encrypted=True, **more)
    await anna.sees_membership(made, bot.user, "join")
    return made


async def test_a_dialogue_in_an_encrypted_room(
    bot: Bot, anna: SecretPerson, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """A lookup, a choice by number, a form, an edit, the crisis answer."""
    room = await secret_room(anna, bot)
    asked = await anna.says(room, f"!cherche {LOOKUP}")
    found = await anna.hears_answer(asked)
    assert FOUND in found["content"]["body"]
    raw = await anna.ask("GET", "rooms", room, "event", found["event_id"])
    assert raw["type"] == "m.room.encrypted"
    assert "Ixelles" not in str(raw)
    by_number = await anna.answers(room, found["event_id"], "1")
    assert FOUND in (await anna.hears_answer(by_number))["content"]["body"]
    await anna.asks(room, "!cherche")
    assert FOUND in (await anna.asks(room, LOOKUP))["content"]["body"]
    await anna.edits(room, asked, "!cherche CPAS Uccle")
    edit = await anna.hears(lambda one: "m.new_content" in one["content"] and one["sender"] == bot.user)
    assert "CPAS d'Uccle" in edit["content"]["m.new_content"]["body"]
    assert edit["content"]["m.relates_to"]["event_id"] == found["event_id"]
    assert "0800 32 123" in (await anna.asks(room, "!cherche je vais me tuer"))["content"]["body"]
    logged = caplog.text + "".join(capfd.readouterr())
    assert not [secret for secret in (anna.user, anna.account.device, "Ixelles", room) if secret in logged]


async def test_a_direct_conversation_with_files(bot: Bot, anna: SecretPerson) -> None:
    """Files are encrypted both ways."""
    room = await secret_room(anna, bot, is_direct=True)
    assert FOUND in (await anna.asks(room, LOOKUP))["content"]["body"]
    sent = await anna.sends_file(room, "notes.txt", b"some notes", "text/plain")
    assert "fichier" in (await anna.hears_answer(sent))["content"]["body"]
    assert bot.kept == [b"some notes"]
    path = await bot.carrier.keep_file(b"a document")
    reply = Reply(parts=("Voici",), files=(Attachment("pv.pdf", "application/pdf", path),))
    await bot.adapter.send(Outgoing("k1", "matrix", reply, "fr", person=anna.user))
    event = await anna.hears(lambda one: one["content"].get("msgtype") == "m.file" and one["sender"] == bot.user)
    assert await anna.fetches(event["content"]) == b"a document"


async def test_reactions_are_not_secret(bot: Bot, anna: SecretPerson) -> None:
    """They are known as exposed; choices that must not be made so are offered by number alone."""
    room = await secret_room(anna, bot)
    found = await anna.asks(room, f"!cherche {LOOKUP}")
    pressed = await anna.reacts(room, found["event_id"], "1️⃣")
    assert FOUND in (await anna.hears_answer(pressed))["content"]["body"]
    assert [one.exposed for one in bot.heard if one.kind is Kind.REACT] == [True]
    reply = Reply(parts=("Présent ?",), choices=(Choice("Oui", "!aide"),), discreet=True)
    event = await bot.adapter.send(Outgoing("k1", "matrix", reply, "fr", room=room))
    shown = await anna.hears(lambda one: one["event_id"] == event)
    assert "Pour choisir, répondez à ce message par le numéro." in shown["content"]["body"]
    await anna.look(0)
    assert not [one for one in anna.seen if one["type"] == "m.reaction" and event in str(one)]


async def test_a_restart_with_the_store(house: House, anna: SecretPerson) -> None:
    """What was said in between is read and answered, each once; then the conversation goes on."""
    async with house.bot() as bot:
        room = await secret_room(anna, bot)
        assert FOUND in (await anna.asks(room, f"!cherche {LOOKUP}"))["content"]["body"]
    asked = [await anna.says(room, f"!cherche {LOOKUP}") for _ in range(3)]
    async with house.bot():
        for event in asked:
            assert FOUND in (await anna.hears_answer(event))["content"]["body"]
        assert FOUND in (await anna.asks(room, f"!cherche {LOOKUP}"))["content"]["body"]
        await anna.hears_nothing(room, house.settings.user)


async def test_another_machine_takes_over(house: House, anna: SecretPerson) -> None:
    """It has a device of its own, and reads what was said while neither machine was there."""
    first, second = await house.logged_in("one"), await house.logged_in("two")
    async with house.bot(first) as bot:
        room = await secret_room(anna, bot)
        assert FOUND in (await anna.asks(room, f"!cherche {LOOKUP}"))["content"]["body"]
    for machine in (second, first, second):
        asked = [await anna.says(room, f"!cherche {LOOKUP}") for _ in range(2)]
        async with house.bot(machine):
            for event in asked:
                assert FOUND in (await anna.hears_answer(event))["content"]["body"]
            assert FOUND in (await anna.asks(room, f"!cherche {LOOKUP}"))["content"]["body"]


async def test_who_comes_later_reads_from_then_on(bot: Bot, anna: SecretPerson, people: People) -> None:
    """And who left reads nothing more."""
    room = await secret_room(anna, bot)
    await anna.asks(room, f"!cherche {LOOKUP}")
    boris = await people.secret("boris")
    await anna.invites_to(room, boris.user)
    await boris.joins(room)
    event = await anna.says(room, f"!cherche {LOOKUP}")
    assert FOUND in (await boris.hears_answer(event))["content"]["body"]


async def test_a_key_that_comes_late(bot: Bot, anna: SecretPerson, people: People) -> None:
    """Its message is answered then; what others say does not wait for it."""
    room = await secret_room(anna, bot)
    boris = await people.secret("boris")
    await anna.invites_to(room, boris.user)
    await boris.joins(room)
    await anna.asks(room, f"!cherche {LOOKUP}")
    event, give_key = await anna.sends_before_its_key(room, f"!cherche {LOOKUP}")
    assert FOUND in (await boris.asks(room, f"!cherche {LOOKUP}"))["content"]["body"]
    assert event not in [message.id for message in bot.heard]
    await give_key()
    assert FOUND in (await anna.hears_answer(event))["content"]["body"]


class CrashError(BaseException):
    """The process ends here."""


async def test_what_a_crash_undoes_comes_again(house: House, anna: SecretPerson) -> None:
    """A crash while a key comes in: the store is as it was before, and the key comes once more."""
    async with house.bot() as bot:
        room = await secret_room(anna, bot)
    asked = await anna.says(room, f"!cherche {LOOKUP}")
    settings = house.machine("store")
    standing = Standing(Status(), Clock())
    session = open_session(read_login(settings.store), settings.store, "a pickle key of tests", standing)

    def crash(*_: object) -> None:
        raise CrashError

    session.keys.machine._handle_olm_event = crash  # noqa: SLF001 - when the key is out, and not yet kept
    with pytest.raises(CrashError):
        await session.begin()
    await session.close()
    async with house.bot():
        assert FOUND in (await anna.hears_answer(asked))["content"]["body"]


async def test_a_message_that_cannot_be_read_is_asked_for_again(
    bot: Bot, anna: SecretPerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a direct conversation, once, and later messages do not wait for it."""
    monkeypatch.setattr("concertbot.adapters.matrix.unread.TOLD_AFTER", 0.5)
    room = await secret_room(anna, bot, is_direct=True)
    await anna.asks(room, LOOKUP)
    lost = {
        "algorithm": "m.megolm.v1.aes-sha2",
        "ciphertext": "AwgAEnACgAkLmt6qF84IK++J7UDH2Za1YVchHyprqTqsg",
        "device_id": "LOST",
        "sender_key": "A" * 43,
        "session_id": "B" * 43,
    }
    event = await anna.puts(room, "m.room.encrypted", lost)
    assert FOUND in (await anna.asks(room, LOOKUP))["content"]["body"]
    told = await anna.hears_answer(event)
    assert "renvoyer" in told["content"]["body"]
