"""Several telephone numbers go out and come in again as they are."""

from pathlib import Path

import pytest

from .conftest import Operator

FINESS = Path(__file__).parents[3] / "data" / "directory" / "finess"


@pytest.mark.parametrize("shape", ["csv", "json"])
def test_two_corrected_phones_are_two(shape: str, operator: Operator) -> None:
    """The first stands in the format's column, the others in one of ours, and an import reads all of them."""
    operator.says("import", FINESS / f"services.{shape}", FINESS / f"structures.{shape}", "--source", "s")
    service = operator.rows(operator.exports("csv", "s.csv"))[0]["id"]
    operator.does("correct", f"s/{service}", "phones=02 111 | 02 222|02 333")
    folder = operator.exports("data-inclusion", "x")
    path = folder / f"services.{shape}"
    row = next(one for one in (operator.rows if shape == "csv" else operator.objects)(path) if one["id"] == service)
    assert (row["telephone"], row["_phones"]) == ("02 111", "02 222|02 333")
    assert operator.says("import", folder, "--source", "again").exit_code == 0
    again = {one["id"]: one["phone"] for one in operator.rows(operator.exports("csv", "again.csv", "again"))}
    assert again[service] == "02 111|02 222|02 333"


def test_no_corrected_phone_is_none(operator: Operator) -> None:
    """Where people say that there is none, neither column holds one."""
    operator.writes("s/structures.csv", "id,nom,source\no,O,s\n")
    operator.writes("s/services.csv", "id,structure_id,nom,telephone,_phones\na,o,A,1,2|3\n")
    operator.brings("s", operator.folder / "s")
    operator.does("correct", "s/a", "phones=-")
    (row,) = operator.rows(operator.exports("data-inclusion", "x") / "services.csv")
    assert (row["telephone"], row["_phones"]) == ("", "")
