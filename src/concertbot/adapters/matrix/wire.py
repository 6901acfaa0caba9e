"""HTTP to the homeserver: one request at a time, and what each failure means."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import quote

from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientResponse,
    ClientSession,
    ClientTimeout,
    ConnectionTimeoutError,
    InvalidURL,
)
from yarl import URL

Json = dict[str, Any]

SECONDS = 30.0  # for an ordinary answer
CONNECT_SECONDS = 10.0
BUSY_SECONDS = 5.0  # a homeserver that says "later" without saying when
REVOKED = {"M_UNKNOWN_TOKEN", "M_MISSING_TOKEN", "M_USER_DEACTIVATED"}
TOO_MANY = 429
SERVER_ERRORS = 500


class WireError(Exception):
    """A request that failed."""


class NotReachedError(WireError):
    """The homeserver surely never saw the request."""


class UnsureError(WireError):
    """Nobody can know whether the homeserver did what was asked."""


class LaterError(WireError):
    """The homeserver asks for patience, in seconds."""

    def __init__(self, seconds: float) -> None:
        super().__init__("rate limit")
        self.seconds = seconds


class RevokedError(WireError):
    """The login is not valid any more."""


class RefusedError(WireError):
    """The homeserver said no, with a code such as M_FORBIDDEN. Its words may name people, so they are not kept."""

    def __init__(self, code: str, status: int) -> None:
        super().__init__(f"{code} ({status})")
        self.code, self.status = code, status


class TooLargeError(WireError):
    """A file that is larger than what is taken."""


def path(*parts: str) -> str:
    """Return the path of a request, every part of it escaped."""
    return "/_matrix/client/v3/" + "/".join(quote(part, safe="") for part in parts)


@dataclass
class Wire:
    """Requests to one homeserver as one device."""

    homeserver: str
    token: str = field(default="", repr=False)
    _session: ClientSession | None = None
    _closed: bool = False

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def get(self, where: str, query: Mapping[str, str] | None = None, wait: float = SECONDS) -> Json:
        """Ask for something."""
        return await self.call("GET", where, query=query, wait=wait)

    async def put(self, where: str, body: Json) -> Json:
        """Put something in place; the same path means the same thing."""
        return await self.call("PUT", where, body)

    async def post(self, where: str, body: Json) -> Json:
        """Have something done."""
        return await self.call("POST", where, body)

    async def call(
        self,
        method: str,
        where: str,
        body: Json | None = None,
        query: Mapping[str, str] | None = None,
        wait: float = SECONDS,
    ) -> Json:
        """Send a request and return its answer. Raises WireError."""
        data = None if body is None else json.dumps(body).encode()
        answer = _parsed(await self._exchange(method, where, data, query=query, wait=wait))
        if answer is None:
            raise UnsureError("no JSON")
        return answer

    async def upload(self, content: bytes, media_type: str) -> str:
        """Store a file on the homeserver and return its mxc address."""
        answer = await self._exchange("POST", "/_matrix/media/v3/upload", content, media_type)
        return str((_parsed(answer) or {}).get("content_uri", ""))

    async def download(self, mxc: str, limit: int) -> bytes:
        """Return a file. Raises TooLargeError, WireError."""
        server, _, name = mxc.removeprefix("mxc://").partition("/")
        where = f"/_matrix/client/v1/media/download/{quote(server, safe=':')}/{quote(name, safe='')}"
        return await self._exchange("GET", where, None, limit=limit)

    async def close(self) -> None:
        """Close the connections."""
        self._closed = True
        if self._session:
            await self._session.close()
            self._session = None

    async def _exchange(  # noqa: PLR0913 - one place where all that a request may have meets
        self,
        method: str,
        where: str,
        data: bytes | None,
        media_type: str = "application/json",
        *,
        query: Mapping[str, str] | None = None,
        wait: float = SECONDS,
        limit: int | None = None,
    ) -> bytes:
        headers = {"Content-Type": media_type} | ({"Authorization": f"Bearer {self.token}"} if self.token else {})
        try:
            url = URL(self.homeserver.rstrip("/") + where, encoded=True).update_query(query or {})
            timeout = ClientTimeout(total=wait, sock_connect=CONNECT_SECONDS)
            async with self._opened().request(method, url, data=data, headers=headers, timeout=timeout) as response:
                content = await _read(response, limit)
                _look(response, content)
                return content
        except (ClientConnectorError, ConnectionTimeoutError, InvalidURL, ValueError) as error:
            raise NotReachedError(type(error).__name__) from None
        except (TimeoutError, ClientError, OSError) as error:
            raise UnsureError(type(error).__name__) from None

    def _opened(self) -> ClientSession:
        if self._closed:
            raise NotReachedError("closed")
        if self._session is None:
            self._session = ClientSession()
        return self._session


async def _read(response: ClientResponse, limit: int | None) -> bytes:
    if limit is None:
        return await response.read()
    kept = bytearray()
    async for chunk in response.content.iter_chunked(2**16):
        kept += chunk
        if len(kept) > limit:
            raise TooLargeError
    return bytes(kept)


def _look(response: ClientResponse, content: bytes) -> None:
    """Raise what an answer means, unless it is fine."""
    if response.ok:
        return
    body = _parsed(content)
    code = str((body or {}).get("errcode", ""))
    if response.status == TOO_MANY or code == "M_LIMIT_EXCEEDED":
        raise LaterError(_patience(response, body or {}))
    if code in REVOKED:
        raise RevokedError(code)
    if response.status >= SERVER_ERRORS or body is None:
        raise UnsureError(f"status {response.status}")
    raise RefusedError(code or "M_UNKNOWN", response.status)


def _patience(response: ClientResponse, body: Json) -> float:
    said = body.get("retry_after_ms")
    if isinstance(said, int | float):
        return max(said / 1000, 0.1)
    after = response.headers.get("Retry-After", "")
    return float(after) if after.isdecimal() else BUSY_SECONDS


def _parsed(content: bytes) -> Json | None:
    try:
        value = json.loads(content)
    except ValueError:
        return None
    return value if isinstance(value, dict) else None
