"""The outbox: what goes out, written in the transaction that decided it."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from concertbot.chat.message import Kind
from concertbot.chat.reply import Reply
from concertbot.delivery import choices
from concertbot.delivery.tables import Outbox
from concertbot.delivery.wire import dump_reply
from concertbot.domain.ask import Ask, reading_language
from concertbot.domain.concertations import Concertation, Room
from concertbot.domain.people import Account, Person


async def put(session: AsyncSession, reply: Reply, now: datetime, ask: Ask | None = None) -> None:
    """Write a reply to the outbox: for here (the ask's place), for a person, or for a room."""
    row = _here(ask) if ask and reply.to == "here" else await _addressed(session, reply, now)
    reply = choices.with_ids(reply)
    row.language, row.body, row.at = reply.language or row.language, dump_reply(reply), now
    row.live = reply.live
    row.edits_id = await _edited(session, row, ask)
    session.add(row)
    await session.flush()
    choices.store(session, row, reply)


def _here(ask: Ask) -> Outbox:
    message = ask.message
    return Outbox(
        platform=message.platform,
        room=message.room,
        person=message.sender if message.direct else None,
        language=ask.language,
        in_reply_to=message.refers_to if message.kind is Kind.EDIT else message.id,
        thread=message.thread,
        body="",
        at=ask.now,
    )


async def _addressed(session: AsyncSession, reply: Reply, now: datetime) -> Outbox:
    if reply.to == "room":
        room = await session.get_one(Room, int(reply.address))
        concertation = await session.get(Concertation, room.concertation_id)
        language = reading_language(None, room, concertation, None)
        return Outbox(platform=room.platform, room=room.address, language=language, body="", at=now)
    account = await session.get_one(Account, int(reply.address))
    person = await session.get_one(Person, account.person_id)
    language = reading_language(person, None, None, None)
    return Outbox(platform=account.platform, person=account.address, language=language, body="", at=now)


async def _edited(session: AsyncSession, row: Outbox, ask: Ask | None) -> int | None:
    """Return the earlier message that this one edits: of a live card, or the answer to an edited question."""
    query = select(Outbox.id).where(
        col(Outbox.platform) == row.platform, col(Outbox.room) == row.room, col(Outbox.person) == row.person
    )
    if row.live:
        query = query.where(col(Outbox.live) == row.live)
    elif ask and ask.message.kind is Kind.EDIT:
        query = query.where(col(Outbox.in_reply_to) == row.in_reply_to)
    else:
        return None
    return (await session.scalars(query.order_by(col(Outbox.id)).limit(1))).one_or_none()
