"""Files that came with a message, or that go out with one: kept in the database until they have served."""

import secrets
from datetime import datetime
from pathlib import Path

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, SQLModel, col

KEPT = "kept:"  # begins the path of a file that is kept here


class KeptFile(SQLModel, table=True):
    """The content of a file, where every process can reach it."""

    __tablename__ = "kept_file"
    id: str = Field(primary_key=True)
    content: bytes
    at: datetime


async def keep(session: AsyncSession, content: bytes, now: datetime) -> str:
    """Keep a file, and return the path by which it is found again."""
    file = KeptFile(id=secrets.token_urlsafe(12), content=content, at=now)
    session.add(file)
    await session.flush()
    return KEPT + file.id


async def content_of(session: AsyncSession, path: str) -> bytes:
    """Return the content of a kept file, or of a file on this machine. Raises FileNotFoundError."""
    if not path.startswith(KEPT):
        return Path(path).read_bytes()  # noqa: ASYNC240 - a small file of this machine, for the console alone
    file = await session.get(KeptFile, path.removeprefix(KEPT))
    if file is None:
        raise FileNotFoundError(path)
    return file.content


async def forget(session: AsyncSession, *paths: str) -> None:
    """Forget kept files that have served."""
    ids = [path.removeprefix(KEPT) for path in paths if path.startswith(KEPT)]
    if ids:
        await session.execute(delete(KeptFile).where(col(KeptFile.id).in_(ids)))
