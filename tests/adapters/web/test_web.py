"""The web application, served on loopback over a real database: health, metrics, and where platforms call."""

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import event

from concertbot.adapters.web import pulse
from concertbot.adapters.web.meter import KEPT, Meter
from concertbot.adapters.web.opens import Front
from concertbot.chat.clock import Clock
from concertbot.chat.message import Message
from concertbot.chat.reply import Reply
from concertbot.delivery import health
from concertbot.delivery.health import DeliveryHealth
from concertbot.delivery.tables import Inbox, Outbox, State
from concertbot.domain.installation import set_quiet
from concertbot.domain.port import Called, Cursor, Link, NotKeptError, Outgoing, Post, Status
from concertbot.settings import SettingsError
from conftest import NOW
from databases import on_files
from talking import Talk


@dataclass
class Doorbell:
    """A platform that calls."""

    path: str = "/doorbell"
    calls: list[Called] = field(default_factory=list)

    async def called(self, request: Called, post: Post) -> int:
        """Keep the call, with the cursor in its header."""
        self.calls.append(request)
        if request.headers.get("x-break"):
            raise ValueError(request.body)
        await post.take([], Cursor("doorbell", request.headers["x-cursor"]))
        return 200


def asked(number: str, text: str = "!aide") -> Message:
    """Return what somebody said in a room."""
    return Message(number, "matrix", "@karim:example.org", "Karim", NOW, "!a:example.org", text=text)


def refuse_writing(house: "House") -> list[bool]:
    """Let the database be read only, until the list that is returned is empty."""
    refused = [True]

    def refuse(connection: Any, *_: object) -> None:
        connection.cursor().execute(f"PRAGMA query_only={'ON' if refused else 'OFF'}")

    for engine in house.talk.database.engines:
        event.listen(engine.sync_engine, "checkout", refuse)
    return refused


@dataclass
class House:
    """A bot that is served."""

    talk: Talk
    accounts: dict[str, Status]
    doorbell: Doorbell
    post: Post
    web: httpx.AsyncClient

    async def health(self) -> tuple[int, dict[str, object]]:
        """Ask how it is doing."""
        answer = await self.web.get("/healthz")
        return answer.status_code, answer.json()

    async def metric(self, name: str, **labels: str) -> float | None:
        """Return one number of the metrics."""
        families = text_string_to_metric_families((await self.web.get("/metrics")).text)
        found = {
            (one.name, tuple(sorted(one.labels.items()))): one.value for family in families for one in family.samples
        }
        return found.get((f"concertbot_{name}", tuple(sorted(labels.items()))))

    async def keep(self, *rows: Inbox | Outbox) -> None:
        """Put rows into the database."""
        async with self.talk.database.write() as session:
            session.add_all(rows)


@asynccontextmanager
async def served(talk: Talk) -> AsyncIterator[House]:
    """Serve a bot."""
    numbers = DeliveryHealth(talk.database, talk.reach.get(Clock))
    accounts, doorbell = {"matrix": Status(Link.WORKING, since=NOW)}, Doorbell()
    front = Front(numbers, accounts)
    assert talk.carrier.sender
    talk.carrier.sender.platform = front.platform(talk)
    post = front.post(talk.carrier)
    listening = front.serving("127.0.0.1:0", post, [doorbell])
    async with listening as (host, port), httpx.AsyncClient(base_url=f"http://{host}:{port}") as web:
        yield House(talk, accounts, doorbell, post, web)


@pytest.fixture
async def house(talk: Talk) -> AsyncIterator[House]:
    """Serve a bot on the demo's database."""
    async with served(talk) as opened:
        yield opened


