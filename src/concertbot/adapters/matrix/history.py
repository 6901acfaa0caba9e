"""Paging back through what was said in a room."""

from collections.abc import AsyncIterator
from typing import Any

import structlog

from concertbot.adapters.matrix.happenings import came_in
from concertbot.adapters.matrix.link import Standing
from concertbot.adapters.matrix.wire import Json, RefusedError, Wire, path

PAGE = 100
MOST = 5_000  # events; nobody expects answers to what is older
log = structlog.get_logger()


async def pages_back(wire: Wire, room: str, query: dict[str, str]) -> AsyncIterator[list[Json]]:
    """Yield the events of a room page by page, the newest first. Raises WireError."""
    query = {"dir": "b", "limit": str(PAGE), **query}
    seen = 0
    while seen < MOST:
        answer = await wire.get(path("rooms", room, "messages"), query)
        chunk: list[Any] = answer.get("chunk", [])
        yield chunk
        seen += len(chunk)
        end = answer.get("end")
        if not end or end == query.get("from") or (not chunk and "to" in query):
            return
        query = {**query, "from": str(end)}


async def missed(wire: Wire, standing: Standing, room: str, timeline: Json, since: str) -> list[Json]:
    """Return what was said between two positions and is not in a limited timeline, the oldest first."""
    query = {"from": str(timeline.get("prev_batch", "")), "to": since}
    if not query["from"]:
        return []
    try:
        return await standing.patiently(lambda: _collected(wire, room, query))
    except RefusedError as error:
        log.warning("missed messages cannot be fetched", code=error.code)
        return []


async def _collected(wire: Wire, room: str, query: dict[str, str]) -> list[Json]:
    found: list[Json] = []
    async for page in pages_back(wire, room, query):
        found += page
    if len(found) >= MOST:
        log.warning("too many missed messages in a room, the oldest are left", most=MOST)
    return found[::-1]


def since_arrival(events: list[Json], me: str) -> list[Json]:
    """Return the events from the bot's latest coming in on; what was said before is not for it."""
    arrivals = [place for place, event in enumerate(events) if came_in(event, me)]
    return events[arrivals[-1] :] if arrivals else events
