"""`start`: what people say, or press, when they open the direct conversation."""

from concertbot.chat.access import Role
from concertbot.chat.book import Book
from concertbot.chat.command import Command
from concertbot.chat.reply import Reply, say
from concertbot.domain.ask import Ask


async def run(ask: Ask) -> Reply:
    """Welcome somebody, and say how to go on."""
    words = {name: ask.sign + ask.reach.get(Book).word(name, ask.language) for name in ("help", "emergency")}
    return say("start-welcome", **words)


command = Command(name="start", run=run, role=Role.NOBODY, hidden=True)
