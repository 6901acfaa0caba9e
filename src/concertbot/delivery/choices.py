"""Choices under short ids, and the ways in which people name one: by pressing, by its number, by a reaction."""

import re
import secrets
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from concertbot.chat.message import Message
from concertbot.chat.reply import Reply
from concertbot.delivery.tables import Outbox, StoredChoice

NUMBER = re.compile(r"\s*(\d{1,2})\s*[.)]?\s*")
KEYCAP = re.compile("([1-9])\ufe0f?\u20e3")
TEN = "\U0001f51f"


def with_ids(reply: Reply) -> Reply:
    """Return the reply with an unguessable short id for each choice."""
    return replace(reply, choices=tuple(replace(one, id=secrets.token_urlsafe(6)) for one in reply.choices))


def store(session: AsyncSession, outbox_id: int, reply: Reply, language: str) -> None:
    """Keep the choices of a reply."""
    for position, choice in enumerate(reply.choices, 1):
        session.add(
            StoredChoice(
                id=choice.id,
                outbox_id=outbox_id,
                position=position,
                says=choice.says,
                only=choice.only,
                private=choice.private,
                discreet=reply.discreet,
                language=language,
            )
        )


def number_named(message: Message) -> int | None:
    """Return the number that a short message or a reaction names."""
    if message.text.strip() == TEN:
        return 10
    match = NUMBER.fullmatch(message.text) or KEYCAP.fullmatch(message.text.strip())
    return int(match[1]) if match else None


async def by_number(session: AsyncSession, message: Message) -> StoredChoice | None:
    """Return the choice that a number names: of the message referred to, else of the last one in a direct chat."""
    number = number_named(message)
    if number is None or not (message.refers_to or message.direct):
        return None
    query = select(Outbox.id).where(
        col(Outbox.platform) == message.platform, col(Outbox.room) == message.room, col(Outbox.deletes_id).is_(None)
    )
    if message.direct:
        query = query.where(col(Outbox.person) == message.sender)
    if message.refers_to:
        query = query.where(col(Outbox.message_id) == message.refers_to)
    last = (await session.scalars(query.order_by(col(Outbox.id).desc()).limit(1))).one_or_none()
    choices = select(StoredChoice).where(col(StoredChoice.outbox_id) == last, col(StoredChoice.position) == number)
    return (await session.scalars(choices)).one_or_none()


async def by_id(session: AsyncSession, message: Message) -> StoredChoice | None:
    """Return the pressed choice, when it was offered in the place where it is pressed, or leads there."""
    choice = await session.get(StoredChoice, message.choice)
    if choice is None:
        return None
    outbox = await session.get_one(Outbox, choice.outbox_id)
    here = (outbox.room, outbox.person) == (message.room, message.sender if message.direct else None)
    led_here = choice.private and message.direct
    return choice if (here or led_here) and outbox.platform == message.platform else None
