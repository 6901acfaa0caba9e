"""opsdroid: its `parse` with a skill found by a regular expression, over a connector that only counts."""

import gettext
from typing import Any

from opsdroid.connector import Connector, register_event
from opsdroid.core import OpsDroid
from opsdroid.events import Message
from opsdroid.matchers import match_regex

from benchmarks.messages.schema import note_async, open_async
from benchmarks.messages.trial import ANSWER, WORD, Outcome, Said, Trial, asked_for, tell, twice


class Counting(Connector):  # type: ignore[misc] # it carries no types
    """A connector that answers by itself."""

    trial: Trial

    async def connect(self) -> None:
        """Nothing to open."""

    async def listen(self) -> None:
        """Hear nothing; the trial speaks."""

    @register_event(Message)  # type: ignore[untyped-decorator]
    async def _send(self, message: Any) -> None:
        self.trial.hear(message.text)


async def main(bot: Any, trial: Trial) -> Outcome:
    """Do one trial."""
    engine = await open_async(trial.path, trial.members())
    connector = Counting({"name": "counting"}, bot)
    connector.trial = trial
    bot.connectors.append(connector)

    @match_regex(rf"!{WORD} (?P<number>\d+)\b")  # type: ignore[untyped-decorator]
    async def run(message: Any) -> None:
        number = int(message.regex["number"])
        await note_async(engine, message.user_id, number)
        await message.respond(f"{ANSWER} {number}")

    bot.register_skill(run, {"name": WORD})
    outcome = await twice(trial, lambda said: bot.parse(_message(said, connector)), "opsdroid")
    await engine.dispose()
    return outcome


def _message(said: Said, connector: Counting) -> Any:
    return Message(f"!{said.words}", said.sender, "Nadia", f"room {said.room}", connector)


if __name__ == "__main__":
    gettext.install("opsdroid")  # as its own command line does
    with OpsDroid(config={}) as opsdroid:
        tell(opsdroid.eventloop.run_until_complete(main(opsdroid, asked_for())))
