"""What a reader needs to know beside the file: whose data it is, what places are called, and where problems go."""

from contextlib import suppress
from dataclasses import dataclass, field
from uuid import NAMESPACE_URL, UUID, uuid5

from concertbot.features.directory.formats.cells import Cells
from concertbot.features.directory.formats.places import Places
from concertbot.features.directory.formats.problems import Problems

# What our HSDS exports call the id in the source, where theirs is another one. An import takes it for the id.
OWN_ID = "concertbot_id"


@dataclass(frozen=True, slots=True)
class Origin:
    """The source that entries get, the places that are known, and the problems found."""

    folder: str  # the source where nothing else names it
    source: str = ""  # the source that the operator names
    places: Places = field(default_factory=Places)
    problems: Problems = field(default_factory=Problems)
    guessed: set[str] = field(default_factory=set)  # sources that nothing but the folder names

    def source_of(self, cells: Cells, above: Cells | None = None, usual: str = "") -> str:
        """Return the source of a row: the operator's word, else its own, that of what holds it, the folder's name."""
        said = cells.line("source") or (above.line("source") if above else "")
        named = self.source or said or usual
        if not named:
            self.guessed.add(self.folder)
        return named or self.folder


def is_uuid(said: str) -> bool:
    """Return whether an id is a UUID."""
    with suppress(ValueError):
        return bool(UUID(said))
    return False


def uuid_of(source: str, kind: str, said: str) -> str:
    """Return an id's UUID: itself, or one that is always the same for the same source, kind and id."""
    try:
        return str(UUID(said))
    except ValueError:
        return str(uuid5(NAMESPACE_URL, f"urn:concertbot:{source}:{kind}:{said}"))
