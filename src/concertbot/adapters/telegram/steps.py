"""What goes out, as the messages that Telegram takes: texts of 4096 characters, files with captions of 1024."""

from dataclasses import dataclass

from concertbot.adapters.telegram.drawing import Spans, drawn, length, words
from concertbot.adapters.telegram.splitting import messages
from concertbot.chat.reply import Attachment
from concertbot.domain.port import Outgoing

TEXT, CAPTION = 4096, 1024


@dataclass(frozen=True, slots=True)
class Step:
    """One message of Telegram: a text, or a file with what stands under it."""

    spans: Spans
    file: Attachment | None = None


def steps(outgoing: Outgoing, again: str = "") -> list[Step]:
    """Return the messages that together say it."""
    paragraphs, files = drawn(outgoing, again), outgoing.reply.files
    if len(files) == 1:
        return _with_file(paragraphs, files[0])
    said = [Step(spans) for spans in messages(paragraphs, TEXT)]
    return said + [step for file in files for step in _with_file([], file)]


def _with_file(paragraphs: list[Spans], file: Attachment) -> list[Step]:
    """Return a file under which its text stands; a longer text goes before it."""
    alt = words(str(file.alt))
    whole = [*paragraphs, alt] if alt else paragraphs
    fits = messages(whole, CAPTION)
    if len(fits) <= 1:
        return [Step(fits[0] if fits else (), file)]
    under = alt if length(alt) <= CAPTION else ()
    before = paragraphs if under or not alt else whole
    return [*(Step(spans) for spans in messages(before, TEXT)), Step(under, file)]
