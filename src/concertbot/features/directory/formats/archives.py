"""Zip archives: judged by their list of contents, then unpacked into a folder that goes away. None is trusted."""

import re
import stat
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from shutil import copyfileobj
from tempfile import TemporaryDirectory
from zipfile import ZipFile, ZipInfo

from concertbot.features.directory.formats.problems import Problems, RefusedError, Whole

STARTS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
TOTAL = 2 << 30  # bytes that an archive may unpack to
MEMBERS = 10_000
RATIO = 200  # of what it unpacks to and its size; tables get ten to fifty times smaller
SMALL = 4 << 20  # bytes that do no harm, whatever the ratio
LOCKED = 0x1
USEFUL = frozenset({".csv", ".tsv", ".json", ".ndjson", ".jsonl", ".xlsx", ".xlsm", ".toml"})
NESTED = frozenset({".zip", ".gz", ".7z", ".rar", ".tar", ".tgz", ".bz2", ".xz"})
DAMAGES = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError)
# Documents are archives too; each shows its kind by a folder or a file.
DOCUMENTS = {"word/": "a text document", "ppt/": "a presentation", "mimetype": "an OpenDocument file or a book"}
WINDOWS_PATH = re.compile(r"^[A-Za-z]:|\\")
WORKBOOK, ARCHIVE = "workbook", "archive"


@contextmanager
def unpacked(paths: Sequence[Path], problems: Problems) -> Iterator[list[Path]]:
    """Give these paths, with a folder in place of each archive; the folders go away at the end.

    What cannot be unpacked is told and left out. In problems the folders are called like their archives.
    """
    with TemporaryDirectory(prefix="concertbot-") as temporary:
        kept: list[Path] = []
        for number, path in enumerate(paths):
            try:
                folder = Path(temporary) / str(number) / path.stem
                kept.append(_unpack(path, folder, problems) if kind_of(path, problems) == ARCHIVE else path)
            except RefusedError:
                continue
        yield kept


def kind_of(path: Path, problems: Problems) -> str:
    """Return whether a file is an archive or a workbook, both harmless; empty for all else. Raises RefusedError."""
    if not path.is_file() or not _starts(path):
        return ""
    here = Whole(str(path))
    try:
        with ZipFile(path) as archive:
            members = archive.infolist()
    except NotImplementedError:
        raise problems.refuse("packed-otherwise", here) from None
    except DAMAGES as error:
        raise problems.refuse("damaged-archive", here, reason=str(error)) from None
    _judge(members, path.stat().st_size, here, problems)
    names = [member.filename for member in members]
    if not names:
        raise problems.refuse("empty-file", here)
    kind = next((kind for start, kind in DOCUMENTS.items() if any(name.startswith(start) for name in names)), "")
    if kind:
        raise problems.refuse("binary-file", here, kind=kind)
    return WORKBOOK if any(name.startswith("xl/") for name in names) else ARCHIVE


def _starts(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(4) in STARTS
    except OSError:  # told when it is looked at
        return False


def _judge(members: Sequence[ZipInfo], size: int, here: Whole, problems: Problems) -> None:
    names = [member.filename for member in members]
    outside = next((member.filename for member in members if _leads_out(member)), None)
    total = sum(member.file_size for member in members)
    if outside is not None:
        raise problems.refuse("outside-archive", here, member=outside)
    if any(member.flag_bits & LOCKED for member in members):
        raise problems.refuse("locked-archive", here)
    if len(members) > MEMBERS:
        raise problems.refuse("full-archive", here, number=str(len(members)), limit=str(MEMBERS))
    if total > TOTAL:
        raise problems.refuse("large-archive", here, size=megabytes(total), limit=megabytes(TOTAL))
    if total > SMALL and total > size * RATIO:
        raise problems.refuse("bomb", here, ratio=str(total // size))
    if len(set(names)) < len(names):
        raise problems.refuse("damaged-archive", here, reason="it holds the same file twice")


def _leads_out(member: ZipInfo) -> bool:
    name = PurePosixPath(member.filename)
    link = stat.S_ISLNK(member.external_attr >> 16)
    return link or name.is_absolute() or ".." in name.parts or WINDOWS_PATH.search(member.filename) is not None


def _unpack(path: Path, folder: Path, problems: Problems) -> Path:
    here = Whole(str(path))
    folder.mkdir(parents=True)
    problems.shown[str(folder)] = str(path)
    try:
        with ZipFile(path) as archive:
            for member in archive.infolist():
                name = PurePosixPath(member.filename)
                if not _is_hidden(name) and name.suffix.lower() in NESTED:
                    problems.add("nested-archive", here, member=str(name))
                if not _is_hidden(name) and name.suffix.lower() in USEFUL and not member.is_dir():
                    _write(archive, member, folder / name)
    except NotImplementedError:
        raise problems.refuse("packed-otherwise", here) from None
    except DAMAGES as error:
        raise problems.refuse("damaged-archive", here, reason=str(error)) from None
    return _inmost(folder)


def _write(archive: ZipFile, member: ZipInfo, path: Path) -> None:
    """Write a file of an archive; the archive ends it where its list of contents says, however much follows."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(member) as source, path.open("xb") as target:
        copyfileobj(source, target)


def _is_hidden(name: PurePosixPath) -> bool:
    return any(part.startswith(".") or part == "__MACOSX" for part in name.parts)


def _inmost(folder: Path) -> Path:
    """Return the folder that is not only there to hold another."""
    inside = list(folder.iterdir())
    return _inmost(inside[0]) if len(inside) == 1 and inside[0].is_dir() else folder


def megabytes(size: int) -> str:
    """Return a size as people read it."""
    return f"{size / (1 << 20):,.0f} MB"
