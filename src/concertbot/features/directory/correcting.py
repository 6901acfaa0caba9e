"""Corrects what a source says of a service."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from concertbot.features.directory.store import queries, sources
from concertbot.features.directory.store.corrections import Correction, accept, said
from concertbot.features.directory.store.sources import DirectorySource
from concertbot.features.directory.store.tables import SERVICE


class UnknownServiceError(Exception):
    """There is no such service."""


async def correct(
    session: AsyncSession, key: tuple[str, str], fields: Mapping[str, Any], now: datetime
) -> Mapping[str, Any]:
    """Keep what is so of a service, by field; return what was shown before. Raises UnknownServiceError."""
    source, source_id = key
    shown = await queries.entries_of(session, [key])
    imported = await queries.imported(session, key)
    if key not in shown or imported is None:
        raise UnknownServiceError
    for field, value in fields.items():
        was = said(imported, field)
        correction = Correction(source=source, source_id=source_id, field=field, value=value, was=was, accepted_at=now)
        await accept(session, correction)
    revision = await sources.revision(session) + 1
    where = (SERVICE.c.source == source, SERVICE.c.source_id == source_id)
    await session.execute(update(SERVICE).where(*where).values(revision=revision))
    of_source = update(DirectorySource).where(col(DirectorySource.name) == source)
    await session.execute(of_source.values(revision=revision))
    return {field: said(shown[key], field) for field in fields}
