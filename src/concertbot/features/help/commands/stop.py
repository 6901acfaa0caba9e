"""`stop`: leave the open form."""

from concertbot.chat.access import Role
from concertbot.chat.command import Command
from concertbot.chat.reply import Reply, say
from concertbot.domain.ask import Ask
from concertbot.domain.forms import Forms


async def run(ask: Ask) -> Reply:
    """Leave the form that this account has open here."""
    left = await ask.reach.get(Forms).close(ask.session, ask.message)
    return say("stop-left" if left else "stop-nothing")


command = Command(name="stop", run=run, role=Role.NOBODY)
