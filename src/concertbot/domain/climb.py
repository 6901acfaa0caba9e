"""What needs alembic: climbing to the newest form, and writing a new step."""

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from concertbot.domain.database import Database
from concertbot.settings import MIGRATIONS


def alembic_config(connection: Connection) -> Config:
    """Return alembic's configuration on an open connection."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def upgrade(connection: Connection) -> None:
    """Climb to the newest form."""
    command.upgrade(alembic_config(connection), "head")


async def write_migration(database: Database, what: str, after: str) -> None:
    """Write a migration from a database in its newest form, revision `after`, to the tables as they are declared."""
    async with database.writing() as connection:
        await connection.run_sync(_write, what, f"{int(after) + 1:04}")


def _write(connection: Connection, what: str, number: str) -> None:
    command.revision(alembic_config(connection), message=what, autogenerate=True, rev_id=number)
