"""The console without a terminal: one message a line in, plain text out."""

import sys
from dataclasses import dataclass
from typing import TextIO

from concertbot.adapters.console.seat import Seat
from concertbot.chat.plain import plain_text
from concertbot.chat.reply import Card, Reply
from concertbot.domain.port import InDoubtError, Outgoing


@dataclass
class Plain:
    """Writes replies as text, an empty line after each."""

    seat: Seat
    out: TextIO = sys.stdout

    async def send(self, outgoing: Outgoing) -> str:
        """Write what the bot says, and the choices by number."""
        if outgoing.deletes:  # what was printed stays printed
            return outgoing.key
        self.seat.ids.give(outgoing)
        self.seat.offered(outgoing)
        choices = "  ".join(f"[{number}] {one.label}" for number, one in enumerate(outgoing.reply.numbered, 1))
        files = "\n".join(f"{file.alt or file.name}\n  {file.path}" for file in outgoing.reply.files)
        self._write("\n\n".join(block for block in (plain_text(outgoing.reply), files, choices) if block))
        return outgoing.key

    async def find(self, outgoing: Outgoing) -> str | None:  # noqa: ARG002 - as every platform is asked
        """Nobody can tell what a terminal showed."""
        raise InDoubtError

    def note(self, card: Card | str) -> None:
        """Write what the console itself says."""
        self._write(plain_text(Reply(parts=(card,))))

    def _write(self, text: str) -> None:
        self.out.write(text + "\n\n")
        self.out.flush()
