"""Where an export is put, what is put in place in it, and what people corrected."""

import zipfile
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from concertbot.features.directory.formats.documents import Document
from concertbot.features.directory.writing.corrected import corrected
from concertbot.features.directory.writing.destination import TakenError, beside, check, put
from concertbot.features.directory.writing.inclusion_cells import cells, values
from concertbot.features.directory.writing.source import Origin
from concertbot.features.directory.writing.wholes import wholes

KEPT = {
    ("organisation", "o"): {"id": "o", "name": "O"},
    ("location", "l"): {"id": "l", "organization_id": "o"},
}


async def find(wanted: set[tuple[str, str]]) -> Mapping[tuple[str, str], Any]:
    """Return what is kept."""
    return {key: KEPT[key] for key in wanted if key in KEPT}


async def test_everything_is_put_in_place() -> None:
    """Where HSDS nests it; what is not there stays a column."""

    async def documents() -> AsyncIterator[Document]:
        places = [{"id": "sl", "location_id": "l"}]
        body = {"id": "s", "Organization_ID": "o", "program_id": "gone", "service_at_locations": places}
        yield Document("service", "x", "s", body)

    ((_, whole),) = [one async for one in wholes(documents(), {"family": "hsds", "shape": "csv"}, find)]
    assert whole == {
        "id": "s",
        "Organization_ID": "o",
        "program_id": "gone",
        "service_at_locations": [{"id": "sl", "location_id": "l", "location": KEPT["location", "l"]}],
        "organization": {"id": "o", "name": "O"},
    }


@pytest.mark.parametrize(
    ("origin", "body", "said", "found"),
    [
        (
            {"family": "flat"},
            {"service_name": "A", "phone": "1", "x": "y"},
            {"name": "B", "phones": ["2", "3"], "communes": ["Ixelles", "Elsene"], "care_level": 3, "wait_time": None},
            {
                "service_name": "B",
                "phone": "2|3",
                "x": "y",
                "commune_fr": "Ixelles",
                "commune_nl": "Elsene",
                "care_level": "3",
                "wait_time": "",
            },
        ),
        (
            {"family": "inclusion", "shape": "json"},
            {"nom": "A", "telephone": "1"},
            {"phones": ["2"], "languages": ["fr", "nl"], "care_level": 3},
            {"nom": "A", "telephone": "2", "_languages": "fr|nl", "_care_level": 3},
        ),
        (
            {"family": "hsds"},
            {"id": "s", "name": "A", "phones": [{"id": "p", "number": "1", "type": "voice"}, {"number": "9"}]},
            {"phones": ["1", "2"], "verified_on": "2026-01-02", "access": "sur rendez-vous"},
            {
                "id": "s",
                "name": "A",
                "assured_date": "2026-01-02",
                "application_process": "sur rendez-vous",
                "phones": [
                    {"id": "p", "number": "1", "type": "voice"},
                    {"id": "8d2ba0f1-4a7e-5a35-9b0a-6f9b1f2ecb4a", "service_id": "s", "number": "2"},
                ],
            },
        ),
    ],
)
def test_corrections_are_written_in_the_source_s_words(
    origin: dict[str, str], body: dict[str, Any], said: dict[str, Any], found: dict[str, Any]
) -> None:
    """Each under the name that its field has there; all else stays."""
    written = corrected(Origin("x", origin), body, said)
    for one in (*written.get("phones", ()), *found.get("phones", ())):
        if one["number"] == "2":
            one["id"] = ""
    assert written == found


def test_shapes_of_data_inclusion() -> None:
    """Cells become lists, numbers and truths where the format has them, and come back."""
    row = {
        "frais": "gratuit",
        "thematiques": "a--b, c--d",
        "latitude": "50.8",
        "antenne": "true",
        "siret": "",
        "nom": "1",
    }
    item = {"frais": "gratuit", "thematiques": ["a--b", "c--d"], "latitude": 50.8, "antenne": True, "nom": "1"}
    assert values(row) == item
    assert values({"frais": '["gratuit"]', "types": "[x", "structure_id": ""}) == {
        "frais": ["gratuit"],
        "types": ["[x"],
        "structure_id": "",
    }
    assert cells(item | {"siret": None}) == row | {"thematiques": '["a--b", "c--d"]', "siret": ""}


def export(path: Path, *names: str, force: bool = False) -> None:
    """Write a file, or a folder of files."""
    check(path, force=force)
    with beside(path) as folder:
        written = folder / "written"
        if names:
            written.mkdir()
        for one in [written / name for name in names] or [written]:
            one.write_text("new", encoding="utf-8")
        put([written], path)


def test_a_file_is_put_in_place(tmp_path: Path) -> None:
    """What is there already is replaced only when that is asked for; nothing else is left."""
    path = tmp_path / "a.csv"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(TakenError, match=r"a\.csv is there already\. Choose another PATH, or give --force"):
        export(path)
    assert path.read_text(encoding="utf-8") == "old"
    export(path, force=True)
    assert path.read_text(encoding="utf-8") == "new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_is_put_in_place(tmp_path: Path) -> None:
    """An empty folder may be there; one that holds something else is never replaced."""
    path = tmp_path / "p"
    path.mkdir()
    export(path, "a.csv")
    with pytest.raises(TakenError, match="is there already"):
        export(path, "b.csv")
    export(path, "b.csv", force=True)
    assert [one.name for one in path.iterdir()] == ["b.csv"]
    (path / "photo.jpg").touch()
    with pytest.raises(TakenError, match="holds more than an export"):
        export(path, "c.csv", force=True)
    with pytest.raises(TakenError, match="Make it first"):
        export(tmp_path / "gone" / "p", "a.csv")
    assert list(tmp_path.iterdir()) == [path]


def test_an_archive_holds_the_files(tmp_path: Path) -> None:
    """A path that ends in .zip gets one."""
    export(tmp_path / "p.zip", "b.csv", "a.csv")
    with zipfile.ZipFile(tmp_path / "p.zip") as archive:
        assert archive.namelist() == ["a.csv", "b.csv"]
        assert archive.read("a.csv") == b"new"


def test_nothing_stays_of_what_failed(tmp_path: Path) -> None:
    """When writing fails, there is neither a result nor a trace."""
    with pytest.raises(FileNotFoundError), beside(tmp_path / "p") as folder:
        put([folder / "never written"], tmp_path / "p")
    assert list(tmp_path.iterdir()) == []
