"""The meter: counts what goes by between platforms and delivery, so that neither has to know of it."""

import time
from collections import OrderedDict
from collections.abc import Sequence

from prometheus_client import CollectorRegistry, Counter, Histogram

from concertbot.chat.message import Message
from concertbot.domain.port import Cursor, Outgoing, Platform, Post

KEPT = 10_000  # messages that wait for their reply; a message without one is forgotten when there are more
SECONDS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0)


class Meter:
    """Counts messages that come in, and measures how long each waits for its first reply."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._came = Counter(
            "concertbot_messages_received",
            "Messages that came in.",
            ("platform", "kind"),
            registry=self.registry,
        )
        self._took = Histogram(
            "concertbot_reply_seconds",
            "From a message's arrival until its first reply is sent.",
            ("platform",),
            buckets=SECONDS,
            registry=self.registry,
        )
        self._arrived: OrderedDict[tuple[str, str], float] = OrderedDict()

    def arrived(self, messages: Sequence[Message]) -> None:
        """Note when messages came; of one that comes again, the first time counts."""
        for one in messages:
            self._arrived.setdefault((one.platform, one.id), time.monotonic())
        while len(self._arrived) > KEPT:
            self._arrived.popitem(last=False)

    def taken(self, messages: Sequence[Message]) -> None:
        """Count messages that are safe; before that, the platform brings them again."""
        for one in messages:
            self._came.labels(one.platform, one.kind).inc()

    def sent(self, outgoing: Outgoing) -> None:
        """Measure how long a message waited for its reply."""
        arrived = self._arrived.pop((outgoing.platform, outgoing.in_reply_to), None)
        if arrived is not None:
            self._took.labels(outgoing.platform).observe(time.monotonic() - arrived)


class MeteredPost:
    """A post that counts what it takes."""

    def __init__(self, post: Post, meter: Meter) -> None:
        self._post, self._meter = post, meter

    async def take(self, messages: Sequence[Message], cursor: Cursor | None = None) -> None:
        """Take messages, and count them."""
        self._meter.arrived(messages)
        await self._post.take(messages, cursor)
        self._meter.taken(messages)

    async def settle(self) -> None:
        """Do what waits or falls due."""
        await self._post.settle()

    async def cursor(self, platform: str) -> str | None:
        """Return how far the platform's account has been read."""
        return await self._post.cursor(platform)

    async def keep_file(self, content: bytes) -> str:
        """Keep what came as a file."""
        return await self._post.keep_file(content)

    async def open_file(self, path: str) -> bytes:
        """Return the content of an attachment that goes out."""
        return await self._post.open_file(path)


class MeteredPlatform:
    """A platform whose replies are measured."""

    def __init__(self, platform: Platform, meter: Meter) -> None:
        self._platform, self._meter = platform, meter

    async def send(self, outgoing: Outgoing) -> str:
        """Send, and measure how long the question waited."""
        message_id = await self._platform.send(outgoing)
        self._meter.sent(outgoing)
        return message_id

    async def find(self, outgoing: Outgoing) -> str | None:
        """Return the id of a message whose earlier try is in doubt."""
        return await self._platform.find(outgoing)
