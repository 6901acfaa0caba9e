"""How PostgreSQL is spoken to: nobody waits for ever, and what fails fails as if the database were not there."""

import socket
import ssl
from typing import Any

import asyncpg
from sqlalchemy.engine import URL

CONNECT_TIMEOUT = 5.0  # seconds
COMMAND_TIMEOUT = 60.0  # the longest that one statement may take: a large import puts itself in place in one
POOL = {"pool_size": 5, "max_overflow": 15, "pool_timeout": CONNECT_TIMEOUT, "pool_pre_ping": True}

# The server gives up by itself what a process holds that hangs or was cut off.
SERVER = {
    "application_name": "concertbot",
    "idle_in_transaction_session_timeout": "30s",
    "lock_timeout": "10s",
    "tcp_user_timeout": "20s",
    "TimeZone": "UTC",
    "jit": "off",  # statements are short: compiling them takes longer than they do
}
# A peer that vanished without a word is noticed (seconds; the last one milliseconds; absent where a system has none).
KEEPALIVE = {"TCP_KEEPIDLE": 10, "TCP_KEEPINTVL": 5, "TCP_KEEPCNT": 3, "TCP_USER_TIMEOUT": 15_000}


class Connection(asyncpg.Connection):  # type: ignore[misc] # it carries no types
    """A connection that notices when nobody is there any more."""

    def __init__(self, protocol: Any, transport: Any, *more: Any) -> None:
        super().__init__(protocol, transport, *more)
        wire = transport.get_extra_info("socket")
        if wire.family != socket.AF_UNIX:
            wire.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
            for name, value in KEEPALIVE.items():
                if hasattr(socket, name):
                    wire.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)


async def connect(*where: Any, **how: Any) -> Connection:
    """Connect. Raises OSError, also when a server is there and says no: SQLAlchemy lets the driver's own through."""
    try:
        connection: Connection = await asyncpg.connect(*where, **how)
    except (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError) as error:
        raise ConnectionRefusedError(f"{type(error).__name__}: {error}") from None
    return connection


def engine_options(url: URL) -> tuple[URL, dict[str, Any]]:
    """Return an address as the driver takes it, and how an engine is made on it."""
    query = dict(url.query)
    mode, root = (str(query.pop(name, "")) for name in ("sslmode", "sslrootcert"))
    connecting = {
        "async_creator_fn": connect,
        "connection_class": Connection,
        "timeout": CONNECT_TIMEOUT,
        "command_timeout": COMMAND_TIMEOUT,
        "server_settings": SERVER,
        **({"ssl": _encryption(mode, root or None)} if mode else {}),
    }
    return url.set(query=query), {**POOL, "connect_args": connecting}


def _encryption(mode: str, root: str | None) -> str | ssl.SSLContext:
    """Return how the line is encrypted; whom to verify a server with is the system's to say, or a file's."""
    if not mode.startswith("verify"):
        return mode
    context = ssl.create_default_context(cafile=root)
    context.check_hostname = mode == "verify-full"
    return context
