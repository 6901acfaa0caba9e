"""Everybody who carries messages, in the order of the table."""

import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
TURN, TOGETHER = "turn", "together"


@dataclass(frozen=True, slots=True)
class Entrant:
    """A bot or a library: a program, and the environment that it runs in."""

    name: str
    module: str
    environment: str  # the end of the folder's name; empty for the bench's own
    feeds: dict[str, str]  # how it is fed, and the words for it
    how: str

    @property
    def ours(self) -> bool:
        """Whether it is the bot itself."""
        return not self.environment

    @property
    def python(self) -> Path:
        """The interpreter that runs it."""
        return Path(sys.executable) if self.ours else ROOT / f".venv-bench-{self.environment}" / "bin" / "python"

    def feeds_in(self, rooms: int) -> list[str]:
        """Return the feeds that differ with so many rooms."""
        return list(self.feeds) if self.ours or rooms > 1 else [TURN]


ONE_BY_ONE = "one after the other"
ROOMS_AT_ONCE = "rooms at once"
ENTRANTS = (
    Entrant(
        "concertbot",
        "benchmarks.messages.ours",
        "",
        {TURN: "batches", TOGETHER: "answer awaited in each room"},
        "`Carrier.take`, with inbox, cursor, rights, roles, crisis screen, effect and outbox; a feature with a command",
    ),
    Entrant(
        "python-telegram-bot",
        "benchmarks.messages.peers.ptb",
        "ptb",
        {TURN: ONE_BY_ONE, TOGETHER: ROOMS_AT_ONCE},
        "`Application.process_update` with a `CommandHandler`; rooms at once with `concurrent_updates`",
    ),
    Entrant(
        "aiogram",
        "benchmarks.messages.peers.aiogram_",
        "aiogram",
        {TURN: ONE_BY_ONE, TOGETHER: ROOMS_AT_ONCE},
        "`Dispatcher.feed_update` with a `Command` filter",
    ),
    Entrant(
        "opsdroid",
        "benchmarks.messages.peers.opsdroid_",
        "opsdroid",
        {TURN: ONE_BY_ONE, TOGETHER: ROOMS_AT_ONCE},
        "`OpsDroid.parse` with a skill by `match_regex`",
    ),
    Entrant(
        "errbot",
        "benchmarks.messages.peers.errbot_",
        "errbot",
        {TURN: ONE_BY_ONE, TOGETHER: "pool of 10 threads"},
        "a backend's `callback_message` with a `botcmd`; `BOT_ASYNC` off, then on with as many open messages as rooms",
    ),
)
