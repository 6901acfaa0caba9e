"""What an import tells: which source it is, what changes and what does not, and how much more."""

import json

import pytest

from .conftest import Operator

HEAD = "id,service_name,description\n"


def told(operator: Operator, before: str, after: str) -> list[str]:
    """Import a table, then foretell another; return what is said of the changes."""
    operator.brings("s", operator.writes("s.csv", HEAD + before))
    said = operator.says("import", operator.writes("s.csv", HEAD + after), "--source", "s", "--dry-run", "--yes")
    assert said.exit_code == 0, said.output
    return said.stdout.splitlines()[:-1]


def test_how_many_more_is_told(operator: Operator) -> None:
    """Of each kind of change twenty are listed."""
    before = "".join(f"a{number},A,\ng{number},G,\n" for number in range(30))
    after = "".join(f"a{number},B,\nn{number},N,\n" for number in range(30))
    first, *listed, last = told(operator, before, after)
    assert first == "s (services.csv): 30 added, 30 changed, 30 retired, 0 unchanged"
    assert len(listed) == 60
    assert last == "and 30 more"


def test_spaces_are_no_change(operator: Operator) -> None:
    """They are counted, but there is nothing to see."""
    listed = told(operator, 'a,A,"x  y"\nb,B,1\n', 'a, A ,"x\ny "\nb,B,2\n')
    assert listed == [
        "s (services.csv): 0 added, 2 changed, 0 retired, 0 unchanged",
        "changed: s/b (description: “1” → “2”)",
        "and 1 more",
    ]


def test_long_texts_are_told_where_they_differ(operator: Operator) -> None:
    """With a few letters before, and not more than can be read at a glance."""
    (_, line) = told(operator, f"a,A,{'x' * 500} old {'y' * 500}\n", f"a,A,{'x' * 500} new {'y' * 500}\n")
    assert line == (f"changed: s/a (description: “…{'x' * 19} old {'y' * 36}…” → “…{'x' * 19} new {'y' * 36}…”)")


def test_a_change_of_an_organisation_is_told(operator: Operator) -> None:
    """The row of the service is as it was, but what is shown of it is not."""
    operator.writes("d/services.csv", "id,structure_id,nom\na,o,A\n")
    for phone in "12":
        operator.writes("d/structures.csv", f"id,nom,source,telephone\no,O,s,{phone}\n")
        said = operator.brings("s", operator.folder / "d", *(["--dry-run"] if phone == "2" else []))
    assert said.splitlines()[1] == "changed: s/a (nothing of its own)"


def test_every_source_that_shrinks_is_named(operator: Operator) -> None:
    """Somebody decides about all of them at once."""
    rows = [f"{source}{number},A,{source}" for source in "pqr" for number in range(6)]
    operator.does("import", operator.writes("s.csv", "\n".join(["id,service_name,source", *rows])))
    rows = [row for row in rows if row[1] == "0" or row.endswith("r")]
    refused = operator.says("import", operator.writes("s.csv", "\n".join(["id,service_name,source", *rows])))
    assert refused.exit_code == 1
    assert [line.split(" are ")[0].split(": ")[1] for line in refused.stderr.splitlines()] == [
        "5 of the 6 services of p",
        "5 of the 6 services of q",
    ]


@pytest.mark.parametrize(
    ("row", "said", "guessed"), [("a,A,", (), True), ("a,A,own", (), False), ("a,A,", ("--source", "s"), False)]
)
def test_a_guessed_source_is_told(row: str, said: tuple[str, ...], *, guessed: bool, operator: Operator) -> None:
    """Where neither the operator nor the file names it, the folder does."""
    path = operator.writes("annuaire/s.csv", f"id,service_name,source\n{row}\n")
    sentence = "The source is called annuaire after its folder. Give --source NAME to call it otherwise."
    assert (sentence in operator.does("import", path, *said)) is guessed


def test_persons_are_not_told(operator: Operator) -> None:
    """That a contact is another one is a change; who it is and was stays in the file."""
    for name, phone in (("Firstia", "1"), ("Secondia", "2")):
        one = {
            "id": "a",
            "name": "A",
            "phones": [{"id": "p", "number": phone}],
            "contacts": [{"id": "c", "name": name}],
            "organization": {"id": "o", "name": "O", "contacts": [{"id": "d", "name": name}]},
        }
        path = operator.writes("s.json", json.dumps(one))
        said = operator.does("import", path, "--source", "s", *(["--dry-run"] if phone == "2" else []))
    line = said.splitlines()[1]
    assert line == (
        'changed: s/a (phones: “[{"id": "p", "number": "1"}]” → “[{"id": "p", "number": "2"}]”; contacts; organization)'
    )
