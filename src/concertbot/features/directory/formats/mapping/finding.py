"""Where the mapping of a table stands, and where a draft of one is written."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from concertbot.features.directory.formats.mapping.content import shows
from concertbot.features.directory.formats.problems import Problems
from concertbot.features.directory.formats.tables import Table

ENDING = ".mapping.toml"
TELLING = ("email", "url", "phone", "coordinates")  # a line with one of these names no columns
TOP, FILLED = 20, 0.6  # lines that are looked at; the names of columns fill about as many cells as any of them


def mapping_of(path: Path, problems: Problems, *, unknown: bool) -> Path | None:
    """Return the mapping of a table: beside it, or, for one that nobody knows otherwise, in the working folder."""
    places = [*_places(path, problems)]
    return next((one for one in (places if unknown else places[:-1]) if one.is_file()), None)


def write_draft(path: Path, text: str, problems: Problems) -> Path:
    """Write a draft beside a table, or in the working folder if it may not be there. Raises OSError."""
    beside, here = [*_places(path, problems)][-2:]
    try:
        return _write(beside, text)
    except OSError:
        return _write(here, text)


def header_of(table: Table) -> int:
    """Return the line that names the columns, below titles; 0 if there is none."""
    lines = [(line, [cell for cell in cells if cell.strip()]) for line, cells in islice(table.records(), TOP)]
    widest = max((len(cells) for _, cells in lines), default=0)
    line, cells = next(((line, cells) for line, cells in lines if len(cells) >= widest * FILLED), (1, []))
    return 0 if any(shows(field, [cell]) for cell in cells for field in TELLING) else line


def _places(path: Path, problems: Problems) -> Iterator[Path]:
    """Give the places of a table's mapping: in its archive, beside the table or its archive, in the working folder."""
    archive = next((name for folder, name in problems.shown.items() if path.is_relative_to(folder)), None)
    if archive:
        yield path.with_name(path.stem + ENDING)
    yield (Path(archive) if archive else path).with_name(path.stem + ENDING)
    yield Path.cwd() / (path.stem + ENDING)


def _write(path: Path, text: str) -> Path:
    with path.open("x", encoding="utf-8") as file:  # never over what is there
        file.write(text)
    return path
