"""Single-use codes with which somebody may bring the bot into a room."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, SQLModel, col, select

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that is taken for something else
GROUPS, LETTERS = 4, 4
LAPSES_AFTER = timedelta(days=7)


class InvitationCode(SQLModel, table=True):
    """A code that was given. Only its digest is kept."""

    __tablename__ = "invitation_code"
    digest: str = Field(primary_key=True)
    expires_at: datetime
    used_at: datetime | None = None


async def issue_code(session: AsyncSession, now: datetime) -> str:
    """Return a new code; those that lapsed are forgotten."""
    await session.execute(delete(InvitationCode).where(col(InvitationCode.expires_at) <= now))
    code = "-".join("".join(secrets.choice(ALPHABET) for _ in range(LETTERS)) for _ in range(GROUPS))
    session.add(InvitationCode(digest=_digest(code), expires_at=now + LAPSES_AFTER))
    await session.flush()
    return code


async def redeem(session: AsyncSession, code: str, now: datetime) -> bool:
    """Use up a code, and return whether it was valid."""
    valid = (
        col(InvitationCode.digest) == _digest(code),
        col(InvitationCode.used_at).is_(None),
        col(InvitationCode.expires_at) > now,
    )
    if (await session.scalars(select(InvitationCode.digest).where(*valid).with_for_update())).one_or_none() is None:
        return False
    await session.execute(update(InvitationCode).where(*valid).values(used_at=now))
    return True


def _digest(code: str) -> str:
    letters = "".join(letter for letter in code.casefold() if letter.isalnum())
    return hashlib.sha256(letters.encode()).hexdigest()
