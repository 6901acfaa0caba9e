"""What opens the web application: the one thing that a bot needs of this package. Only who serves it waits for it."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager

from concertbot.adapters.web.application import application
from concertbot.adapters.web.meter import Meter, MeteredPlatform, MeteredPost
from concertbot.adapters.web.serving import serving
from concertbot.domain.health import Health
from concertbot.domain.port import Hook, Platform, Post, Status


class Front:
    """The bot's own web address. What goes through its post and its platforms is measured."""

    def __init__(self, health: Health, accounts: Mapping[str, Status]) -> None:
        self._health, self._accounts, self._meter = health, accounts, Meter()

    def post(self, post: Post) -> Post:
        """Return the post to hand messages to, instead of this one."""
        return MeteredPost(post, self._meter)

    def platform(self, platform: Platform) -> Platform:
        """Return the platform to send to, instead of this one."""
        return MeteredPlatform(platform, self._meter)

    def serving(
        self, listen: str, post: Post, hooks: Sequence[Hook] = ()
    ) -> AbstractAsyncContextManager[tuple[str, int]]:
        """Serve at `host:port`; what comes in through hooks goes to the post. Raises SettingsError when it cannot."""
        return serving(application(self._health, self._accounts, self._meter, post, hooks), listen)
