"""The one place where words become Matrix HTML: everything is escaped here, so nobody's words become markup."""

from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from concertbot.chat.plain import INDENT, line_text
from concertbot.chat.reply import Card, Part, Reply
from concertbot.chat.words import clean
from concertbot.domain.port import Mention

LINKS = ("https://", "http://")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a message, in plain words and as HTML."""

    plain: str
    html: str

    @property
    def size(self) -> int:
        """How much of an event it takes, in bytes."""
        return len(self.plain.encode()) + len(self.html.encode()) + len("\\n<br>")


Block = tuple[Line, ...]  # a paragraph or a card


def blocks(reply: Reply) -> list[Block]:
    """Return the paragraphs and cards of a localised reply."""
    return [block for part in reply.parts if (block := _block(part, reply.language))]


def text_block(text: str) -> Block:
    """Return a paragraph of somebody's words or a sentence."""
    return tuple(Line(line, escape(line)) for line in clean(text).splitlines())


def pill(mention: Mention) -> str:
    """Return the mark-up that shows and rings somebody."""
    return f'<a href="{escape(permalink(mention.address))}">{escape(clean(mention.name))}</a>'


def permalink(user: str) -> str:
    """Return the address at which any client opens a conversation with somebody."""
    return f"https://matrix.to/#/{quote(user, safe='@:')}"


def plain_of(several: list[Block]) -> str:
    """Return blocks in plain words."""
    return "\n\n".join("\n".join(line.plain for line in block) for block in several)


def html_of(several: list[Block]) -> str:
    """Return blocks as HTML."""
    return "".join(f"<p>{'<br>'.join(line.html for line in block)}</p>" for block in several)


def _block(part: Part, language: str) -> Block:
    return _card(part, language) if isinstance(part, Card) else text_block(str(part))


def _card(card: Card, language: str) -> Block:
    number, title = f"{card.number}. " if card.number is not None else "", clean(str(card.title))
    head = escape(number + title)
    if card.link.startswith(LINKS):
        head = f'<a href="{escape(card.link)}">{head}</a>'
    lines = [Line(number + title, f"<strong>{head}</strong>")]
    for line in card.lines:
        said = line_text(line, language)
        label = said.removesuffix(clean(str(line.value))) if line.label else ""
        html = f"<em>{escape(label)}</em>{escape(said.removeprefix(label))}" if label else escape(said)
        lines.append(Line(INDENT + said, html))
    return tuple(lines)
