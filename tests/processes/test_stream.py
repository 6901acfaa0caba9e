"""The console's stream of JSON, as documented in docs/console.md."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from processes.console import Console

MEMBERS = {
    "id",
    "to",
    "in_reply_to",
    "thread",
    "edits",
    "deletes",
    "notify",
    "mentions",
    "text",
    "choices",
    "reactions",
    "files",
}


@pytest.fixture
async def console() -> AsyncIterator[Console]:
    """Start a demo console, and see that it ends well."""
    started = await Console.start("--demo")
    yield started
    status, errors = await started.end()
    assert status == 0, errors
    assert "Traceback" not in errors


async def test_a_conversation(console: Console) -> None:
    """Say, press, react, edit, delete: ids tie answers to what caused them."""
    (found,) = await console.send({"from": "karim", "direct": True, "id": "q1", "say": "CPAS Ixelles"})
    assert set(found) == MEMBERS
    assert found["to"] == {"person": "karim"}
    assert found["in_reply_to"] == "q1"
    assert "CPAS d'Ixelles" in found["text"]
    (shown,) = await console.send({"from": "karim", "press": found["choices"][0]["id"]})
    assert shown["in_reply_to"] == 2
    assert shown["id"] != found["id"]
    (again,) = await console.send({"from": "karim", "direct": True, "react": "1️⃣", "reply_to": found["id"]})
    assert again["text"] == shown["text"]
    (edited,) = await console.send({"edit": "q1", "say": "CPAS Uccle"})
    assert edited["edits"] == found["id"]
    (taken_back,) = await console.send({"delete": "q1"})
    assert (taken_back["deletes"], taken_back["text"]) == (found["id"], "")


async def test_a_room(console: Console) -> None:
    """In a room the bot answers what is for it, in its thread."""
    assert await console.send({"from": "nadia", "room": "ct2", "say": "bonjour"}) == []
    (first,) = await console.send({"from": "nadia", "room": "ct2", "say": "@concertbot CPAS Evere"})
    assert first["to"] == {"room": "ct2"}
    (second,) = await console.send({"from": "wim", "room": "ct2", "say": "OCMW Ukkel", "reply_to": first["id"]})
    assert "Ukkel" in second["text"]
    (third,) = await console.send({"from": "wim", "room": "ct2", "say": "!hulp", "thread": first["id"]})
    assert third["thread"] == first["id"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("not json", "JSON"),
        ("[]", "object"),
        ("{}", "nothing to do"),
        ({"say": "psy"}, "from"),
        ({"from": "karim", "say": "psy"}, "direct"),
        ({"from": "karim", "room": "ct2", "direct": True, "say": "psy"}, "not both"),
        ({"from": "karim", "direct": True, "say": 3}, "say"),
        ({"from": "karim", "direct": True, "press": "a", "say": "b"}, "press"),
        ({"from": "karim", "direct": True, "react": "👍"}, "reply_to"),
        ({"from": "karim", "direct": True, "file": "/no/such/file"}, "file"),
        ({"edit": "never", "say": "x"}, "never"),
        ({"clock": "demain"}, "clock"),
    ],
)
async def test_a_malformed_line_is_told_and_the_stream_goes_on(
    console: Console, line: str | dict[str, Any], told: str
) -> None:
    """Each gives an error with its line, then its idle."""
    (error,) = await console.send(line)
    assert told in error["error"]
    assert error["line"] == 1
    assert await console.send("") == []
    assert len(await console.send({"from": "karim", "direct": True, "say": "!aide"})) == 1


async def test_an_id_is_used_once(console: Console) -> None:
    """Ids are unique over both directions."""
    await console.send({"from": "karim", "direct": True, "id": "a", "say": "!aide"})
    (error,) = await console.send({"from": "karim", "direct": True, "id": "a", "say": "!aide"})
    assert "unique" in error["error"]


async def test_only_who_said_it_can_edit_it(console: Console) -> None:
    """Nobody changes another's words."""
    await console.send({"from": "karim", "direct": True, "id": "a", "say": "!aide"})
    (error,) = await console.send({"from": "nadia", "edit": "a", "say": "!stop"})
    assert "only who said it" in error["error"]


async def test_the_clock_and_a_file(console: Console, tmp_path: Path) -> None:
    """Time can be stopped; a file that no ability wants is told so."""
    assert await console.send({"clock": "2026-12-01T09:00"}) == []
    file = tmp_path / "liste.csv"
    file.write_text("a;b\n", encoding="utf-8")
    (answer,) = await console.send({"from": "karim", "direct": True, "file": str(file)})
    assert "fichier" in answer["text"]


async def test_a_file_of_the_bot_can_be_opened(console: Console) -> None:
    """Until the console ends; then nothing of it stays."""
    await console.send({"from": "karim", "direct": True, "say": "CPAS Ixelles"})
    paths = []
    for _ in range(2):
        (answer,) = await console.send({"from": "karim", "direct": True, "say": "!carte 1"})
        (file,) = answer["files"]
        assert file["media_type"] == "text/vcard"
        paths.append(Path(file["path"]))
    assert len({path.name for path in paths}) == 1
    assert all(path.read_bytes().startswith(b"BEGIN:VCARD\r\n") for path in set(paths))
    assert len(set(paths)) == 2
    await console.end()
    assert not any(path.exists() for path in paths)


async def test_a_second_bot_says_so_and_leaves(tmp_path: Path) -> None:
    """Two bots never work on one database; reading command lines go on."""
    url = f"sqlite:///{tmp_path}/one.sqlite"
    first = await Console.start("--demo", "--database", url)
    await first.send({"from": "karim", "direct": True, "say": "!aide"})
    second = await Console.start("--demo", "--database", url)
    status, errors = await second.end()
    assert status == 2
    assert "already works" in errors
    assert "Traceback" not in errors
    assert len(await first.send({"from": "karim", "direct": True, "say": "!aide"})) == 1
    assert (await first.end())[0] == 0
