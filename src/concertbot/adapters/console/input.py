"""One line of input: an object that says who does what, where. Documented in docs/console.md."""

from datetime import datetime
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

ACTS = ("press", "react", "edit", "delete", "clock")


class InputError(ValueError):
    """A line that cannot be understood; says what to do."""


class Input(BaseModel):
    """What another program makes somebody do."""

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)

    sender: str | None = Field(default=None, alias="from", min_length=1)
    room: str | None = Field(default=None, min_length=1)
    direct: bool = False
    id: str | None = Field(default=None, min_length=1, coerce_numbers_to_str=True)
    platform: str = Field(default="console", pattern=r"^[a-z]+$")
    reply_to: str | int | None = None
    thread: str | int | None = None
    say: str | None = None
    press: str | None = None
    react: str | None = None
    file: Path | None = None
    edit: str | int | None = None
    delete: str | int | None = None
    clock: datetime | None = None

    @model_validator(mode="after")
    def _one_act(self) -> Self:
        acts = [name for name in ACTS if getattr(self, name) is not None]
        if len(acts) > 1:
            raise ValueError(f"say one thing a line, not {' and '.join(acts)}")
        if not acts and self.say is None and self.file is None:
            raise ValueError("nothing to do: give one of say, press, react, file, edit, delete, clock")
        if acts and acts[0] != "edit" and (self.say is not None or self.file is not None):
            raise ValueError(f"{acts[0]} stands alone on its line")
        if self.edit is not None and self.say is None:
            raise ValueError("edit wants the new words in say")
        if self.react is not None and self.reply_to is None:
            raise ValueError("react wants the message's id in reply_to")
        if self.room is not None and self.direct:
            raise ValueError("give room or direct, not both")
        return self

    @property
    def speaks(self) -> bool:
        """Whether somebody says something new, or sends a file."""
        return all(getattr(self, name) is None for name in ACTS)


def read(line: str) -> Input:
    """Return the input of one line of JSON. Raises InputError."""
    try:
        return Input.model_validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        message = first["msg"].removeprefix("Value error, ")
        raise InputError(f"{where}: {message}" if where else message) from None
