"""The operator's settings: `config/concertbot.toml`, and the environment over it."""

import os
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

ROOT = Path(__file__).resolve().parents[2]
MIGRATIONS = ROOT / "migrations"
FILE = "concertbot.toml"
REGIONS = ("BE", "FR", "NL", "CH", "QC")


class SettingsError(Exception):
    """A mistake in the settings; names the setting and says what to do."""


class Settings(BaseSettings):
    """What an operator may set. Every field stands in config/concertbot.toml with its meaning."""

    model_config = SettingsConfigDict(env_prefix="CONCERTBOT_", extra="forbid")

    config: Path = Field(default=ROOT / "config", exclude=True)
    database: str = "sqlite:///var/concertbot.sqlite"
    region: Literal["BE", "FR", "NL", "CH", "QC"] = "BE"
    timezone: str = "Europe/Brussels"
    platforms: tuple[Literal["console"], ...] = ("console",)

    @field_validator("database")
    @classmethod
    def _a_database(cls, value: str) -> str:
        try:
            make_url(value)
        except ArgumentError:
            raise ValueError("give a URL such as sqlite:///var/concertbot.sqlite") from None
        return value

    @field_validator("timezone")
    @classmethod
    def _a_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError):
            raise ValueError("give a zone such as Europe/Brussels") from None
        return value

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Let the command line win over the environment, and that over the file."""
        del dotenv_settings, file_secret_settings
        file = init_settings()["config"] / FILE
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, file)


def load(config: Path | None = None, database: str | None = None) -> Settings:
    """Return the settings in a folder (or its file). Raises SettingsError."""
    folder = folder_of(config)
    given = {"config": folder} | ({"database": database} if database else {})
    try:
        return Settings(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        raise SettingsError(f"{folder / FILE}: {name}: {first['msg']}.") from None
    except ValueError as error:
        raise SettingsError(f"{folder / FILE}: not readable as TOML: {error}.") from None


def folder_of(config: Path | None) -> Path:
    """Return the folder of settings: the one given, else the environment's, else the one here, else the project's."""
    given = config or (Path(os.environ["CONCERTBOT_CONFIG"]) if "CONCERTBOT_CONFIG" in os.environ else None)
    if given is None:
        here = Path("config")
        return here if (here / FILE).is_file() else ROOT / "config"
    folder = given.parent if given.is_file() else given
    if not (folder / FILE).is_file():
        raise SettingsError(f"{given}: there is no {FILE}; give --config the folder that holds it.")
    return folder
