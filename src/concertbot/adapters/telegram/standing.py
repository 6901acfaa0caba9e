"""How it stands with Telegram: told once in the log when it changes, not at each try."""

import structlog

from concertbot.chat.clock import Clock
from concertbot.domain.port import Link, Status

log = structlog.get_logger()
DENIED = (
    "Telegram refuses the token. Take the present one from @BotFather (/mybots, API Token), put it into telegram.token"
    " and restart the bot."
)
REPLACED = (
    "Another process asks Telegram for this bot's news. Stop it, or give it a bot of its own; each token serves one"
    " installation."
)


class Standing:
    """Keeps the status true."""

    def __init__(self, clock: Clock) -> None:
        self.status, self._clock = Status(), clock

    def heard(self) -> None:
        """Note that Telegram answered a request to receive."""
        self.status.last_heard = self._clock.now()
        self.change(Link.WORKING)

    def change(self, link: Link, why: str = "") -> None:
        """Note how it stands now."""
        if (link, why) == (self.status.link, self.status.why):
            return
        if link is not self.status.link:
            self.status.since = self._clock.now()
        self.status.link, self.status.why = link, why
        tell = log.info if link in {Link.WORKING, Link.CLOSED} else log.warning
        tell("telegram", link=str(link), why=why)

    @property
    def denied(self) -> bool:
        """Whether no request is worth making."""
        return self.status.link is Link.DENIED
