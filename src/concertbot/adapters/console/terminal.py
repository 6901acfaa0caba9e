"""The console on a terminal: coloured cards, history, completion, choices by number."""

from dataclasses import dataclass, field

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import WordCompleter
from prompt_toolkit.history import InMemoryHistory
from prompt_toolkit.patch_stdout import patch_stdout
from rich.console import Console, Group
from rich.panel import Panel
from rich.text import Text

from concertbot.adapters.console.conversation import Conversation
from concertbot.adapters.console.seat import Seat
from concertbot.chat.phrasebook import DEFAULT_LANGUAGE
from concertbot.chat.plain import line_text
from concertbot.chat.reply import Card, Part, Reply
from concertbot.domain.port import InDoubtError, Outgoing

COLONS = (":as", ":room", ":dm", ":who", ":clock", ":file", ":help", ":quit")
WIDTH = 100  # characters; longer lines tire the eye


@dataclass
class Terminal:
    """Draws replies. Everything is drawn as literal text, so that no word of anybody becomes markup."""

    seat: Seat
    console: Console = field(default_factory=lambda: Console(highlight=False, width=min(Console().width, WIDTH)))

    async def send(self, outgoing: Outgoing) -> str:
        """Draw what the bot says."""
        if outgoing.deletes:  # what was drawn stays drawn
            return outgoing.key
        self.seat.ids.give(outgoing)
        self.seat.offered(outgoing)
        where = f"@ {outgoing.room}" if outgoing.room else f"→ {outgoing.person}"
        self.console.print(Text(f"concertbot {where}", style="bold magenta"))
        self._draw(outgoing.reply)
        return outgoing.key

    async def find(self, outgoing: Outgoing) -> str | None:  # noqa: ARG002 - as every platform is asked
        """Nobody can tell what a terminal showed."""
        raise InDoubtError

    def note(self, card: Card | str) -> None:
        """Draw what the console itself says."""
        self.console.print(_drawn(card, DEFAULT_LANGUAGE))

    def _draw(self, reply: Reply) -> None:
        self.console.print(Group(*(_drawn(part, reply.language) for part in reply.parts)))
        for file in reply.files:
            self.console.print(Text(f"{file.alt or file.name}\n  {file.path}", style="cyan"), soft_wrap=True)
        if reply.numbered:
            line = Text()
            for number, choice in enumerate(reply.numbered, 1):
                line.append(f"[{number}]\u00a0", style="bold cyan").append(
                    str(choice.label).replace(" ", "\u00a0") + "   "
                )
            self.console.print(line)
        self.console.print()


def _drawn(part: Part, language: str) -> Panel | Text:
    if not isinstance(part, Card):
        return Text(str(part))
    body = Text("\n").join(Text(line_text(line, language)) for line in part.lines)
    number = f"{part.number}. " if part.number is not None else ""
    return Panel(body, title=Text(f"{number}{part.title}", style="bold green"), title_align="left", border_style="dim")


async def converse(conversation: Conversation, words: list[str]) -> None:
    """Take lines from the keyboard until the person leaves. Their history stays in memory: it may be private."""
    completer = WordCompleter([*COLONS, *(f"!{word}" for word in words)], sentence=True)
    prompt: PromptSession[str] = PromptSession(
        history=InMemoryHistory(), completer=completer, complete_while_typing=False
    )
    with patch_stdout(raw=True):
        while not conversation.over:
            try:
                line = await prompt.prompt_async(conversation.seat.prompt)
            except (EOFError, KeyboardInterrupt):
                return
            if line.strip():
                await conversation.take(line.strip())
