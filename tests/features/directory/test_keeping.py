"""Indexes in files: what is kept is found again, and what cannot be read is as if it were not there."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from concertbot.domain.database import Database
from concertbot.domain.lookup import Entry, Question
from concertbot.features.directory import catalogue, keeping
from concertbot.features.directory.catalogue import Catalogue
from concertbot.features.directory.keeping import Keeper
from concertbot.features.directory.lexicon import load
from concertbot.features.directory.rules.index import Index
from concertbot.features.directory.rules.lexicon import Lexicon
from concertbot.features.directory.rules.saved import FORMAT
from operating import opened, run_beside

PHARE = Entry("ours", "phare", "Le Phare", kind="maison médicale")


@pytest.fixture
def words(tmp_path: Path) -> Path:
    """Return the folder of a small lexicon."""
    folder = tmp_path / "lexicon"
    folder.mkdir()
    (folder / "stopwords.toml").write_text('[stop]\nfr = "le"\n', encoding="utf-8")
    (folder / "synonyms.csv").write_text("term,lang,expansions\nphare,fr,fanal\n", encoding="utf-8")
    return folder


@pytest.fixture
def lexicon(words: Path) -> Lexicon:
    """Return a small lexicon."""
    return load(words)


@pytest.fixture
def index(lexicon: Lexicon) -> Index:
    """Return an index of one service."""
    return Index.build([PHARE], lexicon)


@pytest.fixture
def database(tmp_path: Path) -> Database:
    """Return a database that nobody opens."""
    return Database(f"sqlite:///{tmp_path}/directory.sqlite")


@pytest.fixture
def keeper(database: Database, words: Path) -> Keeper:
    """Return what keeps its indexes."""
    return Keeper(database, words)


def files(folder: Path) -> list[Path]:
    """Return the files that keep an index, the oldest revision first."""
    return sorted(path for path in folder.rglob("*.index-*"))


def test_what_is_kept_is_found_again(keeper: Keeper, index: Index, lexicon: Lexicon) -> None:
    """The newest that is no newer than what is asked for."""
    assert keeper.load(3, lexicon) is None
    for revision in (2, 4):
        keeper.save(index, revision)
    for asked, own in ((2, 2), (3, 2), (4, 4), (9, 4)):
        found = keeper.load(asked, lexicon)
        assert found
        assert found[0].rank(Question("phare")) == index.rank(Question("phare"))
        assert found[1] == own
    assert keeper.load(1, lexicon) is None


def test_old_files_are_removed(keeper: Keeper, index: Index, tmp_path: Path) -> None:
    """Two stay, in the order of their numbers, and nothing half written."""
    for revision in (8, 9, 10):
        keeper.save(index, revision)
    assert sorted(path.stem.rpartition("-")[2] for path in files(tmp_path)) == ["10", "9"]


@pytest.mark.parametrize("size", [0, 1, 100, 0.5, 0.99])
def test_a_file_that_is_cut_off_is_none(
    size: float, keeper: Keeper, index: Index, lexicon: Lexicon, tmp_path: Path
) -> None:
    """An older one is found instead, while there is one."""
    keeper.save(index, 1)
    (older,) = files(tmp_path)
    keeper.save(index, 2)
    (newer,) = set(files(tmp_path)) - {older}
    content = newer.read_bytes()
    newer.write_bytes(content[: int(size if size >= 1 else size * len(content))])
    found = keeper.load(2, lexicon)
    assert found
    assert found[1] == 1
    older.unlink()
    assert keeper.load(2, lexicon) is None


def swap_a_byte(path: Path) -> None:
    """Damage the middle of a file."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)


def empty(path: Path) -> None:
    """Put an archive without anything in its place."""
    zipfile.ZipFile(path, "w").close()


def lose_a_part(path: Path) -> None:
    """Leave an array out."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name in sorted(parts)[:-1]:
            archive.writestr(name, parts[name])


def scribble(path: Path) -> None:
    """Put another file in its place."""
    path.write_text("nothing of the kind", encoding="utf-8")


def make_unreadable(path: Path) -> None:
    """Put a folder in its place."""
    path.unlink()
    path.mkdir()


DAMAGES = [swap_a_byte, empty, lose_a_part, scribble, make_unreadable]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_none(
    damage: Callable[[Path], None], keeper: Keeper, index: Index, lexicon: Lexicon, tmp_path: Path
) -> None:
    """Whatever happened to it."""
    keeper.save(index, 1)
    damage(files(tmp_path)[0])
    assert keeper.load(1, lexicon) is None


def test_a_file_of_another_version_is_none(
    keeper: Keeper, database: Database, words: Path, index: Index, lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What arrays mean may change from one version to the next; the next file takes its place."""
    keeper.save(index, 1)
    monkeypatch.setattr(keeping, "FORMAT", FORMAT + 1)
    other = Keeper(database, words)
    assert other.load(1, lexicon) is None
    other.save(index, 1)
    assert other.load(1, lexicon)
    assert keeper.load(1, lexicon) is None


def test_a_file_of_another_lexicon_is_none(
    keeper: Keeper, database: Database, words: Path, index: Index, lexicon: Lexicon
) -> None:
    """Any word that an operator changes counts; those of crisis do not, which no index knows."""
    keeper.save(index, 1)
    (words / "crisis").mkdir()
    (words / "crisis" / "fr.toml").write_text("", encoding="utf-8")
    assert Keeper(database, words).load(1, lexicon)
    (words / "stopwords.toml").write_text('[stop]\nfr = "la"\n', encoding="utf-8")
    assert Keeper(database, words).load(1, lexicon) is None


def test_where_nothing_can_be_written_nothing_is_kept(words: Path, index: Index, lexicon: Lexicon) -> None:
    """That is no error."""
    (words.parent / "gone").write_text("no folder", encoding="utf-8")
    keeper = Keeper(Database(f"sqlite:///{words.parent}/gone/directory.sqlite"), words)
    keeper.save(index, 1)
    assert keeper.load(1, lexicon) is None


@pytest.mark.parametrize("damage", [scribble, make_unreadable])
async def test_a_bot_answers_whatever_the_file_is(
    damage: Callable[[Path], None], url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It builds its index again."""
    monkeypatch.setattr(catalogue, "WORTH_KEEPING", 2)
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "services.csv"
    for content in ("id,service_name\na,Le Phare\n", "id,service_name\na,Le Phare\nb,La Vigie\n"):
        path.write_text(content, encoding="utf-8")
        await run_beside("importing", path, "--database", url)
    damage(next(path for path in files(tmp_path) if path.suffix == ".npz"))
    for _ in range(2):
        async with opened(url) as bot:
            answer = await bot.get(Catalogue).answer(Question("phare"))
        assert [match.entry.name for match in answer.matches] == ["Le Phare"]
