"""A reply as spans of text, and the only place where they become HTML. No text of anybody is ever markup."""

import html
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from concertbot.chat.plain import line_text
from concertbot.chat.reply import Card
from concertbot.chat.words import clean
from concertbot.domain.port import Mention, Outgoing

# Before a name, this invisible character keeps Telegram from ringing for whoever has the name.
RINGS = re.compile(r"(?<!\w)@(?=\w)")
STILL = "@\u2060"
LONGEST_LINK = 2000


@dataclass(frozen=True, slots=True)
class Span:
    """Text of one look."""

    text: str
    bold: bool = False
    link: str = ""


Spans = tuple[Span, ...]


def drawn(outgoing: Outgoing) -> list[Spans]:
    """Return the paragraphs of what goes out."""
    paragraphs = [_called(outgoing.mentions)] if outgoing.mentions else []
    language = outgoing.reply.language or outgoing.language
    parts = outgoing.reply.parts
    paragraphs += [_card(part, language) if isinstance(part, Card) else words(str(part)) for part in parts]
    return [spans for spans in paragraphs if length(spans)]


def words(text: str) -> Spans:
    """Return a text as it is."""
    tame = RINGS.sub(STILL, clean(text))
    return (Span(tame),) if tame else ()


def length(spans: Spans) -> int:
    """Return how many characters Telegram counts, which is after reading the markup."""
    return sum(len(span.text) for span in spans)


def markup(spans: Spans) -> str:
    """Return spans as HTML: the one place where text is escaped."""
    return "".join(map(_tagged, spans))


def plain(spans: Spans) -> str:
    """Return spans without any look."""
    return "".join(span.text for span in spans)


def _tagged(span: Span) -> str:
    text = html.escape(span.text, quote=False)
    if span.link:
        text = f'<a href="{html.escape(span.link, quote=True)}">{text}</a>'
    return f"<b>{text}</b>" if span.bold else text


def _card(card: Card, language: str) -> Spans:
    number = f"{card.number}. " if card.number is not None else ""
    title = Span(plain(words(number + str(card.title))), bold=True, link=_safe(card.link))
    lines = [plain(words(line_text(line, language))) for line in card.lines]
    body = "".join(f"\n{line}" for line in lines if line)
    return (title, Span(body)) if body else (title,)


def _called(mentions: tuple[Mention, ...]) -> Spans:
    spans: list[Span] = []
    for one in mentions:
        name = clean(one.name).replace("\n", " ") or one.address
        link = f"tg://user?id={one.address}" if one.address.isdecimal() else ""
        spans += [Span(", ")] if spans else []
        spans.append(Span(name, link=link))
    return tuple(spans)


def _safe(link: str) -> str:
    """Return a link when it leads to the web."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return ""
    harmless = parts.scheme in {"http", "https"} and parts.netloc and link.isprintable() and " " not in link
    return link if harmless and len(link) <= LONGEST_LINK else ""
