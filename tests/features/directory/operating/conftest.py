"""An operator: says command lines to a directory that lasts for one test."""

import csv
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner, Result

from concertbot.bootstrap import doors_of
from concertbot.chat.clock import Clock
from concertbot.domain.database import Database
from concertbot.domain.reach import Reach
from concertbot.features.directory import doors
from concertbot.features.directory.catalogue import Catalogue
from concertbot.settings import Settings, load

DOORS = typer.Typer()
for module in doors_of(doors):
    DOORS.command(module.name)(module.door)


@asynccontextmanager
async def opened(database: str | None, config: Path | None) -> AsyncIterator[Reach]:
    """Open a small house."""
    reach = Reach()
    reach.put(Settings, load(config, database))
    reach.put(Clock, Clock())
    house = reach.put(Database, Database(str(database)))
    reach.put(Catalogue, Catalogue(reach))
    try:
        yield reach
    finally:
        await house.close()


@dataclass
class Operator:
    """Says command lines, and looks at files."""

    folder: Path
    url: str

    def says(self, *said: str | Path, answers: str | None = None) -> Result:
        """Say a command line."""
        return CliRunner().invoke(DOORS, [*map(str, said), "--database", self.url], obj=opened, input=answers)

    def does(self, *said: str | Path) -> str:
        """Say a command line that succeeds; return what was answered."""
        result = self.says(*said)
        assert result.exit_code == 0, result.output
        return result.stdout

    def brings(self, source: str, *said: str | Path) -> str:
        """Import something, without a word of doubt; return what was answered."""
        result = self.says("import", *said, "--source", source)
        assert (result.exit_code, result.stderr) == (0, ""), result.output
        return result.stdout

    def exports(self, form: str, name: str, *sources: str) -> Path:
        """Export sources; return where to."""
        path = self.folder / name
        self.does("export", "--format", form, path, *(word for one in sources for word in ("--source", one)))
        return path

    def writes(self, name: str, text: str) -> Path:
        """Write a file."""
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    @staticmethod
    def rows(path: Path) -> list[dict[str, str]]:
        """Return the rows of a table."""
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file, strict=True))

    @staticmethod
    def objects(path: Path) -> list[Mapping[str, Any]]:
        """Return the objects of a JSON file."""
        found: list[Mapping[str, Any]] = json.loads(path.read_bytes())
        return found


@pytest.fixture
def operator(tmp_path: Path, url: str) -> Operator:
    """Return an operator with an empty directory."""
    return Operator(tmp_path, url)
