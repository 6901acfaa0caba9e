"""What a failed request means for the message that it should have sent."""

from collections.abc import Awaitable
from typing import TypeVar

from concertbot.adapters.matrix.wire import (
    Json,
    LaterError,
    NotReachedError,
    RefusedError,
    RevokedError,
    TooLargeError,
    UnsureError,
    Wire,
    WireError,
)
from concertbot.domain.port import InDoubtError, SendError, UnreachableError

T = TypeVar("T")
SOON = 5.0  # seconds
NOT_SOON = 60.0  # an operator has to act first
NOT_THERE = {"M_FORBIDDEN", "M_NOT_FOUND", "M_UNKNOWN_ROOM", "M_NOT_JOINED"}


def surely_not(error: WireError) -> SendError:
    """Return the error for a message that did not go out."""
    match error:
        case LaterError():
            return SendError("rate limit", error.seconds)
        case NotReachedError() | UnsureError():
            return SendError("the homeserver does not answer", SOON)
        case RevokedError():
            return SendError("the login is not valid any more", NOT_SOON)
        case RefusedError(code=code) if code in NOT_THERE:
            return UnreachableError(f"refused: {code}")
        case _:
            return SendError(f"refused: {error}")


async def prepared(request: Awaitable[T]) -> T:
    """Return the answer to a request that sends nothing by itself. Raises SendError, TooLargeError."""
    try:
        return await request
    except TooLargeError:
        raise
    except WireError as error:
        raise surely_not(error) from None


async def delivered(wire: Wire, where: str, body: Json) -> str:
    """Put an event in place and return its id; asked twice when nobody knows. Raises SendError, InDoubtError."""
    try:
        return str((await wire.put(where, body))["event_id"])
    except UnsureError:
        return await _again(wire, where, body)
    except WireError as error:
        raise surely_not(error) from None


async def _again(wire: Wire, where: str, body: Json) -> str:
    """Settle a doubt by trying again: the same transaction is the same event for the homeserver."""
    try:
        return str((await wire.put(where, body))["event_id"])
    except RefusedError as error:
        raise surely_not(error) from None
    except WireError as error:
        raise InDoubtError(str(error)) from None
