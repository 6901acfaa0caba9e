"""What the directory is asked: all entries for a lookup, or one service in full."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from concertbot.domain.lookup import Entry
from concertbot.domain.services import ACTIVE
from concertbot.features.directory.entries import entry_of
from concertbot.features.directory.records import ServiceRecord
from concertbot.features.directory.store.loading import Loader, Scope
from concertbot.features.directory.store.tables import CHILDREN, SERVICE, SERVICE_AT_LOCATION

SHORT = ("phones", "languages", "areas", "costs", "addresses", "attributes")  # what an entry is made from


async def entries(session: AsyncSession) -> list[Entry]:
    """Return the active services as entries, in the order in which they were first imported."""
    return [entry_of(one) for one in await Loader(session, Scope(), SHORT).services() if one.status == ACTIVE]


async def details(session: AsyncSession, source: str, source_id: str) -> ServiceRecord | None:
    """Return everything people see of a service, active or not; None when there is no such service."""
    named = (SERVICE.c.source == source, SERVICE.c.source_id == source_id)
    row = (await session.execute(select(SERVICE.c.id, SERVICE.c.organisation_id).where(*named))).one_or_none()
    if row is None:
        return None
    there = SERVICE_AT_LOCATION.c
    locations = await session.scalars(select(there.location_id).where(there.service_id == row.id))
    scope = Scope(row.id, row.organisation_id, tuple(locations))
    return (await Loader(session, scope, CHILDREN).services())[0]
