"""Persons, their accounts on platforms, and their roles."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import Table, bindparam, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, SQLModel, UniqueConstraint, col, select

from concertbot.chat.access import Role
from concertbot.domain.acquainted import meet, met

SEEN_ANEW = timedelta(hours=1)


class Person(SQLModel, table=True):
    """A human being. Belongs to the installation; what they do belongs to a concertation."""

    __tablename__ = "person"
    id: int | None = Field(default=None, primary_key=True)
    name: str
    language: str = ""  # empty: not said yet
    organisation_id: int | None = Field(default=None, foreign_key="organisation.id", ondelete="SET NULL")


class Account(SQLModel, table=True):
    """One of a person's identities on a platform."""

    __tablename__ = "account"
    __table_args__ = (UniqueConstraint("platform", "address"),)
    id: int | None = Field(default=None, primary_key=True)
    platform: str
    address: str  # the platform's own id; never a display name
    person_id: int = Field(foreign_key="person.id", index=True)
    seen_at: datetime
    seen_in: str = ""  # the address of the room where they last said something
    reachable: bool | None = None  # whether the bot can write to them directly; None: not known yet
    offered: bool = False  # whether the room was told, since then, that something waits for them in private

    def be_seen(self, now: datetime, room: str | None) -> None:
        """Note that they said something, to the hour, in a room or (None) directly."""
        if now - self.seen_at > SEEN_ANEW:
            self.seen_at = now
        if room is None:
            self.reachable, self.offered = True, False
        elif self.seen_in != room:
            self.seen_in = room


class RoleGrant(SQLModel, table=True):
    """A role of an account in a concertation. Nobody needs one to be a participant."""

    __tablename__ = "role_grant"
    __table_args__ = (UniqueConstraint("account_id", "concertation_id"),)
    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="account.id", ondelete="CASCADE")
    concertation_id: int = Field(foreign_key="concertation.id", ondelete="CASCADE")
    role: int


GRANTS = cast("Table", RoleGrant.__table__)  # type: ignore[attr-defined] # sqlmodel does not tell
# Asked at each message, so they are put together once.
WHO = (
    select(Account, Person)
    .join(Person)
    .where(Account.platform == bindparam("platform"), Account.address == bindparam("address"))
)
ROLE = select(GRANTS.c.role).where(
    GRANTS.c.account_id == bindparam("account"), GRANTS.c.concertation_id == bindparam("concertation")
)


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody who says something: their account, the person behind it, and whether they were never seen before."""

    account: Account
    person: Person
    new: bool = False


async def find_account(session: AsyncSession, platform: str, address: str) -> Account | None:
    """Return the account of this address, if somebody ever used it here."""
    query = select(Account).where(col(Account.platform) == platform, col(Account.address) == address)
    return (await session.scalars(query)).one_or_none()


async def arrive(session: AsyncSession, platform: str, address: str, name: str, now: datetime) -> Arrival:
    """Return the account and the person behind an address; people appear by taking part."""
    account = met(session, Account, platform, address)
    person = met(session, Person, account.person_id) if account else None
    if account and person:
        return Arrival(account, person)
    known = (await session.execute(WHO, {"platform": platform, "address": address})).one_or_none()
    if known:
        return _met(session, Arrival(*known))
    new = await _appear(session, Account(platform=platform, address=address, person_id=0, seen_at=now), name)
    account, person = (await session.execute(WHO, {"platform": platform, "address": address})).one()
    return _met(session, Arrival(account, person, new=new))


def _met(session: AsyncSession, who: Arrival) -> Arrival:
    meet(session, who.account, who.account.platform, who.account.address)
    meet(session, who.person, who.account.person_id)
    return who


async def _appear(session: AsyncSession, account: Account, name: str) -> bool:
    """Keep a new person and their account; False when another process did so at the same moment."""
    person = Person(name=name)
    session.add(person)
    await session.flush()
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    row = account.model_dump(exclude={"id"}) | {"person_id": person.id}
    wanted = dialect.insert(Account).values(row).on_conflict_do_nothing().returning(col(Account.id))
    new = await session.scalar(wanted) is not None
    if not new:
        await session.delete(person)
        await session.flush()
    return new


def nobody(platform: str, address: str, now: datetime) -> Arrival:
    """Return who speaks for a group or a channel: an account and a person that are never kept."""
    return Arrival(Account(platform=platform, address=address, person_id=0, seen_at=now), Person(name=""))


async def role_of(session: AsyncSession, account: Account, concertation_id: int | None) -> Role:
    """Return the role of an account in a concertation."""
    if concertation_id is None:
        return Role.PARTICIPANT
    found = await session.scalar(ROLE, {"account": account.id, "concertation": concertation_id})
    return Role.PARTICIPANT if found is None else Role(found)


@dataclass(frozen=True, slots=True)
class Listed:
    """An account as a list shows it."""

    address: str
    language: str
    role: Role
    concertation: str


async def everybody(session: AsyncSession, platform: str) -> list[Listed]:
    """Return the accounts of a platform with their role in each concertation, the lowest role first."""
    query = text(
        "SELECT account.address, person.language, coalesce(role_grant.role, 0), coalesce(concertation.name, '')"
        " FROM account JOIN person ON person.id = account.person_id"
        " LEFT JOIN role_grant ON role_grant.account_id = account.id"
        " LEFT JOIN concertation ON concertation.id = role_grant.concertation_id"
        " WHERE account.platform = :platform ORDER BY 3, 1"
    )
    rows = await session.execute(query, {"platform": platform})
    return [Listed(address, language, Role(role), concertation) for address, language, role, concertation in rows]
