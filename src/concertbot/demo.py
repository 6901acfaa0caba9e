"""The demo: a concertation with its people, its rooms and a directory, so that the bot can be tried at once."""

import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from concertbot.chat.access import Role
from concertbot.chat.clock import Clock
from concertbot.domain.concertations import Concertation, Room
from concertbot.domain.database import Database
from concertbot.domain.meetings import AgendaItem, Meeting
from concertbot.domain.people import RoleGrant, arrive
from concertbot.domain.reach import Reach
from concertbot.features.directory.importing import How, import_paths
from concertbot.settings import Settings

FIRST = "nadia"  # who speaks first in the demo
PLATFORM = "console"
SOURCE = "brussels"


async def settle_in(reach: Reach) -> None:
    """Fill an empty database with the demo; one that is filled stays as it is."""
    database, now = reach.get(Database), reach.get(Clock).now()
    folder = reach.get(Settings).config / "demo"
    async with database.write() as session:
        if (await session.scalars(select(Concertation.id).limit(1))).first() is not None:
            return
        await _people(session, tomllib.loads(_read(folder / "demo.toml")), now)
    directory = [folder / "directory" / "services.csv"]
    await import_paths(database, directory, now=now, how=How(source=SOURCE))


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


async def _people(session: AsyncSession, demo: dict[str, Any], now: datetime) -> None:
    concertation = Concertation(**demo["concertation"])
    session.add(concertation)
    await session.flush()
    ours = concertation.id or 0
    session.add_all(Room(platform=PLATFORM, concertation_id=ours, **room) for room in demo["rooms"])
    for one in demo["people"]:
        known = await arrive(session, PLATFORM, one["address"], one["name"], now)
        known.person.language = one["language"]
        session.add(RoleGrant(account_id=known.account.id or 0, concertation_id=ours, role=Role[one["role"].upper()]))
    for one in demo["meetings"]:
        titles = one.pop("agenda")
        meeting = Meeting(**one, concertation_id=ours)
        session.add(meeting)
        await session.flush()
        session.add_all(
            AgendaItem(meeting_id=meeting.id or 0, position=position, title=title)
            for position, title in enumerate(titles, 1)
        )
