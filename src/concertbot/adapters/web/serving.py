"""Serving the web application inside the bot's own loop."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Iterator

import structlog
import uvicorn
from starlette.applications import Starlette

from concertbot.settings import SettingsError

PATIENCE = 3  # seconds for requests that are being answered at the stop
MOST = 100  # requests at once
log = structlog.get_logger()


class Server(uvicorn.Server):
    """A server that leaves signals to the bot, and tells when it is up."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.up = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and tell so."""
        await super().startup(sockets)
        self.up.set()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield


@contextlib.asynccontextmanager
async def serving(application: Starlette, listen: str) -> AsyncIterator[tuple[str, int]]:
    """Serve at `host:port` until this is left; gives the host and the port. Raises SettingsError when it cannot."""
    bound = _bind(listen)
    server = Server(
        uvicorn.Config(
            application,
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            ws="none",
            lifespan="on",
            limit_concurrency=MOST,
            timeout_graceful_shutdown=PATIENCE,
        )
    )
    task = asyncio.create_task(server.serve(sockets=[bound]))
    try:
        await server.up.wait()
        host, port, *_ = bound.getsockname()
        log.info("the web application listens", host=host, port=port)
        yield host, port
    finally:
        server.should_exit = True
        await task
        bound.close()


def _bind(listen: str) -> socket.socket:
    host, _, port = listen.rpartition(":")
    family = socket.AF_INET6 if host.startswith("[") else socket.AF_INET
    try:
        return socket.create_server((host.strip("[]"), int(port)), family=family)
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise SettingsError(f"web.listen: {listen} cannot be listened at ({why}); give another host or port.") from None
