"""Services to write, and what is read back."""

import csv
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from concertbot.features.directory.formats.documents import Document
from concertbot.features.directory.formats.origin import Origin
from concertbot.features.directory.formats.places import read_places
from concertbot.features.directory.formats.problems import Problems
from concertbot.features.directory.formats.reading import open_directory
from concertbot.features.directory.records import OrganisationRecord, ServiceRecord
from concertbot.features.directory.writing.exporter import Exporter
from concertbot.features.directory.writing.source import Origin as Whence

ROOT = Path(__file__).parents[4]
PLACES = read_places(ROOT / "config" / "lexicon" / "communes.csv")


@dataclass
class InMemory:
    """A source that holds its services as records, as if it had come in a format of its own."""

    origin: Whence
    records: Sequence[ServiceRecord]

    async def documents(self, kind: str | None = None) -> AsyncIterator[Document]:
        """Go through nothing."""
        bodies: Sequence[dict[str, Any]] = ()
        for body in bodies:
            yield Document(kind or "", "", "", body)

    async def wholes(self, kind: str) -> AsyncIterator[tuple[Document, dict[str, Any]]]:
        """Go through nothing."""
        async for one in self.documents(kind):
            yield one, {}

    async def services(self) -> AsyncIterator[ServiceRecord]:
        """Go through the services."""
        for one in self.records:
            yield one

    async def organisations(self) -> AsyncIterator[OrganisationRecord]:
        """Go through their organisations, each once."""
        for one in {one.organisation.id: one.organisation for one in self.records if one.organisation}.values():
            yield one


Written = Callable[..., Awaitable[list[Path]]]
Read = Callable[..., list[ServiceRecord]]


@pytest.fixture
def read() -> Read:
    """Return how to read a directory, which has no errors."""

    def get(*paths: Path, source: str = "x") -> list[ServiceRecord]:
        problems = Problems()
        opened = open_directory(paths, Origin("x", source, PLACES, problems))
        assert opened
        found = [one.record for one in opened.documents if one.record]
        assert [str(one) for one in problems.errors] == []
        return found

    return get


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """Return how to write records in a format."""

    async def put(
        exporter: type[Exporter], name: str, *some: Sequence[ServiceRecord], country: str = "BE"
    ) -> list[Path]:
        found = [InMemory(Whence(one[0].source, {"family": "other"}, date(2026, 2, 3)), one) for one in some]
        folder = tmp_path / f"{exporter.__name__}-{name}"
        folder.mkdir()
        export = exporter(folder, folder / name, [one.origin for one in found], country)
        for one in found:
            await export.add(one)
        return export.close()

    return put


@pytest.fixture
def rows() -> Callable[[Path], list[dict[str, str]]]:
    """Return how to read the rows of a table."""

    def get(path: Path) -> list[dict[str, str]]:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file, strict=True))

    return get
