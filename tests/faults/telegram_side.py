"""People on Telegram: groups and direct conversations on a Bot API server of our own."""

import random
from collections import Counter

from faults.effects import DONE
from peers.bot_api import BotApi

GROUPS, PERSONS = 16, 24
KINDS = (("flood", "sendMessage"), ("502", "sendMessage"), ("502_after", "sendMessage"), ("cut", "sendMessage"))
MORE = (("cut_after", "sendMessage"), ("502", "getUpdates"), ("cut", "getUpdates"), ("500", "getUpdates"))


class TelegramSide:
    """The people's side of Telegram."""

    name = "telegram"
    tells = False

    def __init__(self, server: BotApi) -> None:
        self.server = server

    def environment(self, machine: int) -> dict[str, str]:
        """Return the settings of a bot on one machine."""
        del machine
        return {
            "CONCERTBOT_PLATFORMS": "telegram",
            "CONCERTBOT_TELEGRAM_TOKEN": self.server.world.token,
            "CONCERTBOT_TELEGRAM_SERVER": self.server.url,
        }

    async def arrive(self) -> None:
        """Have the groups invite the bot."""
        for place in range(GROUPS):
            await self.server.people.invites("Anna", f"Group {place}")

    async def say(self, number: int) -> str:
        """Have somebody say a number."""
        place = number % (GROUPS + PERSONS)
        where = {"title": f"Group {place}"} if place < GROUPS else {}
        said = await self.server.people.says(f"Person {place}", f"/drill {number}", **where)
        return f"{said['message']['chat']['id']}/{said['message']['message_id']}"

    async def heard(self) -> Counter[int]:
        """Return how often each number was answered."""
        texts = [one.get("text", "") for one in self.server.sent()]
        return Counter(int(found[1]) for text in texts if (found := DONE.search(text)))

    def disturb(self, chance: random.Random) -> None:
        """Let the next request of a kind go wrong."""
        kind, method = chance.choice((*KINDS, *MORE))
        self.server.faults.plan(kind, method)

    def calm(self) -> None:
        """Let nothing go wrong any more."""
        self.server.faults.planned.clear()

    @property
    def struck(self) -> Counter[str]:
        """What went wrong so far."""
        return self.server.faults.struck
