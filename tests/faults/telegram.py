"""The drill on Telegram: a Bot API server of our own, on which requests fail, and a bot that is killed."""

import asyncio
import random
import re
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path

from concertbot.domain.database import Database
from faults.counting import Counting, Heard
from faults.killing import Killer
from faults.ledger import Ledger
from faults.script import Saying, Script
from faults.verdict import Verdict
from faults.victim import Victim
from peers.bot_api import BotApi
from peers.bot_api_faults import Fault, Faults
from peers.bot_api_world import Json

FETCH, SEND = "getUpdates", re.compile(r"send(Message|Document)|editMessage\w+")
QUICK = ("flood", "502", "502_after", "cut", "cut_after")  # those that the bot knows at once


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
class Drill:
    """One drill."""

    folder: Path
    url: str  # of the database
    seed: int
    messages: int
    kills: int
    bots: int = 1
    api: BotApi = field(default_factory=BotApi)
    ids: dict[str, Saying] = field(default_factory=dict)  # by the message's id
    struck: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        """Draw what is said and when the bots die."""
        self.script = Script(random.Random(f"{self.seed} said"), self.messages)  # noqa: S311 - a drill is repeatable
        self.dice = random.Random(f"{self.seed} faults")  # noqa: S311

    async def run(self) -> Verdict:
        """Do it, and return what came of it."""
        began = time.monotonic()
        ledger = Ledger(Database(self.url))
        await ledger.open()
        await self.api.start()
        victims = [Victim(self.folder / f"bot{number}", self._settings()) for number in range(self.bots)]
        killer = Killer(victims, random.Random(f"{self.seed} kills"))  # noqa: S311
        faults = self.api.faults = Watched(killer=killer)
        try:
            for victim in victims:
                victim.start()
            await asyncio.gather(self._talk(killer), killer.go_on(self.kills))
            self.struck = faults.struck
            self.api.faults = Faults()
            await ledger.settled(set(self.ids), 120)
            for victim in victims:
                await asyncio.to_thread(victim.stop)
            return await self._verdict(ledger, killer, began)
        finally:
            for victim in victims:
                victim.end()
            await self.api.stop()
            await ledger.database.close()

    def _settings(self) -> dict[str, str]:
        telegram = {"telegram_token": self.api.world.token, "telegram_server": self.api.url}
        return {"platforms": "telegram", "database": self.url, **telegram}

    async def _talk(self, killer: Killer) -> None:
        """Say everything, a part of it in each of the bot's lives, and let requests fail meanwhile."""
        for name in self.script.names():
            person = self.api.world.person(name)
            person.started = True
            self.api.world.direct(person)
        for saying in self.script.lines():
            while sum(killer.counted.values()) < self.kills * (saying.number - 1) // self.messages:
                await asyncio.sleep(0.02)
            told = await self.api.people.says(saying.who, f"/{saying.words}", saying.room)
            message = told["message"]
            self.ids[f"{message['chat']['id']}/{message['message_id']}"] = saying
            if self.dice.random() < 0.12:
                method = FETCH if self.dice.random() < 0.25 else ""
                self.api.faults.plan(self.dice.choice(QUICK), method, skip=self.dice.randrange(3))
            await asyncio.sleep(self.dice.expovariate(1 / 0.25))

    async def _verdict(self, ledger: Ledger, killer: Killer, began: float) -> Verdict:
        verdict = Verdict("Telegram", self.seed, seconds=time.monotonic() - began)
        verdict.tried = {"messages": len(self.ids), "kills": sum(killer.counted.values())}
        verdict.tried |= {f"killed {moment}": count for moment, count in sorted(killer.counted.items())}
        verdict.tried |= {f"requests that met {kind}": count for kind, count in sorted(self.struck.items())}
        effects, inbox = await ledger.effects(), await ledger.inbox()
        outbox = [replace(row, place=self._named(row.place)) for row in await ledger.outbox()]
        Counting(self.ids, list(map(heard, self.api.sent())), effects, inbox, outbox, exact=False).judge(verdict)
        return verdict

    def _named(self, place: str) -> str:
        chat = self.api.world.chats[int(place.rpartition("/")[2])]
        return chat.title or (chat.person.name if chat.person else "")


def heard(message: Json) -> Heard:
    """Return a message of the bot as people see it."""
    chat, answers = message["chat"], message.get("reply_to_message", {}).get("message_id")
    place = chat.get("title") or chat["first_name"]
    return Heard(place, message.get("text", ""), f"{chat['id']}/{answers}" if answers else "")
