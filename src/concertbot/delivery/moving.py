"""Rooms that go on at another address: what is tied to them, open in them or waits for them goes with them."""

from sqlalchemy.ext.asyncio import AsyncSession

from concertbot.delivery import outbox
from concertbot.domain import shown
from concertbot.domain.ask import place_named
from concertbot.domain.concertations import Room, follow_room
from concertbot.domain.forms import Forms


async def move(session: AsyncSession, forms: Forms, platform: str, before: str, after: str) -> Room | None:
    """Let a room go on at another address, and return it, if it is known. Done again, it changes nothing more."""
    room = await follow_room(session, platform, before, after)
    await outbox.follow(session, platform, before, after)
    places = place_named(platform, before, None), place_named(platform, after, None)
    await forms.follow(session, *places)
    await shown.follow(session, *places)
    return room
