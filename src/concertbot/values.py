"""Values of settings, as operators write them. What is wrong is told without the value, which may be a secret."""

import json
import re
from pathlib import Path
from typing import get_origin

from pydantic import BaseModel, ValidationInfo


def from_text(model: type[BaseModel], value: object, info: ValidationInfo) -> object:
    """Return what a text stands for: the environment knows no lists, and blanks around a value are nobody's."""
    if not isinstance(value, str):
        return value
    if get_origin(model.model_fields[info.field_name or ""].annotation) is not tuple:
        return value.strip()
    if value.strip().startswith("["):
        try:
            return json.loads(value)
        except json.JSONDecodeError:
            raise ValueError("give names separated by commas") from None
    return [one.strip() for one in value.split(",") if one.strip()]


def web_address(value: str, example: str) -> str:
    """Return a web address without a slash at its end, or nothing for nothing."""
    if value and not re.fullmatch(r"https?://[^\s/]+\S*", value):
        raise ValueError(f"give a web address such as {example}")
    return value.rstrip("/")


def secret_in(setting: str, path: Path) -> str:
    """Return the secret that a file holds and nothing else."""
    try:
        held = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError(f"{setting}: {path} cannot be read ({type(error).__name__})") from None
    if not held:
        raise ValueError(f"{setting}: {path} is empty; write the secret into it")
    return held