@pytest.fixture
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Feel the pulse at each request, and wait a short time for it."""
    monkeypatch.setattr(pulse, "EVERY", 0.0)
    monkeypatch.setattr(pulse, "PATIENCE", 0.5)


async def test_all_is_well(house: House) -> None:
    """Then health is green, and tells each account; nothing tells what serves it."""
    code, found = await house.health()
    assert (code, found["status"], found["database"]) == (200, "ok", "ok")
    assert found["accounts"] == {
        "matrix": {"link": "working", "why": "", "since": "2026-11-23T09:00:00+00:00", "last_heard": None}
    }
    answer = await house.web.get("/healthz")
    assert "server" not in answer.headers
    assert (await house.web.get("/")).status_code == 404


@pytest.mark.parametrize(
    ("link", "status", "code"),
    [
        (Link.WORKING, "ok", 200),
        (Link.CLOSED, "ok", 200),  # another process holds the account
        (Link.WAITING, "degraded", 200),
        (Link.DENIED, "down", 503),
        (Link.REPLACED, "down", 503),
    ],
)
async def test_the_only_account(house: House, link: Link, status: str, code: int) -> None:
    """A platform that is away limps; a token that is refused is down."""
    house.accounts["matrix"].link = link
    assert await house.metric("link", platform="matrix", state=link) == 1
    found_code, found = await house.health()
    assert (found_code, found["status"]) == (code, status)


async def test_one_of_two_accounts_is_refused(house: House) -> None:
    """The other one goes on."""
    house.accounts["telegram"] = Status(Link.DENIED, "The token is refused; ask @BotFather for a new one.")
    code, found = await house.health()
    assert (code, found["status"]) == (200, "degraded")
    assert "BotFather" in found["accounts"]["telegram"]["why"]  # type: ignore[index]


@pytest.mark.usefixtures("_impatient")
async def test_what_waits_and_what_failed(house: House) -> None:
    """Is counted, and degrades when it is old or set aside."""
    at = NOW - timedelta(minutes=4)
    await house.keep(Inbox(platform="matrix", event_id="$1", at=at))
    await house.keep(Outbox(platform="matrix", body="", language="fr", at=NOW, state=State.DOUBTFUL))
    _, found = await house.health()
    assert (found["status"], found["in_doubt"]) == ("ok", 1)
    assert found["to_answer"] == {"waiting": 1, "oldest_seconds": 240.0}
    assert await house.metric("oldest_seconds", way="in") == 240
    assert await house.metric("replies", platform="matrix", state="doubtful") == 1
    house.talk.reach.get(Clock).freeze(NOW + timedelta(minutes=2))
    assert (await house.health())[1]["status"] == "degraded"
    await house.keep(Inbox(platform="matrix", event_id="$2", at=at, state=State.ASIDE))
    assert (await house.health())[1]["set_aside"] == 1


@pytest.mark.usefixtures("_impatient")
async def test_a_restored_copy_is_told(house: House) -> None:
    """As long as it keeps quiet."""
    async with house.talk.database.write() as session:
        await set_quiet(session, quiet=True)
    assert (await house.health())[1]["quiet"] is True
    assert await house.metric("quiet") == 1
    async with house.talk.database.write() as session:
        await set_quiet(session, quiet=False)
    assert (await house.health())[1]["status"] == "ok"


@on_files
async def test_a_database_that_cannot_be_written_is_red_within_ten_seconds(house: House) -> None:
    """Though it can be read; once it can be written again, it is green by itself."""
    assert (await house.health())[0] == 200
    full = refuse_writing(house)
    began = time.monotonic()
    while (await house.health())[0] == 200:
        await asyncio.sleep(0.2)
        assert time.monotonic() - began < 10
    assert await house.metric("database_up") == 0
    full.clear()
    while (await house.health())[0] != 200:
        await asyncio.sleep(0.2)
        assert time.monotonic() - began < 20


@on_files
async def test_a_full_disk_is_down(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even while there is room for one small row in a file that is there already."""
    monkeypatch.setattr(health, "LEAST_FREE", 2**63)
    with pytest.raises(OSError, match="No space"):
        await DeliveryHealth(house.talk.database, Clock()).beat()
    assert (await house.health())[0] == 503


