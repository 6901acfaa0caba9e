"""A localised reply as plain text, for who reads lines. Somebody's words stay plain: there is no markup to escape."""

from concertbot.chat.reply import Card, Line, Reply
from concertbot.chat.words import clean

INDENT = "   "


def plain_text(reply: Reply) -> str:
    """Return the words of a reply, its cards as indented blocks with an empty line between."""
    blocks = [_card(part, reply.language) if isinstance(part, Card) else clean(str(part)) for part in reply.parts]
    return "\n\n".join(block for block in blocks if block)


def _card(card: Card, language: str) -> str:
    number = f"{card.number}. " if card.number is not None else ""
    lines = [f"{number}{clean(str(card.title))}", *(INDENT + line_text(line, language) for line in card.lines)]
    return "\n".join(lines)


def line_text(line: Line, language: str) -> str:
    """Return one line of a card, after its label."""
    value, colon = clean(str(line.value)), " : " if language == "fr" else ": "
    return f"{clean(str(line.label))}{colon}{value}" if line.label else value
