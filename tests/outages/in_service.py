"""The bot's real parts in service, inside the test: clock, platforms and waits are the test's."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

import httpx

from concertbot.bootstrap import abilities_of, open_reach
from concertbot.chat.clock import Clock
from concertbot.chat.reply import Reply
from concertbot.delivery import outbox
from concertbot.delivery.carrier import Carrier
from concertbot.delivery.lane import is_down
from concertbot.domain.database import Database
from concertbot.domain.port import Adapter, Link
from concertbot.domain.reach import Reach
from concertbot.service import in_service
from concertbot.settings import Settings, WebSettings
from conftest import NOW
from outages.rig import until
from peers.postgres import free_port


@dataclass
class Service:
    """A bot in service."""

    reach: Reach
    carrier: Carrier
    adapter: Adapter
    web: httpx.AsyncClient

    async def writes(self, room: str, *texts: str, lasts: timedelta | None = None) -> None:
        """Have the bot say something in a room, worth it for so long; while the database is down it waits for it."""
        now = self.reach.get(Clock).now()
        until_then = now + lasts if lasts else None
        for text in texts:
            reply = Reply(parts=(text,), until=until_then)
            async with self.reach.get(Database).write() as session:
                await outbox.put_in_room(session, reply, (self.adapter.name, room), now)
        self.carrier.pulse.beat()

    def pass_time(self, time: timedelta) -> None:
        """Let time pass."""
        clock = self.reach.get(Clock)
        clock.freeze(clock.now() + time)
        self.carrier.pulse.beat()

    async def stands(self, link: Link, seconds: float = 15.0) -> None:
        """Wait until it stands so with the platform."""

        async def there() -> bool:
            return self.adapter.status.link is link

        await until(there, seconds)

    async def health(self) -> tuple[int, str]:
        """Ask how it is doing."""
        answer = await self.web.get("/healthz")
        return answer.status_code, answer.json()["database"]

    async def turns(self, status: int, seconds: float) -> None:
        """Wait until health is so."""

        async def there() -> bool:
            return (await self.health())[0] == status

        await until(there, seconds)

    async def moves(self) -> str | None:
        """Return how far the account has been read; None while nobody can tell."""
        try:
            return await self.carrier.cursor(self.adapter.name)
        except Exception as error:
            if not is_down(error):
                raise
            return None


@asynccontextmanager
async def at_work(settings: Settings, make: Callable[[Reach], Adapter]) -> AsyncIterator[Service]:
    """Be in service on one platform."""
    listen = f"127.0.0.1:{free_port()}"
    settings = settings.model_copy(update={"web": WebSettings(listen=listen)})
    async with open_reach(settings) as reach, httpx.AsyncClient(base_url=f"http://{listen}", timeout=10) as web:
        reach.get(Clock).freeze(NOW)
        abilities_of(reach)
        adapter = make(reach)
        async with in_service(reach, {adapter.name: adapter}) as carrier:
            service = Service(reach, carrier, adapter, web)
            await service.stands(Link.WORKING)
            yield service
