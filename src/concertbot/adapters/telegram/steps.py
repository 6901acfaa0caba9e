"""What goes out, as the messages that Telegram takes: texts of 4096 characters, files with captions of 1024."""

from dataclasses import dataclass, replace

from concertbot.adapters.telegram.drawing import Spans, drawn, length, words
from concertbot.adapters.telegram.splitting import GAP, messages
from concertbot.chat.reply import Attachment
from concertbot.domain.port import Outgoing

TEXT, CAPTION = 4096, 1024


@dataclass(frozen=True, slots=True)
class Step:
    """One message of Telegram: a text, or a file with what stands under it."""

    spans: Spans
    file: Attachment | None = None
    first: bool = False  # points to what it answers
    last: bool = False  # has the buttons
    notice: bool = False  # is no part of the answer itself


def steps(outgoing: Outgoing) -> list[Step]:
    """Return the messages that together say it."""
    paragraphs, files = drawn(outgoing), outgoing.reply.files
    if len(files) == 1:
        found = _with_file(paragraphs, files[0])
    else:
        found = [Step(spans) for spans in messages(paragraphs, TEXT)]
        found += [step for file in files for step in _with_file([], file)]
    last = len(found) - 1
    return [replace(step, first=place == 0, last=place == last) for place, step in enumerate(found)]


def with_notice(to_do: list[Step], notice: str) -> list[Step]:
    """Return the messages with a short line before their words; where that does not fit, the line goes first."""
    step, line = to_do[0], words(notice)
    whole = (*line, GAP, *step.spans) if step.spans else line
    if length(whole) <= (CAPTION if step.file else TEXT):
        return [replace(step, spans=whole), *to_do[1:]]
    return [Step(line, first=step.first, notice=True), *to_do]


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
