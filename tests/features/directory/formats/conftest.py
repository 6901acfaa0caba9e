"""Files to read, and what is read from them."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from concertbot.features.directory.formats.origin import Origin
from concertbot.features.directory.formats.places import Places, read_places
from concertbot.features.directory.formats.problems import Problems, Whole
from concertbot.features.directory.formats.reading import open_directory
from concertbot.features.directory.importing import folder_name
from concertbot.features.directory.records import ServiceRecord

DATA = Path(__file__).parents[3] / "data" / "directory"
COMMUNES = Path(__file__).parents[4] / "config" / "lexicon" / "communes.csv"
DUTCH = """\
naam,doelgroep,straat,huisnummer,postcode,gemeente,telefoon,e-mail,openingsuren,wachttijd,tarief,geo_point_2d
CGG Zenne,volwassenen,Lakensestraat,76,1000,Brussel,02 478 90 90,onthaal@zenne.example,ma-vr 9:00-17:00,3 maanden,\
€ 11 per gesprek,"50.8521, 4.3497"
CAW Zenne,volwassenen,Grote Hertstraat,12,1000,Brussel,+32 2 486 45 00,,,,gratis,"50.8466, 4.3600"
"""


@dataclass
class Result:
    """What was read, and what was said about it."""

    services: list[ServiceRecord]
    told: list[str]
    codes: list[str]

    @property
    def only(self) -> ServiceRecord:
        """The one service that was read, without any problem."""
        assert self.told == []
        assert len(self.services) == 1
        return self.services[0]


Read = Callable[..., Result]
Write = Callable[..., Path]


@pytest.fixture
def data() -> Path:
    """Return the folder of directories for tests."""
    return DATA


@pytest.fixture
def places() -> Places:
    """Return the communes of the lexicon."""
    return read_places(COMMUNES)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return how to write a file."""

    def put(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return put


@pytest.fixture
def read(tmp_path: Path, places: Places) -> Read:
    """Return how to read files; paths in problems are told without their folder."""

    def get(*paths: Path, source: str = "") -> Result:
        problems = Problems()
        opened = open_directory(paths, Origin(folder_name(paths[0]), source, places, problems))
        documents = list(opened.documents) if opened else []
        if opened and not any(one.record for one in documents) and not problems.errors:
            problems.add("no-services", Whole(str(paths[0])))
        found = (*problems.errors, *problems.warnings)
        told = [str(one).replace(f"{tmp_path}/", "") for one in found]
        by_source: dict[str, list[ServiceRecord]] = {}
        for one in documents:
            if one.record:
                by_source.setdefault(one.source, []).append(one.record)
        services = [service for services in by_source.values() for service in services]
        return Result(services, told, [one.code for one in found])

    return get
