"""The web application: `/healthz`, `/metrics`, and the hooks of platforms."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from concertbot.adapters.web import hooks
from concertbot.adapters.web.meter import Meter
from concertbot.adapters.web.metrics import metrics
from concertbot.adapters.web.pulse import Pulse
from concertbot.adapters.web.verdict import verdict
from concertbot.domain.health import Health
from concertbot.domain.port import Hook, Post, Status

TEXT = "text/plain; version=0.0.4; charset=utf-8"


@dataclass
class Doctor:
    """Answers who asks how the bot is doing."""

    health: Health
    accounts: Mapping[str, Status]
    meter: Meter
    pulse: Pulse = field(init=False)

    def __post_init__(self) -> None:
        """Feel the pulse of this database."""
        self.pulse = Pulse(self.health)

    async def healthz(self, _: Request) -> Response:
        """Tell how the bot is doing: 200, or 503 when it is down."""
        found = verdict(await self.pulse.feel(), self.accounts)
        return JSONResponse(found, 503 if found["status"] == "down" else 200)

    async def metrics(self, _: Request) -> Response:
        """Tell it in numbers."""
        return Response(metrics(self.meter, await self.pulse.feel(), self.accounts), media_type=TEXT)


def application(
    health: Health,
    accounts: Mapping[str, Status],
    meter: Meter,
    post: Post,
    called: Sequence[Hook] = (),
) -> Starlette:
    """Return the application; what comes in through hooks goes to the post."""
    doctor = Doctor(health, accounts, meter)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        await doctor.pulse.rest()

    own = [Route("/healthz", doctor.healthz), Route("/metrics", doctor.metrics)]
    return Starlette(routes=[*own, *(hooks.route(hook, post) for hook in called)], lifespan=lifespan)
