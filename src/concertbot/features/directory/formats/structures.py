"""data.inclusion structures, kept for the services that belong to them."""

import json
from collections.abc import Iterator

from concertbot.features.directory.formats.cells import Cells
from concertbot.features.directory.formats.documents import ORGANISATION, REST, Document
from concertbot.features.directory.formats.origin import Origin
from concertbot.features.directory.formats.problems import Whole
from concertbot.features.directory.formats.shelf import Shelf, Shelved

TABLE = "structures"


class Structures:
    """Keeps structures on a shelf; of those that stand twice, the first."""

    def __init__(self, origin: Origin, shelf: Shelf) -> None:
        self._origin = origin
        self._shelf = shelf
        self._known: set[tuple[str, str]] = set()

    def keep(self, cells: Cells) -> Iterator[Document]:
        """Keep a structure, and return it."""
        source, said = self._origin.source_of(cells), cells.line("id")
        if not cells.line("nom"):
            cells.warn("nameless-structure", "nom", id=said)
        line, column = cells.spot.where("")
        if not said or (source, said) in self._known:
            cells.warn("indistinct-structure", "id")
            yield Document(REST, source, f"{TABLE}:{line}:{column}", {"table": TABLE, "row": cells.body})
        else:
            self._known.add((source, said))
            kept = (cells.spot.file, str(column), json.dumps(cells.values, ensure_ascii=False))
            self._shelf.put([f"{source}={said}"], Shelved(ORGANISATION, line, kept))
            yield Document(ORGANISATION, source, said, cells.body)

    def get(self, source: str, said: str) -> Cells | None:
        """Return the structure of a source that an id names."""
        if (source, said) not in self._known:
            return None
        kept = next(self._shelf.of(f"{source}={said}"))
        file, column, values = kept.cells
        return Cells(json.loads(values), Whole(file, kept.line, int(column)), self._origin.problems)
