"""A gate before a real homeserver: counts requests, and lets them fail as networks and overloaded servers do."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TypeVar

import aiohttp
from aiohttp import web

from peers.synapse import Synapse, free_port

HOP_BY_HOP = {"transfer-encoding", "content-encoding", "content-length", "connection", "host"}


@dataclass
class Gate:
    """Where the bot thinks that the homeserver is."""

    server: Synapse
    url: str
    asked: list[str] = field(default_factory=list)  # method and path of each request
    before: Callable[[web.Request], web.Response | None] = lambda _: None  # instead of the homeserver
    pause: Callable[[web.Request], float] = lambda _: 0.0  # seconds before the homeserver gets it
    after: Callable[[web.Request], web.Response | None] = lambda _: None  # instead of its answer

    def count(self, part: str = "") -> int:
        """Return how many requests there were to paths with this in it."""
        return sum(part in one for one in self.asked)

    async def pass_on(self, request: web.Request) -> web.StreamResponse:
        """Hand a request to the homeserver, and its answer back."""
        self.asked.append(f"{request.method} {request.path}")
        if instead := self.before(request):
            return instead
        await asyncio.sleep(self.pause(request))
        headers = {name: value for name, value in request.headers.items() if name.lower() not in HOP_BY_HOP}
        async with (
            aiohttp.ClientSession(auto_decompress=True) as session,
            session.request(
                request.method, self.server.url + request.raw_path, headers=headers, data=await request.read()
            ) as answer,
        ):
            body = await answer.read()
        if instead := self.after(request):
            return instead
        passed = {name: value for name, value in answer.headers.items() if name.lower() not in HOP_BY_HOP}
        return web.Response(status=answer.status, body=body, headers=passed)


G = TypeVar("G", bound=Gate)


@asynccontextmanager
async def gate_before(server: Synapse, kind: type[G]) -> AsyncIterator[G]:
    """Stand before a homeserver, as a gate of some kind."""
    gate = kind(server, f"http://127.0.0.1:{free_port()}")
    app = web.Application(client_max_size=2**26)
    app.router.add_route("*", "/{rest:.*}", gate.pass_on)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", int(gate.url.rpartition(":")[2])).start()
    try:
        yield gate
    finally:
        await runner.cleanup()
