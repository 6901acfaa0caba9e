"""`benchnote`: write down that this was said."""

from sqlmodel import col, select

from benchmarks.messages.schema import Member, Note
from concertbot.chat.command import Command, Parameter
from concertbot.chat.reply import Reply, say
from concertbot.domain.ask import Ask


async def run(ask: Ask, what: str) -> Reply:
    """Write it down."""
    number = int(what.split(maxsplit=1)[0])
    member = (await ask.session.scalars(select(Member).where(col(Member.address) == ask.message.sender))).one()
    ask.session.add(Note(member_id=member.id or 0, number=number))
    return say("noting-done", number=str(number))


command = Command(name="noting", run=run, free=Parameter("what", required=True))
