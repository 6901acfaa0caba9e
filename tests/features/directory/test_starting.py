"""At the start, the operator is told of directories that an earlier version imported."""

from datetime import UTC, datetime

from alembic import command
from sqlalchemy import DateTime, bindparam, text
from structlog.testing import capture_logs

from concertbot.bootstrap import open_reach, put_together
from concertbot.chat.clock import Clock
from concertbot.domain.climb import alembic_config
from concertbot.domain.database import Database
from concertbot.domain.reach import Reach
from concertbot.features.directory.importing import How, import_paths
from concertbot.settings import ROOT, load
from databases import Databases
from talking import Talk

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
OLD = text(
    "INSERT INTO directory_source (name, format, title, licence, imported_at, revision, services)"
    " VALUES (:name, 'services.csv', '', '', :at, 1, 12)"
).bindparams(bindparam("at", type_=DateTime(timezone=True)))
DEMO = ROOT / "config" / "demo" / "directory" / "services.csv"


async def begun_earlier(database: Database, *names: str) -> None:
    """Make a database as the first version left it, with directories that it imported."""
    async with database.writing() as connection:
        await connection.run_sync(lambda sync: command.upgrade(alembic_config(sync), "0001"))
        for name in names:
            await connection.execute(OLD, {"name": name, "at": NOW})


async def warned(reach: Reach) -> list[dict[str, str]]:
    """Start a bot; return what it warns of."""
    talk = Talk()
    with capture_logs() as told:
        await put_together(reach, talk).get_ready()
    return [{name: one[name] for name in ("source", "command")} for one in told if "source" in one]


async def test_a_directory_of_an_earlier_version_is_named(databases: Databases) -> None:
    """Nothing of it is found: the start says so, and what to do, until it was imported again."""
    async with open_reach(load(ROOT / "config", databases.bare())) as reach:
        reach.get(Clock).freeze(NOW)
        database = reach.get(Database)
        await begun_earlier(database, "brussels", "our list")
        assert await warned(reach) == [
            {"source": "brussels", "command": "concertbot directory import PATH --source brussels"},
            {"source": "our list", "command": "concertbot directory import PATH --source 'our list'"},
        ]
        await import_paths(database, [DEMO], now=NOW, how=How(source="brussels"))
        assert [one["source"] for one in await warned(reach)] == ["our list"]


async def test_others_are_passed_over(copied: str, url: str) -> None:
    """Neither an empty database nor a directory of today is worth a word."""
    for database in (copied, url):
        async with open_reach(load(ROOT / "config", database)) as reach:
            reach.get(Clock).freeze(NOW)
            assert await warned(reach) == []
