"""What a message of a drill leaves behind, and what is answered to it."""

import re

from sqlalchemy import Column, Integer, MetaData, Table

# No number is unique here: what is done twice shall show. It stands apart from the bot's own tables.
EFFECTS = Table("drill_effect", MetaData(), Column("id", Integer, primary_key=True), Column("number", Integer))
DONE = re.compile(r"\b(count|ring|card) (\d+) done\b")


def done(kind: str, number: int) -> str:
    """Return the answer to a message."""
    return f"{kind} {number} done"
