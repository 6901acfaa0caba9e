"""The bot at work on a real homeserver, on as many machines as a test needs, and people who talk to it there."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import SecretStr

from concertbot.adapters.matrix.adapter import MatrixAdapter
from concertbot.adapters.matrix.logging_in import log_in
from concertbot.adapters.matrix.opens import adapter
from concertbot.bootstrap import open_reach, put_together
from concertbot.chat.message import Kind, Message
from concertbot.delivery.carrier import Carrier
from concertbot.domain.port import Cursor, Post
from concertbot.domain.reach import Reach
from concertbot.settings import ROOT, MatrixSettings, load
from peers.matrix_person import MatrixPerson, SecretPerson
from peers.synapse import PASSWORD, Synapse


@dataclass
class Bot:
    """The bot at work on Matrix."""

    adapter: MatrixAdapter
    carrier: Carrier
    reach: Reach
    heard: list[Message]  # all that the adapter handed on
    kept: list[bytes]  # the files among it

    @property
    def user(self) -> str:
        """The bot's account."""
        return self.adapter.settings.user

    async def hears(self, kind: Kind) -> Message:
        """Wait for a message of a kind."""
        await until(lambda: any(message.kind is kind for message in self.heard))
        return next(message for message in self.heard if message.kind is kind)


@dataclass
class Listening:
    """Stands before the carrier and remembers what was handed to it."""

    carrier: Carrier
    heard: list[Message] = field(default_factory=list)
    kept: list[bytes] = field(default_factory=list)

    async def take(self, messages: Sequence[Message], cursor: Cursor | None = None) -> None:
        """Hand on and remember."""
        self.heard += messages
        await self.carrier.take(messages, cursor)

    async def keep_file(self, content: bytes) -> str:
        """Hand on and remember."""
        self.kept.append(content)
        return await self.carrier.keep_file(content)

    async def settle(self) -> None:
        """Hand on."""
        await self.carrier.settle()

    async def cursor(self, platform: str) -> str | None:
        """Hand on."""
        return await self.carrier.cursor(platform)

    async def open_file(self, path: str) -> bytes:
        """Hand on."""
        return await self.carrier.open_file(path)


@dataclass
class House:
    """Where the bot of a test lives: its database, and its machines' stores."""

    folder: Path
    settings: MatrixSettings
    database: str

    def machine(self, name: str) -> MatrixSettings:
        """Return the settings of a machine with a store of its own."""
        return self.settings.model_copy(update={"store": self.folder / name})

    async def logged_in(self, name: str = "store") -> MatrixSettings:
        """Log a machine in."""
        settings = self.machine(name)
        await log_in(settings, lambda: PASSWORD, new_device=False)
        return settings

    @asynccontextmanager
    async def bot(self, settings: MatrixSettings | None = None) -> AsyncIterator[Bot]:
        """Run the bot on one machine."""
        matrix = settings or await self.logged_in()
        whole = load(ROOT / "config", self.database).model_copy(update={"matrix": matrix})
        async with open_reach(whole) as reach:
            account = adapter(reach)
            assert isinstance(account, MatrixAdapter)
            account.look_again = 0.5
            carrier = put_together(reach, account)
            await carrier.get_ready()
            listening = Listening(carrier)
            async with account.connected():
                async with working(account, listening):
                    yield Bot(account, carrier, reach, listening.heard, listening.kept)
                assert carrier.sender
                await carrier.sender.stop()


def house_on(synapse: Synapse, database: str, folder: Path) -> House:
    """Return where a new bot lives; people of this server may invite it."""
    account = synapse.register("concertbot")
    settings = MatrixSettings(
        homeserver=synapse.url,
        user=account.user,
        password=SecretStr(PASSWORD),
        pickle_key=SecretStr("a pickle key of tests"),
        inviters=("*:localhost",),
    )
    return House(folder, settings, database)


@asynccontextmanager
async def working(account: MatrixAdapter, post: Post) -> AsyncIterator[None]:
    """Receive until this is left."""
    task = asyncio.create_task(account.receive(post))
    try:
        while not task.done() and await post.cursor("matrix") is None:
            await asyncio.sleep(0.02)
        yield
    finally:
        task.cancel()
        (ended,) = await asyncio.gather(task, return_exceptions=True)
        assert isinstance(ended, asyncio.CancelledError), ended


@dataclass
class People:
    """Makes people."""

    synapse: Synapse
    folder: Path
    stack: AsyncExitStack

    async def plain(self, name: str) -> MatrixPerson:
        """Return somebody whose client knows no encryption."""
        return await self.stack.enter_async_context(MatrixPerson(self.synapse, self.synapse.register(name)))

    async def secret(self, name: str) -> SecretPerson:
        """Return somebody whose client encrypts."""
        folder = self.folder / name
        folder.mkdir()
        person = SecretPerson(self.synapse, self.synapse.register(name), store=folder)
        return await self.stack.enter_async_context(person)


async def until(true: Callable[[], bool], seconds: float = 15) -> None:
    """Wait until something is so."""
    async with asyncio.timeout(seconds):
        while not true():
            await asyncio.sleep(0.05)
