"""What only one transaction may do at a time, of all processes."""

from enum import IntEnum

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession


class Alone(IntEnum):
    """What is done alone, with the number of PostgreSQL's lock on it."""

    CLIMBING = 0x636F6E01
    CHANGING_THE_DIRECTORY = 0x636F6E02


async def alone(transaction: AsyncSession | AsyncConnection, what: Alone) -> None:
    """Wait until no other transaction does this, and let none begin before this one ends."""
    connection = await transaction.connection() if isinstance(transaction, AsyncSession) else transaction
    if connection.dialect.name == "postgresql":  # SQLite has one writer anyway
        await connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": int(what)})
