"""A command: what people may say, who may say it, and what it then does."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from concertbot.chat.access import Role
from concertbot.chat.arguments import Parse, words
from concertbot.chat.reply import Reply

# A command gets the Ask and its parsed arguments by name. It returns what to say; it never sends.
Run = Callable[..., Awaitable[Reply | tuple[Reply, ...]]]


@dataclass(frozen=True, slots=True)
class Parameter:
    """An argument of a command. Its word, and its question when it is missing, stand in the texts."""

    name: str
    parse: Parse[Any] = words
    required: bool = False


@dataclass(frozen=True, slots=True)
class Command:
    """What people may say. Word, summary, usage and example stand in the texts under its name."""

    name: str
    run: Run
    role: Role = Role.PARTICIPANT
    free: Parameter | None = None  # the words that are no option
    options: tuple[Parameter, ...] = ()
    direct_only: bool = False
    hidden: bool = False  # out of the help, for what only choices say
