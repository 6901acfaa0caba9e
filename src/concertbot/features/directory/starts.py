"""What the directory looks at when the bot starts: whether something has to be imported again."""

import shlex

import structlog

from concertbot.domain.database import Database
from concertbot.domain.reach import Reach
from concertbot.features.directory.store.sources import bare

log = structlog.get_logger()


async def starts(reach: Reach) -> None:
    """Warn of sources that an earlier version imported: it kept nothing that a lookup or an export could read."""
    async with reach.get(Database).read() as session:
        names = await bare(session)
    for name in names:
        command = f"concertbot directory import PATH --source {shlex.quote(name)}"
        log.warning("nothing is found of this directory until it is imported again", source=name, command=command)
