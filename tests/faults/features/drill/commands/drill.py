"""`drill count 12`: have one countable effect, and answer with the number; or ring, change a card, or fail."""

from sqlalchemy import insert

from concertbot.chat.command import Command, Parameter
from concertbot.chat.reply import Reply
from concertbot.domain.ask import Ask
from faults.schema import EFFECTS, done


async def run(ask: Ask, what: str) -> Reply:
    """Write down that it was done, in the transaction of the answer."""
    kind, number = what.split()
    await ask.session.execute(insert(EFFECTS), {"number": int(number)})
    parts = (done(kind, int(number)),)
    match kind:
        case "ring":
            return Reply(parts=parts, notify=True, to="person", address=str(ask.account_id))
        case "card":
            return Reply(parts=parts, live="drill")
        case "fail":
            raise RuntimeError("this message always fails")
        case _:
            return Reply(parts=parts)


command = Command(name="drill", run=run, free=Parameter("what", required=True))
