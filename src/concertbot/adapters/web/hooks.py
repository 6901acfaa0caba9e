"""Where platforms call the bot: what they bring goes to their adapter, within limits."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from concertbot.domain.port import Called, Hook, Post

BIGGEST = 1_000_000  # bytes
PATIENCE = 10.0  # seconds for all of a body
log = structlog.get_logger()


class TooBigError(Exception):
    """A body that nobody needs to read to its end."""


def route(hook: Hook, post: Post) -> Route:
    """Return where this hook can be called."""
    return Route(hook.path, _endpoint(hook, post), methods=["POST"])


def _endpoint(hook: Hook, post: Post) -> Callable[[Request], Awaitable[Response]]:
    async def called(request: Request) -> Response:
        try:
            async with asyncio.timeout(PATIENCE):
                body = await _body(request)
        except TooBigError:
            return Response(status_code=413)
        except (TimeoutError, ClientDisconnect):
            return Response(status_code=408)
        return Response(status_code=await _answer(hook, post, Called(dict(request.headers), body)))

    return called


async def _answer(hook: Hook, post: Post, call: Called) -> int:
    try:
        return await hook.called(call, post)
    except Exception:
        log.exception("a call could not be taken", path=hook.path)
        return 503  # so that the platform calls again


async def _body(request: Request) -> bytes:
    if int(request.headers.get("content-length") or 0) > BIGGEST:
        raise TooBigError
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > BIGGEST:
            raise TooBigError
    return bytes(body)
