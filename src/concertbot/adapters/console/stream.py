"""The console as a stream of JSON: each thing the bot says is one object, flushed at once."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import TextIO

from concertbot.adapters.console.ids import Ids
from concertbot.adapters.console.input import Input, InputError, read
from concertbot.adapters.console.reading import message_of
from concertbot.chat.clock import Clock, instant
from concertbot.chat.plain import plain_text
from concertbot.domain.port import InDoubtError, Outgoing, Post
from concertbot.settings import Settings


@dataclass
class Stream:
    """A platform whose other side is a program."""

    ids: Ids
    out: TextIO = sys.stdout

    async def send(self, outgoing: Outgoing) -> str:
        """Write what the bot says as one object."""
        self.ids.give(outgoing)
        self.write(self._object(outgoing))
        return outgoing.key

    async def find(self, outgoing: Outgoing) -> str | None:  # noqa: ARG002 - as every platform is asked
        """Nobody can tell what a terminal showed."""
        raise InDoubtError

    def write(self, value: dict[str, object]) -> None:
        """Write one object and flush it."""
        self.out.write(json.dumps(value, ensure_ascii=False) + "\n")
        self.out.flush()

    def _object(self, outgoing: Outgoing) -> dict[str, object]:
        reply = outgoing.reply
        return {
            "id": outgoing.key,
            "to": {"room": outgoing.room} if outgoing.room else {"person": outgoing.person},
            "in_reply_to": self.ids.name(outgoing.in_reply_to),
            "thread": (self.ids.name(outgoing.thread) or outgoing.thread) if outgoing.thread else None,
            "edits": outgoing.edits or None,
            "deletes": outgoing.deletes or None,
            "notify": reply.notify,
            "mentions": list(reply.mentions),
            "text": plain_text(reply),
            "choices": [{"id": choice.id, "label": choice.label} for choice in reply.choices],
            "reactions": [reply.reaction] if reply.reaction else [],
            "files": [
                {"name": file.name, "media_type": file.media_type, "path": file.path, "alt": file.alt}
                for file in reply.files
            ],
        }


async def lines(source: TextIO) -> AsyncIterator[tuple[int, str]]:
    """Return the lines of a file with their numbers from 1, without stopping the rest of the bot."""
    number = 0
    while line := await asyncio.to_thread(source.readline):
        number += 1
        yield number, line.strip()


async def serve(carrier: Post, stream: Stream, clock: Clock, settings: Settings) -> None:
    """Take lines until they end; after everything that a line caused, say so."""
    async for number, line in lines(sys.stdin):
        try:
            if line:
                await _take(carrier, stream, clock, settings, (number, read(line)))
        except InputError as error:
            stream.write({"error": str(error), "line": number})
        stream.write({"idle": number})


async def _take(carrier: Post, stream: Stream, clock: Clock, settings: Settings, numbered: tuple[int, Input]) -> None:
    number, line = numbered
    if line.clock:
        clock.freeze(line.clock if line.clock.tzinfo else instant(line.clock, settings.timezone))
        await carrier.settle()
    else:
        await carrier.take([message_of(line, number, stream.ids, clock.now())])