@on_files
@pytest.mark.usefixtures("_impatient")
async def test_a_database_that_hangs_keeps_nobody_waiting(house: House) -> None:
    """While somebody else holds it, health says so at once, and recovers."""
    holder = sqlite3.connect(house.talk.database.file or "", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    began = time.monotonic()
    assert (await house.health())[0] == 503
    assert (await house.health())[1]["database"] == "down"
    assert time.monotonic() - began < 3
    holder.execute("ROLLBACK")
    holder.close()
    while (await house.health())[0] != 200:
        assert time.monotonic() - began < 15
        await asyncio.sleep(0.1)


async def test_messages_and_replies_are_measured(house: House) -> None:
    """By platform and kind, from receipt to reply; no label says who or where."""
    await house.post.take([asked("$1")])
    assert await house.metric("messages_received_total", platform="matrix", kind="say") == 1
    assert await house.metric("reply_seconds_count", platform="matrix") == 1
    assert await house.metric("replies", platform="matrix", state="done") == 1
    assert await house.metric("waiting", way="out") == 0
    text = (await house.web.get("/metrics")).text.casefold()
    assert "karim" not in text
    assert "example.org" not in text
    assert "python_info" not in text


@on_files
async def test_a_message_that_is_not_safe_yet(house: House) -> None:
    """Is counted when it comes again, once; and it waits since it first came."""
    refused, house.talk.carrier.redelivers = refuse_writing(house), True
    for _ in range(2):
        with pytest.raises(NotKeptError):
            await house.post.take([asked("$1")], Cursor("matrix", "s1"))
    refused.clear()
    await house.post.take([asked("$1")], Cursor("matrix", "s1"))
    assert await house.metric("messages_received_total", platform="matrix", kind="say") == 1
    assert await house.metric("reply_seconds_count", platform="matrix") == 1


async def test_a_platform_calls(house: House) -> None:
    """What it brings is handed over whole, and is safe when it is told so."""
    answer = await house.web.post("/doorbell", content=b"ding", headers={"X-Cursor": "7"})
    assert answer.status_code == 200
    assert house.doorbell.calls[0].body == b"ding"
    assert await house.talk.carrier.cursor("doorbell") == "7"


async def test_what_no_platform_does(house: House) -> None:
    """Look instead of post, bring too much, or what breaks the adapter: the platform has to call again."""
    assert (await house.web.get("/doorbell")).status_code == 405
    assert (await house.web.post("/doorbell", content=b"x" * 1_000_001)).status_code == 413

    async def endless() -> AsyncIterator[bytes]:
        for _ in range(20):
            yield b"x" * 100_000

    assert (await house.web.post("/doorbell", content=endless())).status_code == 413
    assert house.doorbell.calls == []
    assert (await house.web.post("/doorbell", content=b"secret", headers={"X-Break": "1"})).status_code == 503


async def test_it_stops_while_somebody_hangs_on(talk: Talk) -> None:
    """Within the seconds that a stop may take."""
    async with served(talk) as house:
        _, writer = await asyncio.open_connection(house.web.base_url.host, house.web.base_url.port)
        writer.write(b"POST /doorbell HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf")
        await writer.drain()
        await asyncio.sleep(0.2)
        began = time.monotonic()
    assert time.monotonic() - began < 6
    writer.close()


async def test_an_address_that_is_taken(house: House) -> None:
    """Is told with the setting's name."""
    taken = f"127.0.0.1:{house.web.base_url.port}"
    front = Front(DeliveryHealth(house.talk.database, Clock()), {})
    with pytest.raises(SettingsError, match=r"web\.listen: .*give another"):
        async with front.serving(taken, house.post):
            pass


def test_the_meter_forgets() -> None:
    """Messages without a reply do not pile up: the oldest are not measured any more."""
    meter = Meter()
    meter.arrived([asked(str(number)) for number in range(KEPT + 1)])
    for number in (0, 1):
        meter.sent(Outgoing(str(number), "matrix", Reply(), "fr", in_reply_to=str(number)))
    assert meter.registry.get_sample_value("concertbot_reply_seconds_count", {"platform": "matrix"}) == 1
