"""To whom a text is said: `/word@bot` and `@bot`."""

import re
from dataclasses import dataclass

COMMAND = re.compile(r"/(?P<word>\w+)@(?P<bot>\w+)")
START = re.compile(r"/start\s+(?P<payload>[A-Za-z0-9_-]{1,64})\s*")


@dataclass(frozen=True, slots=True)
class Said:
    """A text without the bot's name, and whether the name was there."""

    text: str
    mentioned: bool


def heard(text: str, username: str) -> Said | None:
    """Return what is said to the bot or to the room; None when it is a command for another bot."""
    command = COMMAND.match(text)
    if command:
        if command["bot"].casefold() != username.casefold():
            return None
        return Said(f"/{command['word']}{text[command.end() :]}", mentioned=True)
    name = re.compile(rf"(?<![\w@])@{re.escape(username)}(?!\w)[,:]?", re.IGNORECASE)
    without, found = name.subn("", text)
    if not found:
        return Said(text, mentioned=False)
    return Said(re.sub(r"[ \t]{2,}", " ", without).strip(), mentioned=True)


def payload_of(text: str) -> str:
    """Return what a deep link carries, empty when the text is none of a deep link."""
    found = START.fullmatch(text)
    return found["payload"] if found else ""
