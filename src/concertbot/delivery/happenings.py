"""What happens around talk: rooms that the bot enters, leaves, follows; people who open and close conversations."""

from collections.abc import Awaitable, Callable, Mapping

from concertbot.chat.message import Kind, Message
from concertbot.delivery import outbox
from concertbot.delivery.moving import move
from concertbot.domain.abilities import Moment
from concertbot.domain.ask import place_of
from concertbot.domain.concertations import find_room
from concertbot.domain.events import Event, RoomEntered, RoomLeft, RoomMoved
from concertbot.domain.forms import Forms
from concertbot.domain.people import find_account

Happening = Callable[[Moment, Message], Awaitable[Event | None]]


async def _entered(moment: Moment, message: Message) -> Event:
    session = moment.session
    room = await find_room(session, message.platform, message.room or "")
    if room:
        room.left_at = None
    return RoomEntered(room.concertation_id if room else None, message.platform, message.room or "")


async def _left(moment: Moment, message: Message) -> Event:
    session = moment.session
    room = await find_room(session, message.platform, message.room or "")
    if room:
        room.left_at = moment.now
    await outbox.cancel(session, place_of(message))
    return RoomLeft(room.concertation_id if room else None, message.platform, message.room or "")


async def _moved(moment: Moment, message: Message) -> Event:
    before, after = message.room or "", message.text
    room = await move(moment.session, moment.reach.get(Forms), message.platform, before, after)
    return RoomMoved(room.concertation_id if room else None, message.platform, after, before)


async def _opened(moment: Moment, message: Message) -> None:
    session = moment.session
    account = await find_account(session, message.platform, message.sender)
    if account:
        account.reachable, account.offered = True, False
    await outbox.release(session, message.platform, message.sender)


async def _closed(moment: Moment, message: Message) -> None:
    account = await find_account(moment.session, message.platform, message.sender)
    if account:
        account.reachable = False


KINDS: Mapping[Kind, Happening] = {
    Kind.ENTER: _entered,
    Kind.LEAVE: _left,
    Kind.MOVE: _moved,
    Kind.OPEN: _opened,
    Kind.CLOSE: _closed,
}
