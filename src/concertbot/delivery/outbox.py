"""The outbox: what goes out, written in the transaction that decided it."""

from datetime import datetime, timedelta
from typing import Any, cast

from pydantic_core import PydanticUndefined
from sqlalchemy import CursorResult, Table, insert, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from concertbot.chat.message import Kind
from concertbot.chat.reply import Reply
from concertbot.delivery import choices
from concertbot.delivery.tables import UNSENT, Outbox, State
from concertbot.delivery.wire import dump_reply
from concertbot.domain.ask import Ask, place_named, reading_language
from concertbot.domain.concertations import Concertation, Room, find_room
from concertbot.domain.people import Account, Person

Row = dict[str, Any]
TABLE = cast("Table", Outbox.__table__)  # type: ignore[attr-defined] # sqlmodel does not tell
# Written at each answer, so without the ceremony of an object. What is not said of a message is what it begins as.
DEFAULTS = ((name, field.default) for name, field in Outbox.model_fields.items() if name != "id")
NEW: Row = {name: default for name, default in DEFAULTS if default is not PydanticUndefined}
INSERT = insert(TABLE)
FRESH = timedelta(days=1)  # an answer that could not be sent for so long answers nothing any more


async def put(session: AsyncSession, reply: Reply, now: datetime, ask: Ask | None = None) -> None:
    """Write a reply to the outbox: for here (the ask's place), for a person, or for a room."""
    await _write(
        session, _here(ask) if ask and reply.to == "here" else await _addressed(session, reply), reply, now, ask
    )


async def put_in_room(session: AsyncSession, reply: Reply, room: tuple[str, str], now: datetime) -> None:
    """Write a reply to the outbox for a room by its platform and address, be it tied to a concertation or not."""
    platform, address = room
    known = await find_room(session, platform, address)
    concertation = await session.get(Concertation, known.concertation_id) if known and known.concertation_id else None
    language = reading_language(None, known, concertation, None)
    await _write(session, {"platform": platform, "room": address, "person": None, "language": language}, reply, now)


async def _write(session: AsyncSession, row: Row, reply: Reply, now: datetime, ask: Ask | None = None) -> None:
    reply = choices.with_ids(reply)
    row["place"] = place_named(row["platform"], row["room"], row["person"])
    row["language"] = reply.language or row["language"]
    row["edits_id"] = await _edited(session, row, reply, ask)
    row |= {"body": dump_reply(reply), "live": reply.live, "notify": reply.notify, "at": now}
    row["until"] = reply.until or (now + FRESH if ask and reply.to == "here" else None)
    written = cast("CursorResult[Any]", await session.execute(INSERT, NEW | row))
    choices.store(session, (written.inserted_primary_key or [0])[0], reply, row["language"])


async def withdraw(session: AsyncSession, platform: str, message_id: str, now: datetime) -> None:
    """Take back what was answered to a message that its author deleted. What everybody shares, a live card, stays."""
    answers = select(Outbox).where(
        col(Outbox.platform) == platform,
        col(Outbox.in_reply_to) == message_id,
        col(Outbox.live) == "",
        col(Outbox.deletes_id).is_(None),
    )
    for row in (await session.scalars(answers)).all():
        if row.state in UNSENT:
            row.state, row.body = State.CANCELLED, ""
        elif row.edits_id is None:
            await session.execute(INSERT, NEW | _taking_back(row, now))


async def cancel(session: AsyncSession, place: str) -> None:
    """Cancel what waits for a place that the bot is not in any more."""
    waiting = update(Outbox).where(col(Outbox.place) == place, col(Outbox.state).in_(UNSENT))
    await session.execute(waiting.values(state=State.CANCELLED, body=""))


async def follow(session: AsyncSession, platform: str, before: str, after: str) -> None:
    """Address what was and will be said in a room to where it goes on, so that its choices go on working too."""
    there = update(Outbox).where(col(Outbox.place) == place_named(platform, before, None))
    await session.execute(there.values(room=after, place=place_named(platform, after, None)))


async def release(session: AsyncSession, platform: str, person: str) -> None:
    """Let go what was held for a person who could not be written to."""
    held = update(Outbox).where(
        col(Outbox.place) == place_named(platform, None, person), col(Outbox.state) == State.HELD
    )
    await session.execute(held.values(state=State.NEW, not_before=None))


def _taking_back(row: Outbox, now: datetime) -> Row:
    return {
        "platform": row.platform,
        "room": row.room,
        "person": row.person,
        "place": row.place,
        "language": row.language,
        "deletes_id": row.id,
        "body": dump_reply(Reply()),
        "at": now,
        "until": now + FRESH,
    }


def _here(ask: Ask) -> Row:
    message = ask.message
    return {
        "platform": message.platform,
        "room": message.room,
        "person": message.sender if message.direct else None,
        "language": ask.language,
        "in_reply_to": message.refers_to if message.kind is Kind.EDIT else message.id,
        "thread": message.thread,
    }


async def _addressed(session: AsyncSession, reply: Reply) -> Row:
    if reply.to == "room":
        room = await session.get_one(Room, int(reply.address))
        concertation = await session.get(Concertation, room.concertation_id)
        language = reading_language(None, room, concertation, None)
        return {"platform": room.platform, "room": room.address, "person": None, "language": language}
    account = await session.get_one(Account, int(reply.address))
    person = await session.get_one(Person, account.person_id)
    language = reading_language(person, None, None, None)
    return {"platform": account.platform, "room": None, "person": account.address, "language": language}


async def _edited(session: AsyncSession, row: Row, reply: Reply, ask: Ask | None) -> int | None:
    """Return the earlier message that this one edits: of a live card, or the answer to an edited question."""
    query = select(Outbox.id).where(col(Outbox.place) == row["place"], col(Outbox.deletes_id).is_(None))
    if reply.live:
        query = query.where(col(Outbox.live) == reply.live)
    elif ask and reply.to == "here" and ask.message.kind is Kind.EDIT:
        query = query.where(col(Outbox.in_reply_to) == row["in_reply_to"])
    else:
        return None
    return (await session.scalars(query.order_by(col(Outbox.id)).limit(1))).one_or_none()
