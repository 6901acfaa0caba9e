"""Archives: read like the folder in them, unless they are broken or made to do harm."""

import stat
import zipfile
from collections.abc import Callable
from pathlib import Path
from tempfile import gettempdir
from typing import Any
from zipfile import ZipFile, ZipInfo

import pytest

from concertbot.features.directory.formats import archives

Read = Callable[..., Any]
Write = Callable[..., Path]
TABLE = "id,service_name\na,A\n"


@pytest.fixture
def pack(tmp_path: Path) -> Callable[..., Path]:
    """Return how to pack an archive."""

    def put(name: str, /, **members: str | bytes) -> Path:
        with ZipFile(tmp_path / name, "w", zipfile.ZIP_DEFLATED) as archive:
            for member, content in members.items():
                archive.writestr(member, content)
        return tmp_path / name

    return put


def left_behind() -> list[Path]:
    """Return the folders that were not removed."""
    return [*Path(gettempdir()).glob("concertbot-*")]


def test_an_archive_is_a_folder(pack: Callable[..., Path], read: Read) -> None:
    """A folder in it, hidden files and what a Macintosh adds make no difference; the source is called like it."""
    before = left_behind()
    members = {
        "ixelles/services.csv": TABLE,
        "ixelles/.DS_Store": b"\0",
        "__MACOSX/ixelles/._services.csv": b"\0\5\x16\7",
        "ixelles/.git/services.csv": "id,service_name\nx,X\n",
    }
    service = read(pack("x.zip", **members)).only
    assert (service.id, service.source) == ("a", "ixelles")
    assert read(pack("brussels.zip", **{"services.csv": TABLE})).only.source == "brussels"
    assert left_behind() == before


def test_a_package_in_an_archive(data: Path, pack: Callable[..., Path], read: Read) -> None:
    """It reads as the folder does."""
    folder = data / "brussels-hsds"
    packed = pack("p.zip", **{f"top/{one.name}": one.read_bytes() for one in folder.iterdir()})
    expected = [one.name for one in read(folder).services]
    assert [one.name for one in read(packed).services] == expected


def test_problems_name_the_archive(pack: Callable[..., Path], read: Read) -> None:
    """Not the folder that it was unpacked to."""
    twice = "id,service_name\na,A\na,B\n"
    assert read(pack("x.zip", **{"top/s.csv": twice})).told == [
        "x.zip/top/s.csv:3:1: the id a stands twice, first in x.zip/top/s.csv:2:1. Give each service an id of its own."
    ]


def test_archives_in_archives_stay_packed(pack: Callable[..., Path], read: Read) -> None:
    """That is told."""
    inner = pack("inner.zip", **{"s.csv": TABLE}).read_bytes()
    result = read(pack("x.zip", **{"services.csv": TABLE, "inner.zip": inner}))
    assert (len(result.services), result.codes) == (1, ["nested-archive"])
    assert read(pack("y.zip", **{"inner.zip": inner})).codes == ["no-directory-here", "nested-archive"]


@pytest.mark.parametrize("name", ["../s.csv", "a/../../s.csv", "/etc/s.csv", "..\\s.csv", "a\\s.csv", "C:/s.csv"])
def test_no_path_leads_out(name: str, pack: Callable[..., Path], read: Read, tmp_path: Path) -> None:
    """Nothing is written anywhere."""
    before = left_behind()
    result = read(pack("x.zip", **{"services.csv": TABLE, name: TABLE}))
    assert (result.services, result.codes) == ([], ["outside-archive"])
    assert sorted(one.name for one in tmp_path.iterdir()) == ["x.zip"]
    assert left_behind() == before


def test_links_are_not_followed(tmp_path: Path, read: Read) -> None:
    """A link in an archive may lead anywhere."""
    link = ZipInfo("services.csv")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert read(tmp_path / "x.zip").codes == ["outside-archive"]


def test_bombs_are_not_unpacked(pack: Callable[..., Path], read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    """Too much, too many, too well packed."""
    bomb = pack("x.zip", **{"services.csv": b"0" * (8 << 20)})
    assert read(bomb).codes == ["bomb"]
    assert "as an archive made to do harm" in read(bomb).told[0]
    monkeypatch.setattr(archives, "TOTAL", 100)
    assert read(bomb).codes == ["large-archive"]
    monkeypatch.setattr(archives, "MEMBERS", 2)
    assert read(pack("y.zip", **{f"{n}.csv": TABLE for n in range(3)})).codes == ["full-archive"]


def test_an_archive_that_lies_is_damaged(pack: Callable[..., Path], read: Read) -> None:
    """What it holds must be as long as it says."""
    content = pack("x.zip", **{"services.csv": b"id,service_name\n" + b"a,A\n" * 50}).read_bytes()
    length = (16 + 4 * 50).to_bytes(4, "little")
    assert content.count(length) == 2
    path = pack("x.zip")
    path.write_bytes(content.replace(length, (20).to_bytes(4, "little")))
    assert read(path).codes == ["damaged-archive"]


def test_damaged_and_locked_archives(pack: Callable[..., Path], read: Read) -> None:
    """Each is refused with what to do."""
    path = pack("x.zip", **{"services.csv": TABLE * 50})
    whole = path.read_bytes()
    path.write_bytes(whole[:-30])
    assert read(path).codes == ["damaged-archive"]
    path.write_bytes(whole[:50] + b"\xff\xff" + whole[52:])
    assert read(path).codes == ["damaged-archive"]
    locked = bytearray(whole)
    for start, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[whole.index(start) + at] |= 1
    path.write_bytes(locked)
    assert read(path).codes == ["locked-archive"]
    odd = bytearray(whole)
    for start, at in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        odd[whole.index(start) + at] = 97
    path.write_bytes(odd)
    assert read(path).codes == ["packed-otherwise"]
    newer = bytearray(whole)
    newer[whole.index(b"PK\x01\x02") + 6] = 255  # the version that is needed to unpack it
    path.write_bytes(newer)
    assert read(path).codes == ["packed-otherwise"]


def test_other_archives_are_no_directory(pack: Callable[..., Path], read: Read) -> None:
    """An empty one, a text document, a book, pictures."""
    assert read(pack("x.zip")).codes == ["empty-file"]
    assert "a text document" in read(pack("x.docx", **{"word/document.xml": "<w/>"})).told[0]
    assert "an OpenDocument file" in read(pack("x.ods", mimetype="application/vnd.oasis")).told[0]
    assert read(pack("y.zip", **{"a.png": b"\x89PNG", "notes.txt": "hello"})).codes == ["no-directory-here"]
    assert read(pack("z.zip", **{"a.csv": b"a,\0"})).codes == ["binary-file"]
