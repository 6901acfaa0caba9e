"""Messages as they can be kept: platforms and people send what no database takes and nobody can read."""

import re
from dataclasses import replace
from typing import Any

from concertbot.chat.message import File, Message
from concertbot.chat.words import clean

UNKEEPABLE = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")  # control characters and halves of characters
NAMED = ("id", "sender", "room", "choice", "refers_to", "thread", "language")


def cleaned(message: Message) -> Message:
    """Return a message whose words can be read and whose ids can be kept; most are so already."""
    changed: dict[str, Any] = {name: UNKEEPABLE.sub("", getattr(message, name) or "") for name in NAMED}
    changed["room"] = changed["room"] if message.room is not None else None
    changed |= {"sender_name": clean(message.sender_name), "text": clean(message.text)}
    changed["files"] = tuple(File(clean(one.name), clean(one.media_type), one.path) for one in message.files)
    same = all(getattr(message, name) == value for name, value in changed.items())
    return message if same else replace(message, **changed)
