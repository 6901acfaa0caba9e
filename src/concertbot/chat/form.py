"""A form: the questions that a command still has to ask, one at a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from concertbot.chat.command import Command, Parameter

LAPSES_AFTER = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Form:
    """A command that waits for an argument."""

    command: str
    asking: str  # the parameter's name
    answers: Mapping[str, str]  # what was already said, unparsed, by parameter
    opened_at: datetime
    said: tuple[str, ...] = ()  # the ids of the messages that it came from

    def lapsed(self, now: datetime) -> bool:
        """Return whether it was left lying."""
        return now - self.opened_at > LAPSES_AFTER


def missing(command: Command, answers: Mapping[str, str]) -> Parameter | None:
    """Return the first required parameter that has no answer yet."""
    parameters = ((command.free,) if command.free else ()) + command.options
    return next((one for one in parameters if one.required and not answers.get(one.name)), None)
