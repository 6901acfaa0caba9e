"""The environment, read as settings: one variable each, and no variable that means nothing."""

import difflib
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

PREFIX = "CONCERTBOT_"


class UnknownVariableError(Exception):
    """A variable that is no setting, perhaps a misspelt one."""


def names(model: type[BaseModel]) -> dict[str, str]:
    """Return each setting of a model by the variable that gives it: CONCERTBOT_WEB_LISTEN gives web.listen."""
    return {variable(name): name for name in _leaves(model)}


def variable(name: str) -> str:
    """Return the variable that gives a setting."""
    return PREFIX + name.replace(".", "_").upper()


def read(model: type[BaseModel], environment: Mapping[str, str]) -> dict[str, Any]:
    """Return what the environment says of a model's settings. Raises UnknownVariableError."""
    known, said = names(model), dict[str, Any]()
    for name in sorted(one for one in environment if one.startswith(PREFIX)):
        if name not in known:
            raise UnknownVariableError(f"{name}: there is no such setting{meant(name, known)}.")
        section, _, leaf = known[name].rpartition(".")
        (said.setdefault(section, {}) if section else said)[leaf] = environment[name]
    return said


def meant(name: str, known: Mapping[str, str]) -> str:
    """Return what somebody may have meant by an unknown name."""
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.8)
    return f"; did you mean {near[0]}" if near else ""


def _leaves(model: type[BaseModel]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        inner = field.annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            yield from (f"{name}.{leaf}" for leaf in _leaves(inner))
        else:
            yield name
