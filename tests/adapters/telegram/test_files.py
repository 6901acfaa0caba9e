"""Files both ways, and their limits."""

from pathlib import Path

import pytest

from concertbot.chat.reply import Attachment, Choice, Reply
from concertbot.domain.port import Outgoing, SendError
from peers.bot_api_world import Json
from peers.telegram_bot import Bot

PIXEL = b"\x89PNG\r\n\x1a\n" + bytes(60)


async def taken(bot: Bot, done: Json) -> None:
    """Wait until the bot has taken what somebody did."""
    await bot.server.taken(done["update"])
    await bot.idle()


async def sent(bot: Bot, *files: Attachment, text: str = "", choices: tuple[Choice, ...] = ()) -> list[Json]:
    """Send files to somebody, and return the messages."""
    done = await bot.server.people.starts("Anna")
    await taken(bot, done)
    bot.server.world.sent.clear()
    reply = Reply(parts=(text,) if text else (), files=files, choices=choices)
    await bot.telegram.send(Outgoing("b1", "telegram", reply, "fr", person=str(done["message"]["chat"]["id"])))
    return bot.server.sent()


async def test_a_picture_is_shown(bot: Bot, tmp_path: Path) -> None:
    """Its alternative text stands under it, with the buttons."""
    path = tmp_path / "carte.png"
    path.write_bytes(PIXEL)
    choices = (Choice("Oui", "!x", id="abcdefgh"),)
    (message,) = await sent(bot, Attachment("carte.png", "image/png", str(path), "La <carte>"), choices=choices)
    assert message["caption"] == "La <carte>"
    assert message["photo"]
    assert message["reply_markup"]


async def test_other_files_are_documents(bot: Bot, tmp_path: Path) -> None:
    """With their name; several follow their text, each with its own words."""
    names = ("a.csv", "b.pdf")
    for name in names:
        (tmp_path / name).write_bytes(b"x;y")
    files = [Attachment(name, "text/csv", str(tmp_path / name), f"Voici {name}") for name in names]
    text, first, second = await sent(bot, *files, text="Les fichiers")
    assert text["text"] == "Les fichiers"
    assert [one["document"]["file_name"] for one in (first, second)] == ["a.csv", "b.pdf"]
    assert [one["caption"] for one in (first, second)] == ["Voici a.csv", "Voici b.pdf"]


async def test_what_is_no_picture_after_all_goes_as_a_file(bot: Bot, tmp_path: Path) -> None:
    """Telegram refuses some pictures; nothing is lost over it."""
    path = tmp_path / "carte.png"
    path.write_bytes(b"no picture")
    (message,) = await sent(bot, Attachment("carte.png", "image/png", str(path), "La carte"))
    assert message["document"]["file_name"] == "carte.png"
    assert message["caption"] == "La carte"


async def test_a_large_picture_is_a_document(bot: Bot, tmp_path: Path) -> None:
    """Over ten megabytes; over fifty nothing is sent."""
    path = tmp_path / "carte.png"
    path.write_bytes(PIXEL + bytes(10 * 2**20))
    (message,) = await sent(bot, Attachment("carte.png", "image/png", str(path)))
    assert message["document"]
    path.write_bytes(bytes(50 * 2**20 + 1))
    with pytest.raises(SendError, match="too large") as told:
        await sent(bot, Attachment("carte.png", "image/png", str(path)))
    assert told.value.retry_after is None
    with pytest.raises(SendError, match="not there"):
        await sent(bot, Attachment("carte.png", "image/png", "kept:gone"))


async def test_a_group_without_files(bot: Bot, tmp_path: Path) -> None:
    """Where members may send no files, at least the words arrive, or the name of the file."""
    path = tmp_path / "a.csv"
    path.write_bytes(b"x")
    await bot.server.people.invites("Anna", "Bassin")
    room = bot.server.world.group("Bassin")
    room.files = False
    for key, alt in (("b1", "Les <dates>"), ("b2", "")):
        reply = Reply(files=(Attachment("a.csv", "text/csv", str(path), alt),))
        await bot.telegram.send(Outgoing(key, "telegram", reply, "fr", room=str(room.id)))
    assert [one["text"] for one in bot.server.sent()] == ["Les <dates>", "a.csv"]


async def test_a_file_under_which_a_text_is_changed(bot: Bot, tmp_path: Path) -> None:
    """What was a caption stays one."""
    path = tmp_path / "a.csv"
    path.write_bytes(b"x")
    (message,) = await sent(bot, Attachment("a.csv", "text/csv", str(path)), text="un")
    person, number = str(message["chat"]["id"]), message["message_id"]
    change = Outgoing("b2", "telegram", Reply(parts=("deux",)), "fr", person=person, edits=f"{person}/{number}")
    for _ in range(2):
        assert await bot.telegram.send(change) == f"{person}/{number}"
    assert bot.server.sent()[0]["caption"] == "deux"


@pytest.mark.parametrize(("kind", "name"), [("document", "notes.txt"), ("photo", "photo.jpg"), ("voice", "voice.ogg")])
async def test_a_file_is_kept_until_it_is_used(bot: Bot, kind: str, name: str) -> None:
    """What somebody sends directly is fetched before it is taken."""
    content = PIXEL + kind.encode()
    await taken(bot, await bot.server.people.uploads("Anna", content, "notes.txt", "voilà", kind=kind))
    (heard,) = bot.heard
    (file,) = heard.files
    assert (heard.text, file.name) == ("voilà", name)
    assert file.path.startswith("kept:")
    assert len(bot.server.sent()) == 1


async def test_large_files_are_not_fetched(bot: Bot) -> None:
    """Over twenty megabytes, and in a group those that are not for the bot; their names are known."""
    await taken(bot, await bot.server.people.uploads("Anna", bytes(20 * 2**20 + 1), "gros.zip"))
    bot.server.world.privacy = False
    await bot.server.people.invites("Anna", "Bassin")
    await taken(bot, await bot.server.people.uploads("Anna", b"x", "notes.txt", "entre nous", "Bassin"))
    await taken(bot, await bot.server.people.uploads("Anna", b"x", "notes.txt", "@concert_test_bot", "Bassin"))
    files = [one.files[0] for one in bot.heard if one.files]
    assert [(one.name, bool(one.path)) for one in files] == [
        ("gros.zip", False),
        ("notes.txt", False),
        ("notes.txt", True),
    ]
    assert bot.server.faults.requests["getFile"] == 1
    told = [one["text"] for one in bot.server.sent()]
    assert [("20 Mo" in one, "rien en faire" in one) for one in told] == [(True, False), (False, True)]
