"""What happens around talk: rooms that the bot enters, leaves, follows; people who open and close conversations."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from concertbot.chat.message import Kind, Message
from concertbot.delivery import outbox
from concertbot.domain.ask import place_of
from concertbot.domain.concertations import find_room, follow_room
from concertbot.domain.events import Event, RoomEntered, RoomLeft, RoomMoved
from concertbot.domain.people import find_account

Happening = Callable[[AsyncSession, Message, datetime], Awaitable[Event | None]]


async def _entered(session: AsyncSession, message: Message, _now: datetime) -> Event:
    room = await find_room(session, message.platform, message.room or "")
    if room:
        room.left_at = None
    return RoomEntered(room.concertation_id if room else None, message.platform, message.room or "")


async def _left(session: AsyncSession, message: Message, now: datetime) -> Event:
    room = await find_room(session, message.platform, message.room or "")
    if room:
        room.left_at = now
    await outbox.cancel(session, place_of(message))
    return RoomLeft(room.concertation_id if room else None, message.platform, message.room or "")


async def _moved(session: AsyncSession, message: Message, _now: datetime) -> Event:
    before, after = message.room or "", message.text
    room = await follow_room(session, message.platform, before, after)
    await outbox.follow(session, message.platform, before, after)
    return RoomMoved(room.concertation_id if room else None, message.platform, after, before)


async def _opened(session: AsyncSession, message: Message, _now: datetime) -> None:
    account = await find_account(session, message.platform, message.sender)
    if account:
        account.reachable = True
    await outbox.release(session, message.platform, message.sender)


async def _closed(session: AsyncSession, message: Message, _now: datetime) -> None:
    account = await find_account(session, message.platform, message.sender)
    if account:
        account.reachable = False


KINDS: Mapping[Kind, Happening] = {
    Kind.ENTER: _entered,
    Kind.LEAVE: _left,
    Kind.MOVE: _moved,
    Kind.OPEN: _opened,
    Kind.CLOSE: _closed,
}
