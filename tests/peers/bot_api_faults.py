"""What can go wrong between a bot and its server, in the order in which a test wants it."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

AFTER = {"lost", "cut_after", "502_after"}  # the request has its effect; only the answer does not come


@dataclass
class Fault:
    """One thing that goes wrong."""

    kind: str  # flood, 401, 403:…, 400:…, 500, 502, 502_after, garbage, cut, cut_after, lost
    method: str = ""  # only of this method; empty: of any but getUpdates
    times: int = 1
    chat: str = ""
    retry_after: int = 1
    skip: int = 0  # so many requests go well before


@dataclass
class Faults:
    """The faults to come, and the count of all requests."""

    planned: list[Fault] = field(default_factory=list)
    requests: Counter[str] = field(default_factory=Counter)
    struck: Counter[str] = field(default_factory=Counter)

    def plan(self, kind: str, method: str = "", **more: Any) -> None:
        """Let the next requests go wrong."""
        self.planned.append(Fault(kind, method, **more))

    def next_for(self, method: str, chat: str) -> Fault | None:
        """Return the fault that this request meets."""
        for fault in self.planned:
            named = fault.method == method or (not fault.method and method != "getUpdates")
            if named and fault.times > 0 and fault.chat in {"", chat}:
                if fault.skip:
                    fault.skip -= 1
                    continue
                fault.times -= 1
                self.struck[fault.kind] += 1
                return fault
        return None


async def struck(fault: Fault, request: web.Request) -> web.StreamResponse:
    """Return what the bot gets instead of an answer."""
    kind, _, said = fault.kind.partition(":")
    if kind == "flood":
        return failure(429, f"Too Many Requests: retry after {fault.retry_after}", retry_after=fault.retry_after)
    if kind in {"cut", "cut_after", "lost"}:
        return await _silence(request, 30.0 if kind == "lost" else 0.0)
    if kind.startswith("50"):
        page = "<html><head><title>502 Bad Gateway</title></head></html>"
        return web.Response(status=int(kind[:3]), text=page, content_type="text/html")
    if kind == "garbage":
        return web.Response(text="{not json")
    words = {"400": "Bad Request", "401": "Unauthorized", "403": "Forbidden", "404": "Not Found", "409": "Conflict"}
    return failure(int(kind), f"{words[kind]}: {said}" if said else words[kind])


async def _silence(request: web.Request, seconds: float) -> web.StreamResponse:
    """Answer nothing; the bot gives up, or the connection breaks."""
    for _ in range(int(seconds * 20)):
        await asyncio.sleep(0.05)
        if request.transport is None:
            break
    if request.transport:
        request.transport.abort()
    return web.Response(status=500)


def failure(status: int, description: str, **parameters: int) -> web.Response:
    """Return an error as the Bot API says it."""
    more = {"parameters": parameters} if parameters else {}
    return web.json_response({"ok": False, "error_code": status, "description": description, **more}, status=status)
