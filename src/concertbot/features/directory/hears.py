"""Plain words addressed to the bot are a lookup."""

from concertbot.chat.reply import Reply
from concertbot.domain.ask import Ask
from concertbot.features.directory.commands import find


async def plain(ask: Ask, addressed: bool) -> Reply | None:
    """Look up what somebody says to the bot in plain words."""
    return await find.run(ask, ask.message.text) if addressed else None


hears = (plain,)
