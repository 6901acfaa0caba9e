"""What every service must have, whatever its format."""

from concertbot.chat.words import fold
from concertbot.domain.services import ACTIVE
from concertbot.features.directory.formats.cells import Cells

STATUSES = frozenset({ACTIVE, "inactive", "defunct", "temporarily closed"})
LEVELS = frozenset("012345")


class Ids:
    """The services seen so far; tells a repeated id and where it stood first."""

    def __init__(self) -> None:
        self._first: dict[tuple[str, str], tuple[str, int, int]] = {}

    def accept(self, source: str, cells: Cells, id_name: str, said: str) -> bool:
        """Return whether a service has an id that no other has, and note it when not."""
        if not said:
            cells.warn("missing-id", id_name)
            return False
        here = (cells.spot.file, *cells.spot.where(""))
        first = self._first.setdefault((source, said), here)
        if first is not here:
            file, line, column = first
            cells.warn("repeated-id", id_name, id=said, first=f"{file}:{line}:{column}")
        return first is here


def name_of(cells: Cells, column: str, said: str) -> str:
    """Return a service's name; having none is an error."""
    name = cells.line(column)
    if not name:
        cells.warn("missing-name", column, id=said)
    return name


def status_of(cells: Cells) -> str:
    """Return a status that is known, active by default."""
    said = fold(cells.line("status")).replace("_", " ")
    if said and said not in STATUSES:
        cells.warn("unknown-status", "status", value=cells.line("status"))
    return said if said in STATUSES else ACTIVE


def level_of(cells: Cells, name: str, said: str) -> int | None:
    """Return a care level from 0 to 5."""
    if said and said not in LEVELS:
        cells.warn("wrong-level", name, value=said)
    return int(said) if said in LEVELS else None
