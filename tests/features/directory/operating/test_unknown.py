"""What a format requires and nobody knows is written as unknown, shown to nobody, and comes back as it was."""

from pathlib import Path

import pytest

from .conftest import Operator

HEAD = "id,service_name,organization_name,description,postal_code"


FORMS = [("hsds-json", "x.json"), ("hsds-csv", "x"), ("data-inclusion", "x"), ("data-inclusion", "y.json")]


def said(path: Path) -> str:
    """Return all that stands in a file, or in the files of a folder."""
    return "".join(one.read_text() for one in (path.iterdir() if path.is_dir() else [path]))


@pytest.mark.parametrize(("form", "name"), FORMS)
def test_nothing_stays_nothing(form: str, name: str, operator: Operator) -> None:
    """An import of what was exported finds no text where there was none, and the next export says so again."""
    operator.brings("s", operator.writes("s.csv", f"{HEAD}\na,A,O,,1050\n"))
    path = operator.exports(form, name)
    assert "(unknown)" in said(path)
    beside = path.with_name("y-structures.json")
    operator.says("import", path, *([beside] if beside.exists() else []), "--source", "s")
    table = operator.exports("csv", "after.csv")
    assert "(unknown)" not in said(table)
    assert [(one["id"], one["description"]) for one in operator.rows(table)] == [("a", "")]
    operator.does("export", "--format", form, path, "--force")
    assert "(unknown)" in said(path)


def test_a_list_says_nothing_either(operator: Operator) -> None:
    """Words of a list, a mapped cell and a commune that nobody knows are nothing."""
    text = f"{HEAD},commune_fr,audiences\na,A,(unknown),(unknown),1050,(unknown),adultes|(unknown)\n"
    operator.brings("s", operator.writes("s.csv", text))
    found = operator.objects(operator.exports("hsds-json", "s.json"))[0]
    assert "organization" not in found
    assert [one["taxonomy_term"]["name"] for one in found["attributes"]] == ["adultes"]
    mapping = '[columns]\nname = "naam"\ncommune_nl = "gemeente"\n'
    operator.writes("t.mapping.toml", mapping)
    operator.brings("t", operator.writes("t.csv", "naam,gemeente\nHuis,(unknown)\n"))
    (row,) = operator.rows(operator.exports("csv", "t-out.csv", "t"))
    assert (row["service_name"], row["commune_fr"]) == ("Huis", "")
