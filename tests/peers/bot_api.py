"""A Bot API server on loopback with the manners of the real one, in a test or as a process of its own.

As a process it also takes orders: `POST /control/says` with `{"name": "Anna", "text": "…"}` and so on (`People`), and
`/control/plan`, `/control/state`, `/control/set`.
"""

import argparse
import asyncio
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

import aiohttp
from aiohttp import web

from peers.bot_api_faults import AFTER, Faults, failure, struck
from peers.bot_api_people import People
from peers.bot_api_receiving import Receiving
from peers.bot_api_sending import RefusedError, Sending, Upload
from peers.bot_api_world import Json, World

Method = Callable[[Json], Awaitable[Any]]


@dataclass
class BotApi:
    """The server, the world behind it and the control over both."""

    world: World = field(default_factory=World)
    faults: Faults = field(default_factory=Faults)
    url: str = ""
    _runner: web.AppRunner | None = None
    _calling: asyncio.Task[None] | None = None

    def __post_init__(self) -> None:
        """Put the parts together."""
        self.people = People(self.world)
        self.sending, self.receiving = Sending(self.world), Receiving(self.world)

    async def start(self, port: int = 0) -> None:
        """Listen on loopback; a port of 0 is any that is free."""
        app = web.Application(client_max_size=80 * 2**20)
        app.router.add_route("*", "/bot{token}/{method}", self._method)
        app.router.add_get("/file/bot{token}/{path:.+}", self._file)
        app.router.add_post("/control/{order}", self._control)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        self._calling = asyncio.create_task(self._call_webhook())

    async def stop(self) -> None:
        """Stop listening, as a server that is down."""
        if self._calling:
            self._calling.cancel()
            await asyncio.wait([self._calling])
        if self._runner:
            await self._runner.cleanup()
            self._runner = None

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.url.rpartition(":")[2])

    def sent(self, chat: int = 0) -> list[Json]:
        """Return what the bot sent, as it stands now."""
        return [one for one in self.world.sent if chat in {0, one["chat"]["id"]}]

    async def taken(self, update: int, seconds: float = 10.0) -> None:
        """Wait until the bot has acknowledged an update."""
        until = time.monotonic() + seconds
        while any(one["update_id"] <= update for one in self.world.updates):
            assert time.monotonic() < until, "the bot does not take its updates"
            await asyncio.sleep(0.01)

    # Serving

    async def _method(self, request: web.Request) -> web.StreamResponse:
        name, token = request.match_info["method"], request.match_info["token"]
        self.faults.requests[name] += 1
        if token != self.world.token or self.world.revoked:
            return failure(401, "Unauthorized") if ":" in token else failure(404, "Not Found")
        try:
            params = await _params(request)
        except UnicodeDecodeError:
            return failure(400, "Bad Request: strings must be encoded in UTF-8")
        fault = self.faults.next_for(name, str(params.get("chat_id", "")))
        if fault and fault.kind not in AFTER:
            return await struck(fault, request)
        answer = await self._answer(name.casefold(), params)
        return await struck(fault, request) if fault else answer

    async def _answer(self, method: str, params: Json) -> web.Response:
        handler: Method | None = getattr(self.sending, method, None) or getattr(self.receiving, method, None)
        if handler is None or not asyncio.iscoroutinefunction(handler):
            return failure(404, "Not Found")
        try:
            return web.json_response({"ok": True, "result": _public(await handler(params))})
        except RefusedError as error:
            return failure(error.status, str(error), **error.parameters)

    async def _file(self, request: web.Request) -> web.StreamResponse:
        if fault := self.faults.next_for("file", ""):
            return await struck(fault, request)
        found = [one for one in self.world.files.values() if one["path"] == request.match_info["path"]]
        if request.match_info["token"] != self.world.token or not found:
            return failure(404, "Not Found")
        return web.Response(body=found[0]["content"], content_type="application/octet-stream")

    async def _control(self, request: web.Request) -> web.Response:
        order, given = request.match_info["order"], await request.json()
        if order == "plan":
            self.faults.plan(**given)
            return web.json_response({})
        if order == "set":
            target = self.sending if "flood" in given else self.world
            for key, value in given.items():
                setattr(target, key, value)
            return web.json_response({})
        if order == "state":
            return web.json_response(self.state())
        result = await getattr(self.people, order)(**given)
        return web.json_response(_public(result))

    def state(self) -> Json:
        """Return what tests of a bot in another process look at."""
        return {
            "sent": _public(self.world.sent),
            "pending": len(self.world.updates),
            "acknowledged": len(self.world.acknowledged),
            "requests": dict(self.faults.requests),
            "struck": dict(self.faults.struck),
            "answered": list(self.world.answered),
            "waiting": self.receiving.waiting,
        }

    async def _call_webhook(self) -> None:
        """Call the bot at its webhook, one update after the other, again and again until it takes it."""
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(30)) as session:
            while True:
                async with self.world.news:
                    await self.world.news.wait_for(lambda: self.world.webhook.get("url") and self.world.updates)
                update, hook = self.world.updates[0], self.world.webhook
                headers = {"X-Telegram-Bot-Api-Secret-Token": hook["secret"]} if hook["secret"] else {}
                try:
                    async with session.post(hook["url"], json=_public(update), headers=headers) as answer:
                        status = answer.status
                except aiohttp.ClientError:
                    status = 0
                if status == 200 and update in self.world.updates:
                    self.world.updates.remove(update)
                    self.world.acknowledged.add(update["update_id"])
                elif status != 200:
                    self.receiving.last_error = f"Wrong response from the webhook: {status}"
                    await asyncio.sleep(0.1)


async def _params(request: web.Request) -> Json:
    params: Json = dict(request.query)
    if request.content_type == "application/json":
        return params | dict(await request.json())
    if request.content_type == "multipart/form-data":
        async for part in await request.multipart():
            assert isinstance(part, aiohttp.BodyPartReader)
            content = bytes(await part.read(decode=True))
            kind = part.headers.get("Content-Type", "")
            params[part.name or ""] = Upload(part.filename, kind, content) if part.filename else content.decode("utf-8")
        return params
    body = (await request.read()).decode("utf-8")
    return params | dict(parse_qsl(body, keep_blank_values=True, encoding="utf-8", errors="strict"))


def _public(value: Any) -> Any:
    """Return a value without what only the tests may see."""
    if isinstance(value, dict):
        return {key: _public(inner) for key, inner in value.items() if not str(key).startswith("_")}
    return [_public(inner) for inner in value] if isinstance(value, list) else value


@asynccontextmanager
async def bot_api(port: int = 0) -> AsyncIterator[BotApi]:
    """Serve until this is left."""
    server = BotApi()
    await server.start(port)
    try:
        yield server
    finally:
        await server.stop()


async def _serve(port: int) -> None:
    async with bot_api(port) as server:
        print(json.dumps({"url": server.url, "token": server.world.token}), flush=True)  # noqa: T201 - for who started it
        await asyncio.Event().wait()


if __name__ == "__main__":
    reader = argparse.ArgumentParser(description="A Bot API server for tests")
    reader.add_argument("--port", type=int, default=0)
    asyncio.run(_serve(reader.parse_args().port))
