"""Draws docs/conversation.svg: a real conversation with the demo, as the terminal shows it."""

import asyncio
import io
import re
import tempfile

from rich.console import Console
from rich.text import Text

from concertbot.adapters.console.conversation import Conversation
from concertbot.adapters.console.seat import Seat
from concertbot.adapters.console.terminal import Terminal
from concertbot.bootstrap import open_reach, put_together
from concertbot.chat.book import Book
from concertbot.chat.clock import Clock
from concertbot.demo import settle_in
from concertbot.domain.database import Database
from concertbot.settings import ROOT, load

SAID = ("un psy pour un sans papiers traumatisé à Ixelles", "2")
WIDTH = 92
FONT = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)  # the picture asks no other machine for a font


async def main() -> None:
    """Hold the conversation and draw it."""
    console = Console(record=True, width=WIDTH, highlight=False, file=io.StringIO())
    with tempfile.TemporaryDirectory() as folder:
        async with open_reach(load(ROOT / "config", f"sqlite:///{folder}/demo.sqlite")) as reach:
            screen = Terminal(Seat("karim"), console)
            carrier = put_together(reach, screen)
            await carrier.get_ready()
            await settle_in(reach)
            texts = reach.get(Book).texts
            talk = Conversation(
                carrier, reach.get(Database), reach.get(Clock), texts, screen, screen.seat, "fr", "Europe/Brussels"
            )
            for line in SAID:
                console.print(Text(f"{screen.seat.prompt}{line}", style="bold"))
                await talk.take(line)
    drawn = FONT.sub("", console.export_svg(title="concertbot"))
    (ROOT / "docs" / "conversation.svg").write_text(drawn, encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(main())
