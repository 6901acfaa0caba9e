"""Opens the platform for who puts the bot together."""

from concertbot.adapters.telegram.adapter import Telegram
from concertbot.domain.port import Adapter
from concertbot.domain.reach import Reach


def adapter(reach: Reach) -> Adapter:
    """Return the account of the settings; nothing is asked of Telegram yet."""
    return Telegram(reach)
