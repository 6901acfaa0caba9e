"""What every format does: takes sources one by one, and tells what it had no place for."""

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from concertbot.features.directory.formats.documents import REST
from concertbot.features.directory.writing.source import Origin, Source

ARCHIVE = ".zip"
Progress = Callable[[int], None]  # gets how many services were written


class Exporter(ABC):
    """Writes sources to files in a folder."""

    def __init__(self, folder: Path, target: Path, sources: Sequence[Origin], country: str) -> None:
        self.folder = folder
        self.name = target.name  # of what is written
        self.sources = sources
        self.country = country
        self.services = 0
        self.left: Counter[str] = Counter()  # how many objects have no place in the format, by kind
        self.progress: Progress = lambda _: None

    @property
    def several(self) -> bool:
        """Whether services have to say which source they come from."""
        return len(self.sources) > 1

    @abstractmethod
    async def add(self, source: Source) -> None:
        """Write a source."""

    @abstractmethod
    def close(self) -> list[Path]:
        """Finish, and return what was written, first what gets the name that was asked for."""

    def file(self, suffix: str) -> Path:
        """Return the path of a file, which in an archive has a name of its own."""
        name = Path(self.name)
        return self.folder / (name.stem + suffix if name.suffix.lower() == ARCHIVE else name.name)

    async def leave(self, source: Source) -> None:
        """Note the rows of a source that belong to nothing, for which the format has no place."""
        async for document in source.documents(REST):
            self.left[str(document.body["table"])] += 1

    def count(self, number: int = 1) -> None:
        """Note that services were written."""
        self.services += number
        self.progress(self.services)


def union(columns: Iterable[Iterable[Any]]) -> list[Any]:
    """Return what is in any of several lists, each once, in their order."""
    return list(dict.fromkeys(one for some in columns for one in some))
