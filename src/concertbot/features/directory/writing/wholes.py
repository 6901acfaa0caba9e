"""Puts what documents point to in place, many at a time."""

from collections.abc import AsyncIterable, AsyncIterator, Awaitable, Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, TypeVar

from concertbot.chat.words import clean
from concertbot.features.directory.formats.derived import references
from concertbot.features.directory.formats.documents import Document
from concertbot.features.directory.formats.layout import HSDS, Layout
from concertbot.features.directory.formats.package import KINDS, ONE

Key = tuple[str, str]  # kind and id
Bodies = Mapping[Key, Mapping[str, Any]]
Find = Callable[[set[Key]], Awaitable[Bodies]]
Whole = tuple[Document, dict[str, Any]]  # a document, and its body with everything in place

BATCH = 250
# In which objects of a package those that a column points to are put in place, as HSDS nests them in JSON.
PLACED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "service": ("organization", "program"),
        "service_at_locations": ("location",),
        "attributes": ("taxonomy_term",),
        "taxonomy_term": ("taxonomy_detail",),
        "capacities": ("unit",),
    }
)
T = TypeVar("T")


async def wholes(documents: AsyncIterable[Document], layout: Layout, find: Find) -> AsyncIterator[Whole]:
    """Go through documents with all they point to in place."""
    async for batch in batches(documents):
        found = await _all(batch, layout, find)
        for one in batch:
            yield one, placed(one.body, found, one.kind) if layout["family"] == HSDS else dict(one.body)


async def batches(items: AsyncIterable[T]) -> AsyncIterator[list[T]]:
    """Go through a few items at a time."""
    waiting: list[T] = []
    async for one in items:
        waiting.append(one)
        if len(waiting) == BATCH:
            yield waiting
            waiting = []
    if waiting:
        yield waiting


async def _all(batch: Sequence[Document], layout: Layout, find: Find) -> Bodies:
    """Return everything that documents point to, and that this points to."""
    found: dict[Key, Mapping[str, Any]] = {}
    wanted = {key for one in batch for key in references(layout, one.body)}
    asked: set[Key] = set()
    while wanted:
        new = await find(wanted)
        asked |= wanted
        found |= new
        wanted = {key for body in new.values() for key in references(layout, body)} - asked
    return found


def placed(body: Mapping[str, Any], found: Bodies, name: str) -> dict[str, Any]:
    """Return an object with those in place that its columns point to, as far as they are there."""
    whole = {key: _placed(value, found, key) for key, value in body.items()}
    for one in PLACED.get(name, ()):
        table, column = ONE[one]
        target = found.get((KINDS[table], _cell(body, column)))
        if target is not None and one not in whole:
            whole[one] = placed(target, found, one)
    return whole


def _placed(value: Any, found: Bodies, name: str) -> Any:
    if isinstance(value, list):
        return [placed(one, found, name) if isinstance(one, dict) else one for one in value]
    return value


def _cell(body: Mapping[str, Any], column: str) -> str:
    return next((clean(str(value)) for name, value in body.items() if clean(name).lower() == column), "")
