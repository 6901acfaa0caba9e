"""Single-use codes."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from concertbot.domain.database import Database
from concertbot.domain.invitations import LAPSES_AFTER, issue_code, redeem
from concertbot.domain.migrate import migrate

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


async def test_a_code_serves_once_and_for_a_time(tmp_path: Path) -> None:
    """However it is typed; another one, or a lapsed one, does not."""
    database = Database(f"sqlite:///{tmp_path}/codes.sqlite")
    await migrate(database)
    async with database.write() as session:
        first, second = await issue_code(session, NOW), await issue_code(session, NOW)
        assert not await redeem(session, "", NOW)
        assert not await redeem(session, first[:-1], NOW)
        assert await redeem(session, f" {first.upper().replace('-', ' ')} ", NOW)
        assert not await redeem(session, first, NOW)
        assert await redeem(session, second, NOW + LAPSES_AFTER - timedelta(seconds=1))
        third = await issue_code(session, NOW)
        assert not await redeem(session, third, NOW + LAPSES_AFTER)
    await database.close()
