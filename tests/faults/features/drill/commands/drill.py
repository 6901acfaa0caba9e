"""`drill`: leave an effect that can be counted, and answer with its number."""

from concertbot.chat.command import Command, Parameter
from concertbot.chat.reply import Reply, Text
from concertbot.domain.ask import Ask
from faults.effects import Effect, rings


async def run(ask: Ask, number: str) -> Reply:
    """Leave the effect; every tenth answer has to ring."""
    ask.session.add(Effect(number=int(number)))
    return Reply(parts=(Text("drill-done", {"number": number}),), notify=rings(int(number)))


command = Command(name="drill", run=run, free=Parameter("number", required=True))
