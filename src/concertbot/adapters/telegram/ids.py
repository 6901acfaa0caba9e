"""How messages of Telegram are named here: by chat and number, for a number alone means something in its chat only."""

import re

NAMED = re.compile(r"(-?\d+)/(\d+)")


def message_id(chat: int | str, number: int) -> str:
    """Return the name of a message."""
    return f"{chat}/{number}"


def number_in(chat: str, name: str) -> int | None:
    """Return the number of a message when it is of this chat."""
    found = NAMED.fullmatch(name)
    return int(found[2]) if found and found[1] == chat else None


def chat_of(name: str) -> str:
    """Return the chat of a message, empty when the name is none of a message."""
    found = NAMED.fullmatch(name)
    return found[1] if found else ""
