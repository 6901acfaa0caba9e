"""What people corrected: it stands over what the source says, until the source says so too."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import JSON, Field, SQLModel, UniqueConstraint, col, select

from concertbot.domain.lookup import Entry
from concertbot.features.directory.parts import Phone
from concertbot.features.directory.records import ServiceRecord

# Fields of an entry that can be corrected, and what a record calls them.
FIELDS: Mapping[str, str] = {
    "name": "name",
    "description": "description",
    "phones": "phones",
    "email": "email",
    "url": "url",
    "fees": "fees_description",
    "wait_time": "wait_time",
    "access": "application_process",
    "eligibility": "eligibility_description",
}


class Correction(SQLModel, table=True):
    """A field of a service as people know it, and what the source said then."""

    __tablename__ = "directory_correction"
    __table_args__ = (UniqueConstraint("source", "source_id", "field"),)
    id: int | None = Field(default=None, primary_key=True)
    source: str
    source_id: str  # of the service
    field: str
    value: Any = Field(sa_type=JSON)
    was: Any = Field(sa_type=JSON)  # what the source said when it was corrected
    accepted_at: datetime


@dataclass(frozen=True, slots=True)
class Differs:
    """A correction about which a newer file says something else than before."""

    source: str
    source_id: str
    field: str
    value: Any  # as corrected
    now: Any  # as the file says

    @property
    def settled(self) -> bool:
        """Whether the file now says the same as the correction."""
        return bool(self.value == self.now)


Fields = Mapping[str, Any]


async def corrections(session: AsyncSession, source: str | None = None) -> Mapping[str, Mapping[str, Fields]]:
    """Return the corrected fields by source and service, of one source or of all."""
    query = select(Correction) if source is None else select(Correction).where(col(Correction.source) == source)
    found: defaultdict[str, defaultdict[str, dict[str, Any]]] = defaultdict(lambda: defaultdict(dict))
    for one in await session.scalars(query):
        found[one.source][one.source_id][one.field] = one.value
    return found


async def accept(session: AsyncSession, correction: Correction) -> None:
    """Keep a correction in place of an earlier one of the same field."""
    await withdraw(session, correction.source, correction.source_id, correction.field)
    session.add(correction)


async def withdraw(session: AsyncSession, source: str, source_id: str, field: str) -> bool:
    """Let go of the correction of a field; return whether there was one."""
    where = (col(Correction.source) == source, col(Correction.source_id) == source_id, col(Correction.field) == field)
    gone: Any = await session.execute(delete(Correction).where(*where))
    return bool(gone.rowcount)


async def settle(session: AsyncSession, differing: Sequence[Differs]) -> None:
    """Let go of the corrections that the source made its own."""
    for one in differing:
        if one.settled:
            await withdraw(session, one.source, one.source_id, one.field)


async def known(session: AsyncSession, source: str) -> Sequence[Correction]:
    """Return the corrections of a source's services."""
    return (await session.scalars(select(Correction).where(col(Correction.source) == source))).all()


def said(entry: Entry, field: str) -> Any:
    """Return what an entry says in a field, as JSON holds it."""
    value = getattr(entry, field)
    return list(value) if isinstance(value, tuple) else value


def corrected(entry: Entry, fields: Fields) -> Entry:
    """Return an entry as people know it."""
    values: dict[str, Any] = {name: tuple(one) if isinstance(one, list) else one for name, one in fields.items()}
    return replace(entry, **values)


def corrected_record(record: ServiceRecord, fields: Fields) -> ServiceRecord:
    """Return a service as people know it."""
    values: dict[str, Any] = {
        FIELDS[name]: tuple(Phone(number=one) for one in value) if name == "phones" else value
        for name, value in fields.items()
    }
    return replace(record, **values)
