"""What Telegram and the network say went wrong, as the port's errors.

The library's errors may hold the address of a request, and the token stands in it: none of them goes further than here.
"""

import re
from collections.abc import Awaitable
from datetime import timedelta
from enum import StrEnum
from typing import TypeVar

import httpx
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from concertbot.domain.port import InDoubtError, LostError, MovedError, SendError, UnreachableError

T = TypeVar("T")
SOON = 5.0  # seconds until a request that could not even begin is worth another try
LONG = 300.0
NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
HARMLESS = re.compile(r"[\w ,.'/-]{1,100}")


class Refusal(StrEnum):
    """What in a request Telegram refused, as far as the bot can do something about it."""

    MARKUP = "markup"
    THREAD = "thread"
    UNCHANGED = "unchanged"
    NO_TEXT = "no text"
    PHOTO = "photo"
    FILE = "file"
    REACTION = "reaction"
    PRESS = "press"
    OTHER = "other"


class RefusedError(SendError):
    """A request that Telegram understood and refused."""

    def __init__(self, refusal: Refusal, why: str) -> None:
        super().__init__(why)
        self.refusal = refusal


class FloodError(SendError):
    """Too many requests; Telegram says for how long it takes no more."""


class OutOfReachError(SendError):
    """Telegram could not be reached: the request never began."""


class DeniedError(SendError):
    """The token is refused."""

    def __init__(self) -> None:
        super().__init__("the token is refused", LONG)


class ConflictError(SendError):
    """Somebody else receives for the account: another process, or a webhook."""

    def __init__(self, *, webhook: bool) -> None:
        super().__init__("somebody else receives", SOON)
        self.webhook = webhook


REFUSALS = (
    ("can't parse entities", Refusal.MARKUP),
    ("thread not found", Refusal.THREAD),
    ("topic_closed", Refusal.THREAD),
    ("topic_deleted", Refusal.THREAD),
    ("not modified", Refusal.UNCHANGED),
    ("no text in the message", Refusal.NO_TEXT),
    ("image_process_failed", Refusal.PHOTO),
    ("photo_", Refusal.PHOTO),
    ("reaction", Refusal.REACTION),
    ("rights to send", Refusal.FILE),
    ("query is too old", Refusal.PRESS),
)
LOST = (
    "to edit not found",
    "to delete not found",
    "message_id_invalid",
    "can't be edited",
    "can't be deleted",
    "message can't be",
)
UNREACHABLE = ("chat not found", "peer_id_invalid", "user not found", "rights to send text", "chat_write_forbidden")


async def asked(request: Awaitable[T]) -> T:
    """Return what a request brings. Raises SendError or InDoubtError, which hold nothing of the library's error."""
    try:
        return await request
    except TelegramError as error:
        fault = fault_of(error)
    except Exception as error:  # noqa: BLE001 - an answer that the library cannot read: nobody knows what was done
        fault = InDoubtError(type(error).__name__)
    raise fault


def fault_of(error: TelegramError) -> SendError | InDoubtError:
    """Return the port's error for one of the library."""
    match error:
        case RetryAfter():
            return FloodError("too many requests", _seconds(error.retry_after))
        case ChatMigrated():
            return MovedError(str(error.new_chat_id))
        case Forbidden():
            return UnreachableError("the bot may not write there")
        case InvalidToken():
            return DeniedError()
        case _:
            return _further(error)


def _further(error: TelegramError) -> SendError | InDoubtError:
    match error:
        case Conflict():
            return ConflictError(webhook="webhook" in error.message.casefold())
        case BadRequest():
            return _refused(error.message.casefold())
        case NetworkError():
            return _broken(error)
        case _:
            return InDoubtError(type(error).__name__)


def _seconds(span: int | timedelta) -> float:
    return span.total_seconds() if isinstance(span, timedelta) else float(span)


def _refused(said: str) -> SendError:
    if any(words in said for words in LOST):
        return LostError("it is not there any more")
    if any(words in said for words in UNREACHABLE):
        return UnreachableError("the bot cannot write there")
    refusal = next((one for words, one in REFUSALS if words in said), Refusal.OTHER)
    why = said if refusal is Refusal.OTHER and HARMLESS.fullmatch(said) else refusal.value
    return RefusedError(refusal, f"refused: {why}")


def _broken(error: NetworkError) -> SendError | InDoubtError:
    """Tell a request that never began from one that may have had its effect."""
    if isinstance(error.__cause__, NOT_SENT):
        return OutOfReachError("Telegram cannot be reached", SOON)
    if "too large" in error.message.casefold():
        return SendError("the file is too large for Telegram")
    return InDoubtError(type(error.__cause__ or error).__name__)
