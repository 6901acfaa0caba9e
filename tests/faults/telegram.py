"""The drill's side on Telegram: a Bot API server of our own, on which requests fail."""

import random
import re
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from faults.counting import Heard
from faults.killing import Killer
from faults.script import Saying, Script
from peers.bot_api import BotApi, bot_api
from peers.bot_api_faults import Fault, Faults
from peers.bot_api_world import Json

FETCH, SEND = "getUpdates", re.compile(r"send(Message|Document)|editMessage\w+")
KINDS = ("flood", "502", "502_after", "cut", "cut_after")  # those that the bot knows at once


@dataclass
class Watched(Faults):
    """Faults; the killer sees each request before it is carried out."""

    killer: Killer | None = None

    def next_for(self, method: str, chat: str) -> Fault | None:
        """Return the fault that this request meets."""
        self.planned = [one for one in self.planned if one.times > 0]
        kind = "fetch" if method == FETCH else "send" if SEND.fullmatch(method) else "other"
        if self.killer and self.killer.sees(kind):
            return Fault("cut")
        return super().next_for(method, chat)


@dataclass
class TelegramSide:
    """People in groups and direct conversations."""

    api: BotApi
    exact: bool = False
    faults: Watched = field(default_factory=Watched)

    def __post_init__(self) -> None:
        """Watch what the bot asks for."""
        self.api.faults = self.faults

    @property
    def killer(self) -> Killer | None:
        """Who sees each request."""
        return self.faults.killer

    @killer.setter
    def killer(self, killer: Killer | None) -> None:
        self.faults.killer = killer

    @property
    def struck(self) -> Counter[str]:
        """What failed."""
        return self.faults.struck

    def settings(self, machine: int) -> dict[str, str]:
        """Return the settings of the bot, the same on each machine."""
        del machine
        token = self.api.world.token
        return {"platforms": "telegram", "telegram_token": token, "telegram_server": self.api.url}

    async def gather(self, script: Script) -> None:
        """Let everybody have begun to talk to the bot."""
        for name in script.names():
            person = self.api.world.person(name)
            person.started = True
            self.api.world.direct(person)

    async def says(self, saying: Saying) -> str:
        """Say something."""
        told = await self.api.people.says(saying.who, f"/{saying.words}", saying.room)
        return f"{told['message']['chat']['id']}/{told['message']['message_id']}"

    def disturb(self, dice: random.Random) -> None:
        """Let one of the next requests fail."""
        method = FETCH if dice.random() < 0.25 else ""
        self.faults.plan(dice.choice(KINDS), method, skip=dice.randrange(3))

    def calm(self) -> None:
        """Let nothing fail any more."""
        self.faults.planned, self.faults.killer = [], None

    async def heard(self) -> list[Heard]:
        """Return what the bot said."""
        return [self._heard(message) for message in self.api.sent()]

    def _heard(self, message: Json) -> Heard:
        chat, answers = message["chat"]["id"], message.get("reply_to_message", {}).get("message_id")
        return Heard(self.named(f"/{chat}"), message.get("text", ""), f"{chat}/{answers}" if answers else "")

    def named(self, place: str) -> str:
        """Return the title of a group, or the name of who talks directly."""
        chat = self.api.world.chats[int(place.rpartition("/")[2])]
        return chat.title or (chat.person.name if chat.person else "")


@asynccontextmanager
async def on_telegram() -> AsyncIterator[TelegramSide]:
    """Open a Bot API server."""
    async with bot_api() as api:
        yield TelegramSide(api)
