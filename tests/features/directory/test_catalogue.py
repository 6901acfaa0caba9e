"""A bot's catalogue, which follows what imports and people change beside it."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from concertbot.domain.lookup import Answer, Question
from concertbot.domain.reach import Reach
from concertbot.features.directory import catalogue
from concertbot.features.directory.catalogue import Catalogue
from operating import opened, run_beside
from talking import Talk

HEAD = "id,service_name,service_type,phone"
NAMES = ("Le Phare", "La Vigie", "Escale", "Ulysse", "Bastide")
PATIENCE = 60  # seconds


@pytest.fixture(autouse=True)
def at_each_question(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Let the catalogue look at the database at each question, and keep its index here."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(catalogue, "LOOKS_EVERY", -1.0)


@pytest.fixture
def keeping(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the bot keep the index of a small directory too."""
    monkeypatch.setattr(catalogue, "WORTH_KEEPING", len(NAMES))


@pytest.fixture
async def bot(url: str, tmp_path: Path) -> AsyncIterator[Reach]:
    """Return a bot that knows five services."""
    await bring(tmp_path, url, *NAMES)
    async with opened(url) as reach:
        assert await names(reach, "phare") == ["Le Phare"]
        yield reach


async def bring(folder: Path, url: str, *names: str, source: str = "ours") -> None:
    """Import services beside a bot; their ids are their numbers."""
    path = folder / f"{source}.csv"
    rows = (f"{number},{name},maison médicale,{number}" for number, name in enumerate(names) if name)
    path.write_text("\n".join([HEAD, *rows]), encoding="utf-8")
    await run_beside("importing", path, "--source", source, "--database", url)


async def correct(url: str, number: int, name: str) -> None:
    """Correct the name of a service beside a bot."""
    await run_beside("correcting", f"ours/{number}", f"name={name}", "--database", url)


async def ask(bot: Reach, text: str) -> Answer:
    """Ask a bot."""
    return await bot.get(Catalogue).answer(Question(text))


async def names(bot: Reach, text: str) -> list[str]:
    """Return what a bot finds."""
    return [match.entry.name for match in (await ask(bot, text)).matches]


async def renewed() -> None:
    """Wait until nothing goes on in the background."""
    async with asyncio.timeout(PATIENCE):
        await asyncio.gather(*(asyncio.all_tasks() - {asyncio.current_task()}))


def kept(folder: Path) -> list[str]:
    """Return the revisions of the indexes that stand in files."""
    return sorted(path.stem.rpartition("-")[2] for path in folder.rglob("*.index-*.npz"))


async def test_it_answers_from_a_newer_directory(bot: Reach, url: str, tmp_path: Path) -> None:
    """What an import changed, added and retired is answered from the next question on."""
    await bring(tmp_path, url, "Le Fanal", *NAMES[1:4], "", "Le Sextant")
    assert await names(bot, "fanal") == ["Le Fanal"]
    assert await names(bot, "sextant") == ["Le Sextant"]
    assert await names(bot, "phare") == await names(bot, "bastide") == []
    assert (await ask(bot, "maison médicale")).total == 5


async def test_it_answers_from_all_sources(bot: Reach, url: str, tmp_path: Path) -> None:
    """Another directory stands beside the first; ids may be the same."""
    await bring(tmp_path, url, "Le Phare d'en face", source="theirs")
    assert {match.entry.source for match in (await ask(bot, "phare")).matches} == {"ours", "theirs"}


async def test_a_few_changes_need_no_new_index(bot: Reach, url: str, tmp_path: Path) -> None:
    """What people correct is found at once, by its new name only, and no index is made for it."""
    await correct(url, 0, "Le Fanal")
    (match,) = (await ask(bot, "fanal")).matches
    assert (match.entry.id, match.entry.name, match.entry.phones) == ("0", "Le Fanal", ("0",))
    assert await names(bot, "phare") == []
    await renewed()
    assert kept(tmp_path) == []


async def test_many_changes_lead_to_a_new_index(
    bot: Reach, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is made in another process, while the old one goes on answering with what is known now."""
    monkeypatch.setattr(catalogue, "FEW", 2)
    monkeypatch.setattr(catalogue, "WAITS", 0)
    for number in range(3):
        await correct(url, number, f"Le Fanal {number}")
    assert await names(bot, "phare") == ["Le Fanal 0"]
    assert await names(bot, "fanal") == []
    await renewed()
    assert kept(tmp_path) == ["4"]
    assert await names(bot, "phare") == []
    assert (await ask(bot, "fanal")).total == 3


async def test_a_few_changes_many_times_are_many(
    bot: Reach, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What stands beside an index counts together with what comes; who finds that out waits for the new one."""
    monkeypatch.setattr(catalogue, "FEW", 2)
    monkeypatch.setattr(catalogue, "WAITS", PATIENCE)
    for number in range(3):
        await correct(url, number, f"Le Fanal {number}")
        assert (await ask(bot, "fanal")).total == number + 1
    assert kept(tmp_path) == ["4"]


@pytest.mark.usefixtures("bot", "keeping")
async def test_a_new_bot_loads_what_was_kept(url: str, tmp_path: Path) -> None:
    """It takes up what changed since, and makes no index."""
    for name in ("Le Fanal", "La Balise"):
        async with opened(url) as other:
            assert await names(other, "bastide") == ["Bastide"]
        await correct(url, 0, name)
    async with opened(url) as other:
        assert await names(other, "balise") == ["La Balise"]
        assert await names(other, "phare") == await names(other, "fanal") == []
    assert kept(tmp_path) == ["1"]


@pytest.mark.usefixtures("bot", "keeping")
async def test_many_changes_since_an_index_was_kept(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bot that starts then builds its own, and keeps it."""
    monkeypatch.setattr(catalogue, "FEW", 0)
    for revision, name in ((1, "Le Phare"), (2, "Le Fanal")):
        async with opened(url) as other:
            assert await names(other, name) == [name]
        assert kept(tmp_path)[-1] == str(revision)
        await correct(url, 0, "Le Fanal")


async def test_what_is_retired_is_no_longer_found(talk: Talk, tmp_path: Path) -> None:
    """Its card can still be seen, and warns in the reader's language."""
    url = talk.database.url.render_as_string(hide_password=False)
    await bring(tmp_path, url, *NAMES)
    found = await talk.direct("Karim").asks("!cherche bastide")
    assert [str(card.title) for card in found.cards] == ["Bastide"]
    await bring(tmp_path, url, *NAMES[:4])
    assert (await talk.direct("Karim").asks("!cherche bastide")).cards == []
    assert "ne figure plus dans sa source" in (await talk.direct("Karim").asks("!fiche ours/4")).text
    assert "staat niet meer in zijn bron" in (await talk.direct("Lotte").asks("!steekkaart ours/4")).text
    assert "ne figure plus" not in (await talk.direct("Karim").asks("!fiche ours/3")).text
