"""From raw updates to the post: read, fetched, taken together with the cursor, and only then acknowledged."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import structlog
from telegram import Update

from concertbot.adapters.telegram.client import Client
from concertbot.adapters.telegram.incoming_files import files_of
from concertbot.adapters.telegram.pressing import Presses
from concertbot.adapters.telegram.reading import PLATFORM, read
from concertbot.chat.clock import Clock
from concertbot.chat.message import Message
from concertbot.domain.port import Cursor, Post

log = structlog.get_logger()
RENUMBERED = timedelta(days=6)  # after a week without any update, Telegram counts from anywhere


class Taking:
    """Takes batches of updates."""

    def __init__(self, client: Client, clock: Clock) -> None:
        self._client, self._clock = client, clock
        self.presses = Presses(client.bot, client.timing.press)

    async def offset(self, post: Post) -> int | None:
        """Return where to go on; None for another bot's cursor, for an old one and before the first time."""
        stored = await post.cursor(PLATFORM)
        try:
            told = json.loads(stored or "{}")
            fresh = self._clock.now() - datetime.fromisoformat(told["at"]) < RENUMBERED
            return int(told["offset"]) if told["bot"] == self._client.id and fresh else None
        except (ValueError, KeyError, TypeError):
            return None

    async def take(self, raw: Sequence[dict[str, Any]], post: Post) -> int:
        """Hand updates over, and return the next offset. When it raises, none is acknowledged."""
        safe = asyncio.Event()
        self.presses.begin(_pressed(raw), safe)
        found = [await self._message(one, post) for one in raw]
        offset = max(int(one["update_id"]) for one in raw) + 1
        cursor = {"bot": self._client.id, "offset": offset, "at": self._clock.now().isoformat()}
        await post.take([one for one in found if one], Cursor(PLATFORM, json.dumps(cursor)))
        safe.set()
        return offset

    async def _message(self, raw: dict[str, Any], post: Post) -> Message | None:
        read_out = self._read(raw)
        if read_out is None:
            return None
        update, said = read_out
        if update.message is None:
            return said
        return replace(said, files=await files_of(update.message, said, self._client.bot, post))

    def _read(self, raw: dict[str, Any]) -> tuple[Update, Message] | None:
        """Return an update and what it says. One that cannot be read is passed over, or it would come for ever."""
        me = self._client.me
        try:
            update = Update.de_json(raw, self._client.bot)
            said = read(update, me, self._clock.now()) if me else None
        except Exception as error:  # noqa: BLE001 - whatever is wrong with it, the next one is read
            kinds = ",".join(sorted(key for key in raw if key != "update_id"))
            log.warning("update set aside", update=raw.get("update_id"), has=kinds, kind=type(error).__name__)
            return None
        return (update, said) if said else None


def _pressed(raw: Sequence[dict[str, Any]]) -> list[str]:
    queries = (one.get("callback_query") for one in raw)
    return [str(query["id"]) for query in queries if isinstance(query, dict) and "id" in query]
