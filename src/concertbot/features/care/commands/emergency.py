"""`urgence`: help lines, always, everywhere. Typed, it is answered by the screen; this is for who presses it."""

from concertbot.chat.access import Role
from concertbot.chat.command import Command, Parameter
from concertbot.chat.reply import Reply
from concertbot.domain.ask import Ask
from concertbot.domain.care import CrisisAnswer


async def run(ask: Ask, more: str = "") -> Reply:
    """Give the help lines."""
    del more  # whatever else was said
    return ask.reach.get(CrisisAnswer).reply(ask.language)


command = Command(name="emergency", run=run, role=Role.NOBODY, free=Parameter("more"))
