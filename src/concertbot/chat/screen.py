"""Screens see each message before anything is written."""

from collections.abc import Callable

from concertbot.chat.message import Message
from concertbot.chat.reply import Reply

# Gets a message and whether it is addressed to the bot. A reply means that the message is answered with it, past
# everything else, and that nothing of it is kept.
Screen = Callable[[Message, bool], Reply | None]
