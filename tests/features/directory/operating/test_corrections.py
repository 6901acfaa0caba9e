"""Corrections are kept, taken back, and refused kindly where they make no sense."""

import pytest

from .conftest import Operator

HEAD = "id,service_name,fees,phone\n"
ROWS = HEAD + "a,A,20 €,1|2\n" + "".join(f"{name},{name.upper()},,\n" for name in "bcdefg")


@pytest.fixture
def known(operator: Operator) -> Operator:
    """Return an operator who imported a few services."""
    operator.brings("s", operator.writes("s.csv", ROWS))
    return operator


def first(operator: Operator) -> dict[str, str]:
    """Return the first service as an export writes it."""
    path = operator.folder / "x.csv"
    operator.does("export", "--format", "csv", path, "--force")
    return operator.rows(path)[0]


def refused(operator: Operator, *said: str) -> str:
    """Say a correction that is refused; return why, on one line."""
    result = operator.says("correct", *said)
    assert (result.exit_code, result.stdout) == (2, "")
    return " ".join(result.stderr.replace("│", " ").split())


def test_a_correction_is_withdrawn(known: Operator) -> None:
    """An empty value lets what the source says count again, also for the next import."""
    assert known.does("correct", "s/a", "fees=10 €", "phones=3") == "fees: 20 € → 10 €\nphones: 1 | 2 → 3\n"
    assert known.does("correct", "s/a", "fees=", "phones=") == (
        "fees: 10 € → 20 € (the correction is withdrawn, and what the source says counts again)\n"
        "phones: 3 → 1 | 2 (the correction is withdrawn, and what the source says counts again)\n"
    )
    assert (first(known)["fees"], first(known)["phone"]) == ("20 €", "1|2")
    assert "stays" not in known.brings("s", known.writes("s.csv", ROWS.replace("20 €", "30 €")))
    assert first(known)["fees"] == "30 €"


def test_a_dash_says_that_there_is_nothing(known: Operator) -> None:
    """Which people may know better than the source."""
    assert known.does("correct", "s/a", "fees=-", "phones= - ") == "fees: 20 € → nothing\nphones: 1 | 2 → nothing\n"
    assert (first(known)["fees"], first(known)["phone"]) == ("", "")


def test_only_a_correction_can_be_withdrawn(known: Operator) -> None:
    """Where there is none, nothing else is kept either."""
    told = refused(known, "s/a", "phones=3", "fees=")
    assert "fees was not corrected, so there is nothing to withdraw. To say that there is nothing, write" in told
    assert "fees=-" in told
    assert first(known)["phone"] == "1|2"


def test_a_name_is_never_emptied(known: Operator) -> None:
    """It can be corrected and the correction withdrawn."""
    assert "A service is never without a name; write what it is called: name='…'." in refused(known, "s/a", "name= ")
    assert "a service is never without a name. Write what it is called: name='…'." in refused(known, "s/a", "name=-")
    known.does("correct", "s/a", "name=B")
    assert known.does("correct", "s/a", "name=").startswith("name: B → A (the correction is withdrawn")
    assert first(known)["service_name"] == "A"


def test_unknown_fields_and_services_are_told(known: Operator) -> None:
    """With the fields that there are, and how to find a service."""
    assert "there is no field phone. Fields are name, description, phones, email," in refused(known, "s/a", "phone=1")
    assert "“fees” is no FIELD=VALUE. Fields are name, description, phones," in refused(known, "s/a", "fees")
    assert "there is no service s/z. Look it up with: concertbot directory search" in refused(known, "s/z", "fees=1")


def test_what_is_retired_is_not_corrected(known: Operator) -> None:
    """It is there, but nobody finds it."""
    known.brings("s", known.writes("s.csv", ROWS.replace("g,G,,\n", "")))
    told = refused(known, "s/g", "fees=1")
    assert "s/g is retired, and no lookup finds it. Only an active service can be corrected." in told
