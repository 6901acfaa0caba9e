"""Which files make up a directory, and in which format they are, judged by what is in them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from concertbot.features.directory.formats import package
from concertbot.features.directory.formats.kinds import Found, Kind
from concertbot.features.directory.formats.looking import look
from concertbot.features.directory.formats.problems import Problems, Whole
from concertbot.features.directory.formats.unknown import Unknown

__all__ = ["Found", "Kind", "find"]

SUFFIXES = (".csv", ".tsv", ".json", ".ndjson", ".jsonl", ".xlsx", ".xlsm")
MAPPING = ".toml"
NOT_DATA = frozenset({Kind.UNKNOWN, Kind.TABLE})


def find(paths: Sequence[Path], problems: Problems) -> list[Found]:
    """Return the files of a directory that stand at these paths; one of them may be the mapping of a table."""
    mappings = [path for path in paths if path.suffix.lower() == MAPPING]
    tables = [path for path in paths if path not in mappings]
    if mappings and not tables:
        problems.add("mapping-without-table", Whole(str(mappings[0])))
    finding = _Finding(problems, mappings[0] if mappings else None)
    found: dict[tuple[Path, str], Found] = {}
    for path in tables:
        for one in finding.at(path):
            found.setdefault((one.path.resolve(), one.sheet), one)
    return list(found.values())


class _Finding:
    """Looks at paths."""

    def __init__(self, problems: Problems, mapping: Path | None) -> None:
        self._problems = problems
        self._unknown = Unknown(problems, mapping)

    def at(self, path: Path) -> Iterator[Found]:
        """Return what stands at a path."""
        here = Whole(str(path))
        if path.is_dir():
            yield from self._in_folder(path)
            return
        if not path.is_file():
            self._problems.add("missing-path", here)
            return
        found = self._unknown.mapped(look(path, self._problems))
        if any(one.kind is Kind.DATAPACKAGE or _is_services(one) for one in found):
            yield from self._in_folder(path.parent)
        elif found and all(one.kind is Kind.UNKNOWN for one in found):
            self._problems.add("not-a-directory", here)
        elif found and all(one.kind in NOT_DATA for one in found):
            self._unknown.draft(found)
        else:
            yield from self._known(found)

    def _in_folder(self, folder: Path) -> Iterator[Found]:
        try:
            paths = sorted(one for one in folder.iterdir() if _is_likely(one))
        except OSError as error:
            self._problems.add("unreadable-file", Whole(str(folder)), reason=error.strerror or "")
            return
        found = [one for path in paths for one in self._unknown.mapped(look(path, self._problems))]
        known = [one for one in found if one.kind not in NOT_DATA]
        if any(one.kind is not Kind.DATAPACKAGE for one in known):
            yield from self._known(found)
        elif not self._problems.errors and not self._unknown.draft(found, only_with_names=True):
            self._problems.add("no-directory-here", Whole(str(folder)))
        elif known:
            yield from known

    def _known(self, found: Sequence[Found]) -> Iterator[Found]:
        """Return what is known, and tell what is left out."""
        known = [one for one in found if one.kind not in NOT_DATA]
        package_here = any(one.kind is Kind.HSDS_TABLE for one in known)
        for one in found:
            twin = next((other for other in known if _twins(one, other)), None)
            if twin:
                self._problems.add("twin-file", Whole(one.shown), other=twin.path.name)
            elif one.kind not in NOT_DATA:
                yield one
            elif package_here and not one.is_json:
                yield replace(one, kind=Kind.HSDS_TABLE, mapping=None)  # a table of its own, which is kept as it is
            else:
                self._left_out(one)

    def _left_out(self, one: Found) -> None:
        if one.sheet:
            self._problems.add("skipped-sheet", Whole(str(one.path)), sheet=one.sheet)
        else:
            self._problems.add("skipped-file", Whole(one.shown))


def _is_likely(path: Path) -> bool:
    """Whether a file of a folder may belong to a directory; hidden ones and those that a spreadsheet locks do not."""
    return path.suffix.lower() in SUFFIXES and not path.name.startswith((".", "~$")) and path.is_file()


def _is_services(one: Found) -> bool:
    """Whether this is the table of an HSDS package that brings the others with it."""
    return one.kind is Kind.HSDS_TABLE and one.name == package.SERVICES and not one.sheet


def _twins(one: Found, table: Found) -> bool:
    """Whether a JSON file holds what the table of the same name holds."""
    return one.kind is table.kind and one.path.stem == table.path.stem and one.is_json and not table.is_json
