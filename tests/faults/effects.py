"""What a drill leaves behind: rows that may stand twice, so that a double would be seen."""

import re

from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

DONE = re.compile(r"\bdone (\d+)\.")
EVERY = 10


class Counted(SQLModel, registry=registry()):
    """A table that is none of the bot's own."""


class Effect(Counted, table=True):
    """That a message was answered."""

    __tablename__ = "drill_effect"
    id: int | None = Field(default=None, primary_key=True)
    number: int


def rings(number: int) -> bool:
    """Return whether the answer to a message has to ring."""
    return number % EVERY == 0
