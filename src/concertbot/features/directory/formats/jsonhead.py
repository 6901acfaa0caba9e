"""The names in the first object of a JSON text, without reading all of it."""

import re
from collections.abc import Iterator

TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[][{}:,]|[^][{}:,"\s]+')
LISTS = frozenset({'"contents"', '"items"'})  # what a page calls its list


def keys(head: str) -> tuple[frozenset[str], bool]:
    """Return the names in the first object, or the first of the first list, and whether it lists resources."""
    found: set[str] = set()
    resources = False
    for name, begins in _members(one[0] for one in TOKEN.finditer(head)):
        if name in LISTS and begins == "[":
            return keys(head[_after(head, name) :])
        resources = resources or (name == '"resources"' and begins == "[")
        found.add(name[1:-1])
    return frozenset(found), resources


def _members(tokens: Iterator[str]) -> Iterator[tuple[str, str]]:
    """Go through the members of the first object: their names, and the token with which their values begin."""
    depth, before, name = 0, "", ""
    for part in tokens:
        if part == ":" and depth == 1:
            name = before
        elif name:
            yield name, part
            name = ""
        if part == "{" or (part == "[" and depth):
            depth += 1
        elif part in {"}", "]"}:
            depth -= 1
            if not depth:
                return
        before = part


def _after(head: str, name: str) -> int:
    """Return where the list begins that a name gives."""
    return head.index("[", head.index(name))
