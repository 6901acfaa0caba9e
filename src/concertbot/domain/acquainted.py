"""Who and what a transaction has met already: the messages of one commit often come from the same people and rooms."""

from collections.abc import Hashable
from typing import TypeVar, cast

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import SQLModel

T = TypeVar("T", bound=SQLModel)


def met(session: AsyncSession, kind: type[T], *name: Hashable) -> T | None:
    """Return what this session has met under this name and still has."""
    found = session.info.get((kind, *name))
    return cast("T", found) if found is not None and found in session else None


def meet(session: AsyncSession, found: SQLModel, *name: Hashable) -> None:
    """Remember what was met, as long as the session lasts; of itself it forgets what nobody holds."""
    session.info[type(found), *name] = found


async def get(session: AsyncSession, kind: type[T], number: int) -> T | None:
    """Return a row by its number, asked for once in a session."""
    found = met(session, kind, number) or await session.get(kind, number)
    if found is not None:
        meet(session, found, number)
    return found
