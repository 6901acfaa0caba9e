"""What a message asks for: the answer to a form, a command, something overheard, plain words, or a near-miss."""

import re
from dataclasses import dataclass

from concertbot.chat.book import Book
from concertbot.chat.command import Command
from concertbot.chat.message import Message
from concertbot.chat.words import fold

PREFIXED = re.compile(r"[!/！]\s?(?P<word>[^\W\d_]{2,32})(?:@\w+)?(?:\s+(?P<rest>.*))?$", re.DOTALL)
PREFIX = re.compile(r"[!/！]\w")
FIRST = re.compile(r"(?P<word>[^\W\d_]{2,32})[\s!?.…]*(?:\s(?P<rest>.*))?$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Called:
    """A command by its word, and the words after it."""

    command: Command
    word: str
    rest: str
    prefixed: bool


@dataclass(frozen=True, slots=True)
class Plain:
    """Plain words addressed to the bot."""

    text: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """A prefixed word that is no command, and the command words that are near."""

    word: str
    rest: str
    near: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Overheard:
    """Talk in a room that is not for the bot."""


Route = Called | Plain | Unknown | Overheard


def addressed(message: Message) -> bool:
    """Return whether a message is for the bot, as far as the message alone can tell."""
    return message.direct or message.mentioned or bool(PREFIX.match(message.text))


def route(message: Message, book: Book) -> Route:
    """Return what the message asks for, forms and replies aside."""
    prefixed = PREFIXED.match(message.text)
    if prefixed:
        return _called(prefixed, book) or Unknown(
            prefixed["word"], (prefixed["rest"] or "").strip(), book.near(prefixed["word"])
        )
    if not (message.direct or message.mentioned):
        return Overheard()
    first = FIRST.match(message.text)
    return (_called(first, book) if first else None) or Plain(message.text)


def _called(match: re.Match[str], book: Book) -> Called | None:
    command = book.find(match["word"])
    if command is None:
        return None
    prefixed = not match[0][0].isalpha()
    return Called(command, fold(match["word"]), (match["rest"] or "").strip(), prefixed)
