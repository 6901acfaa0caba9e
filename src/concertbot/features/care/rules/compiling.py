"""From an editable lexicon, as tables of text, to the one that is applied."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from concertbot.features.care.rules.lexicon import Lexicon, Phrase, Symbols, Vocabulary
from concertbot.features.care.rules.patterns import Pattern, parse
from concertbot.features.care.rules.spelling import COMMA, SHORTEST_FORGIVEN, Speller

LISTS = ("common", "fillers", "elisions", "real", "forgiven")
TABLES = ("spellings", "words", "phrases", "ordinary", "certain", "likely", "faint", "past", "topic", "seeking", "urgent")


class LexiconError(ValueError):
    """A mistake in a lexicon: names the key and says what to do."""


def compiled(language: str, data: Mapping[str, Any]) -> Lexicon:
    """Return the lexicon of a language. Raises LexiconError."""
    _check(data)
    patterns = {table: {key: _parsed(text) for key, text in data[table].items()} for table in TABLES[2:]}
    groups = {name: frozenset(words.split()) for name, words in data["words"].items()}
    members = _members(patterns, groups)
    return Lexicon(
        language=language,
        common=frozenset(data["common"].split()),
        speller=_speller(data, groups, members),
        vocabulary=_vocabulary(members, groups),
        phrases=tuple(
            Phrase(frozenset(symbol for symbol, parts in members.items() if f"<{name}>" in parts), found)
            for name, found in patterns["phrases"].items()
        ),
        **{table: tuple(one for some in patterns[table].values() for one in some) for table in TABLES[3:]},
    )


def _check(data: Mapping[str, Any]) -> None:
    for key in LISTS:
        if not isinstance(data.get(key), str):
            raise LexiconError(f"{key}: give a text with words separated by spaces.")
    for table in TABLES:
        if not isinstance(data.get(table), dict):
            raise LexiconError(f"{table}: add the table [{table}].")
        for key, value in data[table].items():
            if not isinstance(value, str):
                raise LexiconError(f"{table}.{key}: give a text.")
    if extra := sorted(set(data) - {*LISTS, *TABLES}):
        raise LexiconError(f"{extra[0]}: no such key; known are {', '.join((*LISTS, *TABLES))}.")


def _parsed(text: str) -> tuple[Pattern, ...]:
    return tuple(pattern for line in text.splitlines() for pattern in parse(line.partition("#")[0]))


def _members(patterns: Mapping[str, Mapping[str, tuple[Pattern, ...]]], groups: Mapping[str, Symbols]) -> dict[str, Symbols]:
    """Return the parts of each symbol that a pattern uses: its words, and groups as `<name>`."""
    members: dict[str, Symbols] = {COMMA: frozenset({COMMA})}
    for table, entries in patterns.items():
        for key, found in entries.items():
            for symbol in {symbol for pattern in found for symbol in pattern.symbols}:
                members[symbol] = frozenset(symbol.split("|"))
                for part in members[symbol]:
                    if part.startswith("<") and part[1:-1] not in {*groups, *patterns["phrases"]}:
                        raise LexiconError(f"{table}.{key}: {part} is neither in [words] nor in [phrases].")
    return members


def _spelt(members: Mapping[str, Symbols], groups: Mapping[str, Symbols]) -> Iterator[tuple[str, str]]:
    """Return each word with a symbol that it stands for."""
    for symbol, parts in members.items():
        for part in parts:
            for word in groups.get(part[1:-1], ()) if part.startswith("<") else (part,):
                yield word, symbol


def _vocabulary(members: Mapping[str, Symbols], groups: Mapping[str, Symbols]) -> Vocabulary:
    symbols: defaultdict[str, set[str]] = defaultdict(set)
    for word, symbol in _spelt(members, groups):
        symbols[word].add(symbol)
    frozen = {word: frozenset(some) for word, some in symbols.items()}
    return Vocabulary(
        words={word: some for word, some in frozen.items() if not word.endswith("*")},
        prefixes={word[:-1]: some for word, some in frozen.items() if word.endswith("*")},
    )


def _speller(data: Mapping[str, Any], groups: Mapping[str, Symbols], members: Mapping[str, Symbols]) -> Speller:
    words = {word for word, _ in _spelt(members, groups)}
    forgiven: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for name in data["forgiven"].split():
        if name not in groups:
            raise LexiconError(f"forgiven: {name} is not in [words].")
        for word in sorted(groups[name]):
            if len(word) >= SHORTEST_FORGIVEN and not word.endswith("*"):
                forgiven[word[0]] += (word,)
    return Speller(
        elisions=frozenset(data["elisions"].split()),
        meant={typed: tuple(meant.split()) for typed, meant in data["spellings"].items()}
        | dict.fromkeys(data["fillers"].split(), ()),
        known=frozenset({*words, *data["common"].split(), *data["real"].split()}),
        prefixes=tuple(word[:-1] for word in words if word.endswith("*")),
        forgiven=dict(forgiven),
    )
