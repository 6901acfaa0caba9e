"""From a row of the outbox to what a platform sends: words in the reader's language, names of those it rings for."""

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from concertbot.chat.localise import localise
from concertbot.chat.phrasebook import Texts
from concertbot.chat.reply import Reply
from concertbot.delivery.tables import Outbox
from concertbot.delivery.wire import load_reply
from concertbot.domain.database import Database
from concertbot.domain.people import Account, Person
from concertbot.domain.port import Mention, Outgoing


class Addressing:
    """Addresses messages."""

    def __init__(self, database: Database, texts: Texts) -> None:
        self.database, self.texts = database, texts

    async def outgoing(self, row: Outbox) -> Outgoing:
        """Return what a platform sends."""
        reply = load_reply(row.body)
        edits = deletes = ""
        mentions: tuple[Mention, ...] = ()
        if row.edits_id or row.deletes_id or reply.mentions:
            async with self.database.read() as session:
                edits, deletes = await _sent(session, row.edits_id), await _sent(session, row.deletes_id)
                mentions = await _mentions(session, row.platform, reply)
        return Outgoing(
            key=key_of(row),
            platform=row.platform,
            room=row.room,
            person=row.person,
            reply=localise(reply, self.texts, row.language),
            language=row.language,
            in_reply_to=row.in_reply_to,
            thread=row.thread,
            edits=edits,
            deletes=deletes,
            mentions=mentions,
            again=row.again,
            first_try=row.first_try,
        )


def key_of(row: Outbox) -> str:
    """Return the key of a message: the same at each try, and another in another database with the same numbers."""
    return f"b{row.id}.{int(row.at.timestamp()):x}"


async def _sent(session: AsyncSession, row_id: int | None) -> str:
    """Return the platform's id of an earlier message; empty when it never was sent, or is long forgotten."""
    earlier = await session.get(Outbox, row_id) if row_id else None
    return earlier.message_id if earlier else ""


async def _mentions(session: AsyncSession, platform: str, reply: Reply) -> tuple[Mention, ...]:
    ids = [int(one) for one in reply.mentions]
    query = select(Account.address, Person.name).join(Person).where(col(Account.id).in_(ids))
    found = await session.execute(query.where(Account.platform == platform).order_by(col(Account.id)))
    return tuple(Mention(address, name) for address, name in found)
