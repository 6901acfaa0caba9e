"""Concertations, and the rooms that are tied to them. A concertation is the scope of nearly everything."""

from datetime import datetime

from sqlalchemy import bindparam, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, SQLModel, UniqueConstraint, col, select

from concertbot.domain.acquainted import get, meet, met
from concertbot.domain.people import Account, RoleGrant


class Concertation(SQLModel, table=True):
    """A standing group around one theme in one basin."""

    __tablename__ = "concertation"
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    basin: str = ""
    language: str = "fr"
    timezone: str = "Europe/Brussels"


class Room(SQLModel, table=True):
    """A chat room on a platform, tied to a concertation."""

    __tablename__ = "room"
    __table_args__ = (UniqueConstraint("platform", "address"),)
    id: int | None = Field(default=None, primary_key=True)
    platform: str
    address: str
    name: str = ""
    language: str = ""  # empty: the concertation's
    concertation_id: int | None = Field(default=None, foreign_key="concertation.id", index=True)
    left_at: datetime | None = None  # when the bot was put out


# Asked at each message, so it is put together once.
WHERE = select(Room).where(col(Room.platform) == bindparam("platform"), col(Room.address) == bindparam("address"))


async def find_room(session: AsyncSession, platform: str, address: str) -> Room | None:
    """Return the room of this address, if it is known."""
    room = met(session, Room, platform, address)
    if room and room.address == address:
        return room
    room = (await session.scalars(WHERE, {"platform": platform, "address": address})).one_or_none()
    if room:
        meet(session, room, platform, address)
    return room


async def follow_room(session: AsyncSession, platform: str, before: str, after: str) -> Room | None:
    """Tie the address at which a room goes on to what the room was tied to, and return the room."""
    seen = update(Account).where(col(Account.platform) == platform, col(Account.seen_in) == before)
    await session.execute(seen.values(seen_in=after))
    room, there = await find_room(session, platform, before), await find_room(session, platform, after)
    if room is None or (there and there.concertation_id):
        return there or room
    if there:
        await session.delete(there)
        await session.flush()
    room.address, room.left_at = after, None
    await session.flush()
    return room


async def concertation_of(session: AsyncSession, account: Account, room: Room | None) -> Concertation | None:
    """Return the concertation that a message is about: the room's; in a direct message, the person's only one."""
    if room:
        return await get(session, Concertation, room.concertation_id) if room.concertation_id else None
    query = select(RoleGrant.concertation_id).where(col(RoleGrant.account_id) == account.id)
    tied = (await session.scalars(query)).all()
    return await get(session, Concertation, tied[0] or 0) if len(tied) == 1 else None
