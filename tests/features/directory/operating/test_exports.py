"""An export that cannot be what was asked for says so, and what to do."""

from pathlib import Path

import pytest

from databases import execute
from peers.postgres import finish

from .conftest import Operator

DATA = Path(__file__).parents[3] / "data" / "directory"


@pytest.fixture
def known(operator: Operator) -> Operator:
    """Return an operator with two sources."""
    for source in ("old", "new"):
        operator.brings(source, DATA / "brussels")
    return operator


@pytest.mark.parametrize(
    ("form", "name", "expected"),
    [
        ("csv", "x.xlsx", "Give a name that ends in .csv or .zip."),
        ("csv", "x", "Give a name that ends in .csv or .zip."),
        ("xlsx", "x.csv", "Give a name that ends in .xlsx or .zip."),
        ("hsds-json", "x.csv", "Give a name that ends in .json, .ndjson, .jsonl or .zip."),
        ("hsds-csv", "x.csv", "Give a folder, or a name that ends in .zip."),
        ("data-inclusion", "x.csv", "Give a folder, or a name that ends in .json or .zip."),
    ],
)
def test_a_wrong_name_is_refused(form: str, name: str, expected: str, known: Operator) -> None:
    """What stands in the file and what it is called belong together."""
    refused = known.says("export", "--format", form, known.folder / name)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert expected in " ".join(refused.stderr.replace("│", " ").split())
    assert not (known.folder / name).exists()


@pytest.mark.parametrize(("form", "name"), [("hsds-csv", "brussels-1.5"), ("csv", "X.CSV"), ("hsds-json", "x.jsonl")])
def test_a_fitting_name_is_taken(form: str, name: str, known: Operator) -> None:
    """In capitals too, and a folder may be called as one likes."""
    assert known.exports(form, name, "new").exists()


def test_a_source_of_an_earlier_version_is_named(known: Operator) -> None:
    """Nothing of it could be written: that is no export with success."""
    finish(execute(known.url, "UPDATE directory_source SET import_id = 0 WHERE name = 'old'"))
    for sources in ([], ["--source", "old"]):
        refused = known.says("export", "--format", "csv", known.folder / "x.csv", *sources)
        assert (refused.exit_code, refused.stdout) == (1, "")
        assert refused.stderr == (
            "An earlier version imported old, and kept nothing that can be exported. Import it again: "
            "concertbot directory import PATH --source NAME. Or name other sources: --source NAME.\n"
        )
    known.exports("csv", "y.csv", "new")


def test_a_folder_without_a_directory_is_told_what_could_be_in_it(operator: Operator) -> None:
    """Files of a folder are known by their endings."""
    operator.writes("d/services.txt", "id,service_name\na,A\n")
    refused = operator.says("import", operator.folder / "d")
    assert refused.exit_code == 1
    assert "its files end in .csv, .tsv, .json, .ndjson, .jsonl, .xlsx or .xlsm." in refused.stderr
