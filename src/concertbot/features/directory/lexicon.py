"""Reads the lexicon from its files: config/lexicon, or a folder of the operator's."""

import csv
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from concertbot.chat.words import fold
from concertbot.features.directory.rules.lexicon import (
    Concept,
    Kind,
    Lexicon,
    Place,
    concept,
    place,
    split,
    synonym,
    town,
)

FILES: Mapping[str, Kind] = {
    "kinds.toml": "service",
    "audiences.toml": "audience",
    "languages.toml": "language",
    "needs/*.toml": "need",
}


def load(folder: Path) -> Lexicon:
    """Return the lexicon of the folder. A missing file is an empty one; ValueError names the file at fault."""
    concepts: dict[str, Concept] = {}
    for found in (*_concepts(folder), *_synonyms(folder)):
        if found.key in concepts:
            raise ValueError(f"{folder}: the key {found.key} is used twice")
        concepts[found.key] = found
    unknown = {other for found in concepts.values() for other in found.suits} - concepts.keys()
    if unknown:
        raise ValueError(f"{folder}: nothing has the keys {', '.join(sorted(unknown))}")
    tables = _table(folder / "groups.toml")
    called = {part[1:] for found in concepts.values() for part in _called(found)}
    nameless = called.union(*(_others(lists) for lists in tables.values())) - tables.keys()
    if nameless:
        raise ValueError(f"{folder}: no group of words is called {', '.join(sorted(nameless))}")
    words = _table(folder / "stopwords.toml")
    return Lexicon(
        concepts=concepts,
        places=tuple(_places(folder)),
        stop=_folded(words.get("stop", {})),
        negation=_folded(words.get("negation", {})),
        weak=_folded(words.get("weak", {})),
        everyday=_folded(words.get("everyday", {})),
        idioms={language: split(phrases) for language, phrases in words.get("idioms", {}).items()},
        groups={name: _members(name, tables) for name in tables},
        elsewhere=_folded(words.get("elsewhere", {})),
        languages=_telling(words.get("stop", {})),
    )


def _concepts(folder: Path) -> Iterator[Concept]:
    for pattern, kind in FILES.items():
        for path in sorted(folder.glob(pattern)):
            for key, table in _table(path).items():
                try:
                    yield concept(key, kind, table)
                except ValueError as fault:
                    raise ValueError(f"{path}: {fault}") from fault


def _synonyms(folder: Path) -> Iterator[Concept]:
    yield from (synonym(row["term"], row["lang"], row["expansions"]) for row in _rows(folder / "synonyms.csv"))


def _places(folder: Path) -> Iterator[Place]:
    yield from (place(row) for row in _rows(folder / "communes.csv"))
    yield from (town(row) for row in _rows(folder / "towns.csv"))


def _table(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise ValueError(f"{path}: {fault}") from fault


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _folded(lists: Mapping[str, str]) -> frozenset[str]:
    return frozenset(word for text in lists.values() for word in fold(text).split())


def _members(name: str, tables: Mapping[str, Mapping[str, str]]) -> frozenset[str]:
    """Return the words of a group, and of those that it names, such as `@kid`, with theirs of one step."""
    groups = {name, *_others(tables[name])}
    return frozenset(word for group in groups for word in _folded(tables[group]) if not word.startswith("@"))


def _others(lists: Mapping[str, str]) -> set[str]:
    return {word[1:] for word in _folded(lists) if word.startswith("@")}


def _called(found: Concept) -> Iterator[str]:
    yield from (part for phrase, _, _ in found.phrases() for part in phrase.split() if part.startswith("@"))


def _telling(lists: Mapping[str, str]) -> dict[str, str]:
    """Return the small words that only one language has, with that language."""
    sets = {language: set(fold(text).split()) for language, text in lists.items()}
    return {
        word: language
        for language, own in sets.items()
        for word in own.difference(*(other for name, other in sets.items() if name != language))
    }
