"""Reads what care knows from its files: help lines, and the lexicon of crisis wording."""

import tomllib
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from concertbot.chat.phrasebook import LANGUAGES
from concertbot.features.care.learning import load_model
from concertbot.features.care.rules.compiling import LexiconError, compiled
from concertbot.features.care.rules.lexicon import Lexicon
from concertbot.features.care.rules.lines import KINDS, HelpLine
from concertbot.features.care.rules.watch import CrisisWatch
from concertbot.features.care.rules.watching import CareWatch
from concertbot.settings import SettingsError

LINE = TypeAdapter(HelpLine)


def help_lines(folder: Path) -> tuple[HelpLine, ...]:
    """Return the help lines of each region's file. Raises SettingsError, which names the file and the line."""
    return tuple(line for path in sorted(folder.glob("*.toml")) for line in _of_region(path))


def _of_region(path: Path) -> tuple[HelpLine, ...]:
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8")).get("lines", [])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: not readable as TOML: {error}.") from None
    return tuple(_line(path, number, table) for number, table in enumerate(tables, 1))


def _line(path: Path, number: int, table: dict[str, object]) -> HelpLine:
    where = f"{path}: line {number} ({table.get('name', 'without a name')})"
    try:
        line = LINE.validate_python({"region": path.stem, **table}, extra="forbid")
    except ValidationError as error:
        first = error.errors()[0]
        raise SettingsError(f"{where}: {'.'.join(map(str, first['loc']))}: {first['msg']}.") from None
    if line.kind not in KINDS:
        raise SettingsError(f"{where}: kind: give one of {', '.join(KINDS)}.")
    return line


def crisis_watch(folder: Path) -> CareWatch:
    """Return the watch over crisis wording. Raises SettingsError, which names folder and key."""
    languages = (folder / language for language in LANGUAGES)
    return CareWatch(CrisisWatch(tuple(map(_lexicon, languages))), load_model(folder))


def _lexicon(folder: Path) -> Lexicon:
    data: dict[str, object] = {}
    for path in sorted(folder.glob("*.toml")):
        try:
            data |= tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise SettingsError(f"{path}: not readable as TOML: {error}.") from None
    try:
        return compiled(folder.name, data)
    except LexiconError as error:
        raise SettingsError(f"{folder}: {error}") from None
