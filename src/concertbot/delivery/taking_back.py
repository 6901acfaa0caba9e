"""What people delete before it was answered: it is not answered any more, and its words go at once."""

from collections.abc import Iterable

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from concertbot.chat.message import Kind, Message
from concertbot.delivery.setting_aside import empty
from concertbot.delivery.tables import Inbox, State


async def take_back(session: AsyncSession, messages: Iterable[Message]) -> None:
    """Let go what waits, or was set aside, of the messages that these delete."""
    for message in messages:
        if message.kind is not Kind.DELETE:
            continue
        query = select(Inbox).where(col(Inbox.platform) == message.platform, col(Inbox.event_id) == message.refers_to)
        waiting = query.where(col(Inbox.state).in_([State.NEW, State.ASIDE])).with_for_update()
        for row in (await session.scalars(waiting)).all():
            await empty(session, row)
            row.state = State.CANCELLED
