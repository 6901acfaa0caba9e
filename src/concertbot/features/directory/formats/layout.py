"""How the files of a source were laid out: what an export needs to give back beside the objects."""

from collections.abc import Mapping, Sequence
from typing import Any

from concertbot.features.directory.formats.files import CHUNK, HEAD, open_text
from concertbot.features.directory.formats.finding import Found, Kind
from concertbot.features.directory.formats.jsonhead import keys
from concertbot.features.directory.formats.looking import open_table
from concertbot.features.directory.formats.problems import Problems

Layout = Mapping[str, Any]
FLAT, HSDS, INCLUSION = "flat", "hsds", "inclusion"
FAMILIES = {"services.csv": FLAT, "HSDS package": HSDS, "HSDS JSON": HSDS, "data.inclusion": INCLUSION}
WITH_SERVICES = frozenset({Kind.FLAT, Kind.SERVICES, Kind.HSDS_TABLE})


def layout_of(name: str, found: Sequence[Found], package: Mapping[str, Any]) -> dict[str, Any]:
    """Return how files of a format are laid out, as JSON can hold it."""
    tables = {one.name: one for one in found if not one.is_json}
    mapping = next((one.mapping for one in found if one.mapping), None)
    return {
        "family": FAMILIES[name],
        "shape": "json" if any(one.is_json for one in found if one.kind is not Kind.DATAPACKAGE) else "csv",
        **({"root": "organization"} if any(map(_is_tree, found)) else {}),
        "tables": {key: list(open_table(one, Problems()).names) for key, one in tables.items()},
        **({"datapackage": dict(package)} if package else {}),
        **({"mapping": dict(mapping)} if mapping else {}),
    }


def rows_of(found: Sequence[Found]) -> int | None:
    """Return about how many services there are: the lines of their tables; None where that does not tell."""
    counted = [one for one in found if one.kind in WITH_SERVICES and not one.is_json and not one.sheet]
    services = [one for one in counted if one.kind is not Kind.HSDS_TABLE or one.name == "services"]
    return sum(map(_lines, services)) if services else None


def _lines(one: Found) -> int:
    with one.path.open("rb") as file:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(CHUNK), b""))


def _is_tree(one: Found) -> bool:
    """Whether a file holds organisations with their services."""
    if one.kind is not Kind.HSDS_JSON:
        return False
    with open_text(one.path, one.encoding) as file:
        return "services" in keys(file.read(HEAD))[0]
