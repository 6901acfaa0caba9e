"""Makes the index of a large directory in a process of its own: nobody waits for it, and its memory is freed."""

import asyncio
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from concertbot.domain.database import Database
from concertbot.features.directory.keeping import Keeper
from concertbot.features.directory.lexicon import load
from concertbot.features.directory.rules.index import Index
from concertbot.features.directory.store import queries


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be indexed: a directory as it is, or as it will be with some imports."""

    url: str
    lexicon: Path
    revision: int
    imports: Mapping[str, int]


async def make(task: Task) -> None:
    """Build an index and keep it in its file, in another process."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        await asyncio.get_running_loop().run_in_executor(pool, run, task)


def run(task: Task) -> None:
    """Build an index and keep it in its file."""
    asyncio.run(_run(task))


async def _run(task: Task) -> None:
    database = Database(task.url)
    try:
        async with database.read() as session:
            entries = await queries.coming(session, task.imports)
    finally:
        await database.close()
    index = Index.build(entries, load(task.lexicon))
    Keeper(database, task.lexicon).save(index, task.revision)
