"""Organisations go with their services into every format."""

from pathlib import Path

import pytest

from .conftest import Operator

EXAMPLES = Path(__file__).parents[3] / "data" / "directory" / "hsds-examples"


@pytest.mark.parametrize("name", ["service_full.json", "organization_full.json"])
def test_organisations_of_objects_are_structures(name: str, operator: Operator) -> None:
    """Those that HSDS nests in services, or services in, have a row of their own, to which the services point."""
    operator.says("import", EXAMPLES / name, "--source", "full")
    folder = operator.exports("data-inclusion", "x")
    (structure,), (service,) = operator.rows(folder / "structures.csv"), operator.rows(folder / "services.csv")
    assert (structure["id"], structure["nom"]) == (service["structure_id"], "Example Organization Inc.")
    assert "structure" not in operator.says("import", folder, "--source", "full").stderr


def test_an_organisation_stands_once(operator: Operator) -> None:
    """However many services it has; and those without services stand there too."""
    owner = '"organization": {"id": "o", "name": "O"}'
    services = [f'{{"id": "{one}", "name": "{one}", "status": "active", {owner}}}' for one in "ab"]
    path = operator.writes("s.json", f'[{", ".join(services)}, {{"id": "p", "name": "P", "services": []}}]')
    operator.brings("s", path)
    rows = operator.rows(operator.exports("data-inclusion", "x") / "structures.csv")
    assert [one["id"] for one in rows] == ["o", "p"]
