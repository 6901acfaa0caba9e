"""Columns that a mapping calls private are told to nobody, and go nowhere."""

from pathlib import Path

import pytest

from .conftest import Operator

MAPPING = '[columns]\nname = "naam"\nid = "code"\nphone = "tel"\n'


def table(operator: Operator, *rows: str, private: str = "") -> Path:
    """Write a table with a mapping; return where."""
    operator.writes("t.mapping.toml", MAPPING + private)
    return operator.writes("t.csv", "\n".join(["code,naam,tel,chef,note", *rows]))


@pytest.mark.parametrize("form", ["hsds-csv", "hsds-json", "data-inclusion", "csv", "xlsx"])
def test_no_export_holds_them(form: str, operator: Operator) -> None:
    """Neither what stands in the column nor its name."""
    operator.brings("t", table(operator, "a,Huis,1,Secretia,", private='private = "chef"'))
    operator.does("import", operator.exports(form, "x.zip"), "--source", "again")
    text = operator.exports("csv", "back.csv", "again").read_text(encoding="utf-8")
    assert "Huis" in text
    assert "Secretia" not in text
    assert "chef" not in text


def test_other_columns_come_back(operator: Operator) -> None:
    """What no line of the mapping names stands at the end of the table."""
    operator.brings("t", table(operator, "a,Huis,1,Secretia,Noteworthy", private='private = "chef"'))
    (row,) = operator.rows(operator.exports("csv", "x.csv"))
    assert (row["service_name"], list(row.items())[-1]) == ("Huis", ("note", "Noteworthy"))


def test_no_change_tells_them(operator: Operator) -> None:
    """What changes in them is no change."""
    operator.brings("t", table(operator, "a,Huis,1,Secretia,", "b,Hof,3,Otheria,", private='private = "chef"'))
    newer = table(operator, "a,Huis,1,Thirdia,", "b,Hof,4,Fourthia,", private='private = "chef"')
    said = operator.brings("t", newer, "--dry-run")
    assert said.splitlines()[:2] == [
        "t (services.csv): 0 added, 1 changed, 0 retired, 1 unchanged",
        "changed: t/b (tel: “3” → “4”)",
    ]


def test_what_became_private_is_not_told(operator: Operator) -> None:
    """A dry run does not say what stood in a column before somebody called it private."""
    rows = ("a,Huis,1,Secretia,", "b,Hof,2,Otheria,")
    operator.brings("t", table(operator, *rows))
    said = operator.brings("t", table(operator, *rows, private='private = "chef"'), "--dry-run")
    assert "Secretia" not in said
    assert "Otheria" not in said


def test_what_is_private_is_nothing_else(operator: Operator) -> None:
    """A column that is private and shown is a contradiction, which somebody has to resolve."""
    path = table(operator, "a,Huis,1,Secretia,", private='description = "chef"\nprivate = "chef"')
    refused = operator.says("import", path, "--source", "t")
    assert refused.exit_code == 1
    assert ':5:1: columns.description: "chef" is private as well.' in refused.stderr
