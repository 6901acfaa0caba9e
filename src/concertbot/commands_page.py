"""The table of commands for docs/commands.md, from the code."""

from collections.abc import Iterable

from concertbot.chat.book import Book
from concertbot.chat.command import Command
from concertbot.chat.phrasebook import LANGUAGES, Texts
from concertbot.chat.reply import Text

HEAD = """# What people may say

Generated from the code by `./run docs`; do not edit. Say `!word` or `/word`; in a direct message the word alone will
do. Accents are forgiven, and every word works in whatever language you speak.

| français | nederlands | english | least role | what it does |
|---|---|---|---|---|
"""


def page(commands: Iterable[Command], texts: Texts) -> str:
    """Return the page."""
    return HEAD + "".join(_row(command, texts) for command in Book(commands, texts).commands.values())


def _row(command: Command, texts: Texts) -> str:
    words = " | ".join(", ".join(texts.words(command.name, language)) for language in LANGUAGES)
    summary = texts.say("en", Text(f"{command.name}.summary"))
    where = " (in a direct message)" if command.direct_only else ""
    return f"| {words} | {command.role.name.lower()} | {summary}{where} |\n"
