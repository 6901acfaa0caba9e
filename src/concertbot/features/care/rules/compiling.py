"""From an editable lexicon, as tables of text, to the one that is applied."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from concertbot.features.care.rules.lexicon import Calm, Lexicon, Phrase, Signs, Symbols, Vocabulary
from concertbot.features.care.rules.patterns import Pattern, Wordings, parse
from concertbot.features.care.rules.spelling import COMMA, Ear, Speller, errors_forgiven

LISTS = ("common", "fillers", "elisions", "silent", "real", "forgiven")
SIGNS = ("certain", "done", "likely", "faint", "hints")
CALM = ("ordinary", "past", "topic", "seeking", "urgent")
TABLES = ("spellings", "sounds", "words", "phrases", *SIGNS, *CALM)

PATTERNS = ("phrases", *SIGNS, *CALM)
MOST_FORGIVEN = 2
SHORTEST_HEARD = 3

Patterns = tuple[Pattern, ...]
Words = Mapping[str, Iterable[str]]


class LexiconError(ValueError):
    """A mistake in a lexicon: names the key and says what to do."""


def compiled(language: str, data: Mapping[str, Any]) -> Lexicon:
    """Return the lexicon of a language. Raises LexiconError."""
    _check(data)
    patterns = {table: {key: _parsed(text) for key, text in data[table].items()} for table in PATTERNS}
    groups = {name: words.split() for name, words in data["words"].items()}
    members = _members(patterns, {*groups, *data["phrases"]})
    symbols = _symbols(members, groups)
    everyday = frozenset(data["common"].split())
    common = {symbol for word in everyday for symbol in symbols.get(word, ())} | {COMMA}
    filed = {table: Wordings((one for some in patterns[table].values() for one in some), common) for table in PATTERNS}
    phrases = {name: Wordings(found, common) for name, found in patterns["phrases"].items()}
    hints = tuple(Wordings(found, common) for found in patterns["hints"].values())
    return Lexicon(
        language=language,
        common=everyday,
        vocabulary=_vocabulary(_speller(data, groups, symbols), symbols),
        phrases=tuple(Phrase(_standing_for(name, members), found) for name, found in phrases.items()),
        signs=Signs(**{table: filed[table] for table in SIGNS[:-1]}, hints=hints),
        calm=Calm(**{table: filed[table] for table in CALM}),
        triggers=frozenset().union(*(filed[table].anchors for table in (*SIGNS, "phrases"))),
    )


def _check(data: Mapping[str, Any]) -> None:
    for key in LISTS:
        if not isinstance(data.get(key), str):
            raise LexiconError(f"{key}: give words separated by spaces.")
    for table in TABLES:
        if not isinstance(data.get(table), dict):
            raise LexiconError(f"{table}: add the table [{table}].")
        for key, value in data[table].items():
            if not isinstance(value, str):
                raise LexiconError(f"{table}.{key}: give a text.")
    if extra := sorted(set(data) - {*LISTS, *TABLES}):
        raise LexiconError(f"{extra[0]}: no such key; known are {', '.join((*LISTS, *TABLES))}.")


def _parsed(text: str) -> Patterns:
    return tuple(pattern for line in text.splitlines() for pattern in parse(line.partition("#")[0]))


def _members(patterns: Mapping[str, Mapping[str, Patterns]], names: set[str]) -> dict[str, list[str]]:
    """Return the parts of each symbol that a pattern uses: its words, and groups as `<name>`."""
    members = {COMMA: [COMMA]}
    for table, entries in patterns.items():
        for key, found in entries.items():
            for symbol in frozenset().union(*(pattern.symbols for pattern in found)) - members.keys():
                members[symbol] = symbol.split("|")
                for part in members[symbol]:
                    if part[:1] == "<" and part[1:-1] not in names:
                        raise LexiconError(f"{table}.{key}: {part} is neither in [words] nor in [phrases].")
    return members


def _symbols(members: Words, groups: Words) -> dict[str, list[str]]:
    """Return the symbols that each word stands for."""
    symbols: defaultdict[str, list[str]] = defaultdict(list)
    for symbol, parts in members.items():
        for part in parts:
            for word in groups.get(part[1:-1], ()) if part[:1] == "<" else (part,):
                symbols[word].append(symbol)
    return symbols


def _standing_for(phrase: str, members: Words) -> Symbols:
    return frozenset(symbol for symbol, parts in members.items() if f"<{phrase}>" in parts)


def _vocabulary(speller: Speller, symbols: Words) -> Vocabulary:
    return Vocabulary(
        speller,
        words={word: frozenset(some) for word, some in symbols.items() if not word.endswith("*")},
        prefixes={word[:-1]: frozenset(some) for word, some in symbols.items() if word.endswith("*")},
    )


def _speller(data: Mapping[str, Any], groups: Words, symbols: Iterable[str]) -> Speller:
    forgiven = [word for name in data["forgiven"].split() for word in _group(name, groups)]
    ear = _ear(data["silent"].split(), data["sounds"])
    return Speller(
        elisions=frozenset(data["elisions"].split()),
        meant={typed: tuple(meant.split()) for typed, meant in data["spellings"].items()}
        | dict.fromkeys(data["fillers"].split(), ()),
        known=frozenset({*symbols, *data["common"].split(), *data["real"].split()}) - {COMMA},
        prefixes=tuple(word[:-1] for word in symbols if word.endswith("*")),
        ear=ear,
        alike={sound: word for word in reversed(forgiven) if len(sound := ear.sound(word)) >= SHORTEST_HEARD},
        forgiven=_forgiven(forgiven),
    )


def _group(name: str, groups: Words) -> Iterable[str]:
    if name not in groups:
        raise LexiconError(f"forgiven: {name} is not in [words].")
    return groups[name]


def _ear(silent: list[str], sounds: Mapping[str, str]) -> Ear:
    longest_first = sorted(sounds, key=len, reverse=True)
    return Ear(
        silent=re.compile(f"(?<=[a-z]{{3}})(?:{'|'.join(silent) or '$'})+$"),
        letters=re.compile("|".join(longest_first) or "$^"),
        sounds=sounds,
    )


def _forgiven(words: Iterable[str]) -> dict[tuple[str, int], list[str]]:
    forgiven: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
    for word in words:
        for typed in range(len(word) - MOST_FORGIVEN, len(word) + MOST_FORGIVEN + 1):
            if errors_forgiven(typed) >= abs(typed - len(word)) and errors_forgiven(len(word)):
                forgiven[word[0], typed].append(word)
    return dict(forgiven)
