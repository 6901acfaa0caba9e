"""Tables of kinds that nobody knows: read by their mapping, or given a draft of one."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from concertbot.chat.words import clean
from concertbot.features.directory.formats.kinds import Found, Kind
from concertbot.features.directory.formats.looking import plain_table
from concertbot.features.directory.formats.mapping.draft import draft
from concertbot.features.directory.formats.mapping.fields import COLUMNS, FIELDS
from concertbot.features.directory.formats.mapping.finding import ENDING, header_of, mapping_of, write_draft
from concertbot.features.directory.formats.mapping.guessing import by_name
from concertbot.features.directory.formats.mapping.loading import MappingFile
from concertbot.features.directory.formats.problems import Problems, RefusedError, Whole

# Fields that a services.csv has columns for; a table that calls them otherwise is not one, whatever else it has.
PLAIN = ("address", "postcode", "locality", "coordinates", "phone", "email", "url")


class Unknown:
    """Gives tables their mappings."""

    def __init__(self, problems: Problems, mapping: Path | None) -> None:
        self._problems = problems
        self._given = mapping

    def mapped(self, found: Sequence[Found]) -> list[Found]:
        """Return what a file holds, its tables with the mapping that stands beside it if there is one."""
        judged = [self._judged(one) for one in found]
        tables = [one for one in judged if not one.is_json and one.kind is not Kind.UNKNOWN]
        try:
            path = self._mapping_of(tables[0]) if tables else None
            file = MappingFile(path, self._problems) if path else None
            if file and file.sheet and not any(one.sheet == file.sheet for one in tables):
                raise file.wrong("table", "sheet", f"there is no sheet {file.sheet} in {tables[0].path.name}.")
            chosen = file.sheet or self._sheet(file, tables) if file else ""
            return [self._with(file, one) if file and one.sheet == chosen else one for one in judged]
        except RefusedError:
            return []

    def draft(self, found: Sequence[Found], *, only_with_names: bool = False) -> bool:
        """Write a mapping for each file of these that holds a table; return whether any was written, or failed."""
        files: dict[Path, list[Found]] = {}
        for one in found:
            if one.kind is Kind.TABLE:
                files.setdefault(one.path, []).append(one)
        return any([self._draft(sheets, only_with_names) for sheets in files.values()])  # noqa: C419 - each of them

    def _judged(self, one: Found) -> Found:
        return replace(one, kind=Kind.TABLE) if one.kind is Kind.FLAT and self._is_called_otherwise(one) else one

    def _is_called_otherwise(self, one: Found) -> bool:
        try:
            table = plain_table(one, Problems())
            known = by_name(table, table.rows())
        except RefusedError:  # told when it is read
            return False
        return any(
            FIELDS[name].column not in table.columns and clean(column).lower() not in COLUMNS
            for name in PLAIN
            for column in known.get(name, ())
        )

    def _mapping_of(self, one: Found) -> Path | None:
        if self._given and not self._given.is_file():
            raise self._problems.refuse("missing-path", Whole(str(self._given)))
        return self._given or mapping_of(one.path, self._problems, unknown=one.kind is Kind.TABLE)

    def _sheet(self, file: MappingFile, tables: Sequence[Found]) -> str:
        """Return the first sheet that has the columns of a mapping, else the first of all, whose lack is told."""
        fitting = (one for one in tables if file.fits(plain_table(one, self._problems, file.header).names))
        return next(fitting, tables[0]).sheet

    def _with(self, file: MappingFile, one: Found) -> Found:
        if one.is_json or one.kind is Kind.UNKNOWN:
            return one
        names = plain_table(one, self._problems, file.header).names
        return replace(one, kind=Kind.FLAT, mapping=file.mapping(names))

    def _draft(self, sheets: Sequence[Found], only_with_names: bool) -> bool:
        here = Whole(str(sheets[0].path))
        try:
            drafts = [self._text(one, [other.sheet for other in sheets if other is not one]) for one in sheets]
        except RefusedError:
            return True
        text, named = next((one for one in drafts if one[1]), drafts[0])
        if only_with_names and not named:
            return False
        try:
            path = write_draft(sheets[0].path, text, self._problems)
        except OSError as error:
            reason = error.strerror or "unknown"
            self._problems.add("unwritable-mapping", here, draft=sheets[0].path.stem + ENDING, reason=reason)
        else:
            self._problems.add("draft-mapping", here, draft=str(path))
        return True

    def _text(self, one: Found, others: Sequence[str]) -> tuple[str, bool]:
        table = plain_table(one, self._problems)
        header = header_of(table)
        if header != table.header_line:
            table = plain_table(one, self._problems, header)
        text, found = draft(table, one.sheet, others)
        return text, found.has_name
