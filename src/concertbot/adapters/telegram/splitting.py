"""Long answers as several messages: at the end of a paragraph, else of a line, else of a word, never inside markup."""

from collections.abc import Iterable
from dataclasses import replace

from concertbot.adapters.telegram.drawing import Span, Spans, length, plain

GAP = Span("\n\n")


def messages(paragraphs: Iterable[Spans], limit: int) -> list[Spans]:
    """Return the paragraphs in as few messages of at most so many characters as their order allows."""
    found: list[Spans] = []
    for piece in (piece for paragraph in paragraphs for piece in _pieces(paragraph, limit)):
        if found and length(found[-1]) + length((GAP, *piece)) <= limit:
            found[-1] = (*found[-1], GAP, *piece)
        else:
            found.append(piece)
    return found


def _pieces(spans: Spans, limit: int) -> list[Spans]:
    pieces: list[Spans] = []
    while length(spans) > limit:
        end, begin = _cut(plain(spans), limit)
        pieces.append(_between(spans, 0, end))
        spans = _between(spans, begin, length(spans))
    return [*pieces, spans] if length(spans) else pieces


def _cut(text: str, limit: int) -> tuple[int, int]:
    """Return where a piece ends and where the next begins; the space between them is nobody's."""
    end = next((place for sign in "\n " if (place := text.rfind(sign, 1, limit + 1)) > 0), limit)
    head, tail = text[:end].rstrip(), text[end:].lstrip()
    return (len(head) or end), len(text) - len(tail)


def _between(spans: Spans, start: int, end: int) -> Spans:
    kept: list[Span] = []
    place = 0
    for span in spans:
        text = span.text[max(start - place, 0) : max(end - place, 0)]
        if text:
            kept.append(replace(span, text=text))
        place += len(span.text)
    return tuple(kept)
