"""A reply in the reader's language: the same reply, every phrase of it a plain string."""

from dataclasses import replace

from concertbot.chat.phrasebook import Texts
from concertbot.chat.reply import Card, Line, Part, Reply


def localise(reply: Reply, texts: Texts, language: str) -> Reply:
    """Return the reply with every phrase said in this language."""
    return replace(
        reply,
        parts=tuple(_part(part, texts, language) for part in reply.parts),
        choices=tuple(replace(choice, label=texts.say(language, choice.label)) for choice in reply.choices),
        files=tuple(replace(file, alt=texts.say(language, file.alt)) for file in reply.files),
        language=language,
    )


def _part(part: Part, texts: Texts, language: str) -> Part:
    if not isinstance(part, Card):
        return texts.say(language, part)
    lines = tuple(Line(texts.say(language, line.value), texts.say(language, line.label)) for line in part.lines)
    return replace(part, title=texts.say(language, part.title), lines=lines)
