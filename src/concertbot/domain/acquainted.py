"""Who and what a transaction has met already: the messages of one commit often come from the same people and rooms."""

from typing import TypeVar, cast

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import SQLModel

T = TypeVar("T", bound=SQLModel)


def met(session: AsyncSession, kind: type[T], platform: str, address: str) -> T | None:
    """Return what this session has met under this address and still has."""
    found = session.info.get((kind, platform, address))
    return cast("T", found) if found is not None and found in session else None


def meet(session: AsyncSession, platform: str, address: str, found: SQLModel) -> None:
    """Remember what was met, as long as the session lasts."""
    session.info[type(found), platform, address] = found
