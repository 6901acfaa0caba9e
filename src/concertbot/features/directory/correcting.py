"""Corrects what a source says of a service, and takes corrections back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from concertbot.domain.lookup import Entry
from concertbot.features.directory.store import queries, sources
from concertbot.features.directory.store.corrections import Correction, accept, said, withdraw
from concertbot.features.directory.store.queries import Key
from concertbot.features.directory.store.sources import DirectorySource
from concertbot.features.directory.store.tables import SERVICE

WITHDRAWN = None  # the value of a field that the source is to say again


class UnknownServiceError(Exception):
    """There is no such service."""


class InactiveServiceError(Exception):
    """The service is found by no lookup; its status is the message."""


class NothingToWithdrawError(Exception):
    """A field has no correction; its name is the message."""


class Shown(NamedTuple):
    """What people are shown of a field."""

    before: Any
    now: Any


async def correct(session: AsyncSession, key: Key, fields: Mapping[str, Any], now: datetime) -> Mapping[str, Shown]:
    """Keep what is so of a service, by field, or withdraw what was said; return what was shown before and is now.

    Raises UnknownServiceError, InactiveServiceError and NothingToWithdrawError.
    """
    shown = (await queries.entries_of(session, [key])).get(key)
    imported = await queries.imported(session, key)
    if shown is None or imported is None:
        status = await queries.status(session, key)
        raise InactiveServiceError(status) if status else UnknownServiceError
    for field, value in fields.items():
        await _keep(session, imported, field, value, now)
    await _note(session, key)
    found = {field: said(imported, field) if value is WITHDRAWN else value for field, value in fields.items()}
    return {field: Shown(said(shown, field), value) for field, value in found.items()}


async def _keep(session: AsyncSession, imported: Entry, field: str, value: Any, now: datetime) -> None:
    source, source_id = imported.source, imported.id
    if value is not WITHDRAWN:
        was = said(imported, field)
        correction = Correction(source=source, source_id=source_id, field=field, value=value, was=was, accepted_at=now)
        await accept(session, correction)
    elif not await withdraw(session, source, source_id, field):
        raise NothingToWithdrawError(field)


async def _note(session: AsyncSession, key: Key) -> None:
    """Note that a service changed, so that a running bot looks again."""
    source, source_id = key
    revision = await sources.coming(session)
    where = (SERVICE.c.source == source, SERVICE.c.source_id == source_id)
    await session.execute(update(SERVICE).where(*where).values(revision=revision))
    of_source = update(DirectorySource).where(col(DirectorySource.name) == source)
    await session.execute(of_source.values(revision=revision))
