"""The menu of commands, in each language, for direct conversations and for groups."""

from collections.abc import Iterator

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeDefault,
)

from concertbot.adapters.telegram.errors import asked
from concertbot.chat.access import Role
from concertbot.chat.book import Book
from concertbot.chat.phrasebook import DEFAULT_LANGUAGE, LANGUAGES
from concertbot.chat.reply import Text

MOST, LONGEST = 100, 256
Menu = tuple[BotCommand, ...]


async def publish(bot: Bot, book: Book) -> None:
    """Show the present commands in the menus; what is right already is left alone."""
    for scope, code, menu in menus(book):
        shown = await asked(bot.get_my_commands(scope=scope, language_code=code or None))
        if tuple(shown) != menu:
            await asked(bot.set_my_commands(menu, scope=scope, language_code=code or None))


def menus(book: Book) -> Iterator[tuple[BotCommandScope, str, Menu]]:
    """Return the menu of each scope and language; without a language, for who has another one."""
    everybody = menu_of(book, DEFAULT_LANGUAGE, in_groups=True)
    yield BotCommandScopeDefault(), "", everybody
    for code in ("", *LANGUAGES):
        language = code or DEFAULT_LANGUAGE
        yield BotCommandScopeAllPrivateChats(), code, menu_of(book, language, in_groups=False)
        yield BotCommandScopeAllGroupChats(), code, menu_of(book, language, in_groups=True)


def menu_of(book: Book, language: str, *, in_groups: bool) -> Menu:
    """Return the commands that a menu shows."""
    offered = [one for one in book.commands.values() if not one.hidden]
    if in_groups:
        offered = [one for one in offered if one.role <= Role.PARTICIPANT and not one.direct_only]
    return tuple(BotCommand(book.word(one, language), _summary(book, one.name, language)) for one in offered[:MOST])


def _summary(book: Book, name: str, language: str) -> str:
    return " ".join(book.texts.say(language, Text(f"{name}.summary")).split())[:LONGEST]
