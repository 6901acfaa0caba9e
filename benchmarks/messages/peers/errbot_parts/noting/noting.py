"""errbot's plugin: the command."""

from typing import Any

from errbot import BotPlugin, botcmd

from benchmarks.messages.schema import note
from benchmarks.messages.trial import ANSWER


class Noting(BotPlugin):  # type: ignore[misc] # it carries no types
    """Writes down what is said."""

    @botcmd  # type: ignore[untyped-decorator]
    def benchnote(self, message: Any, args: str) -> str:
        """Write it down."""
        number = int(args.split(maxsplit=1)[0])
        note(self.bot_config.ENGINE, message.frm.person, number)
        return f"{ANSWER} {number}"
