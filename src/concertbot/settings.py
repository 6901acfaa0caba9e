"""The operator's settings: `config/concertbot.toml`, and the environment over it."""

import os
from contextlib import suppress
from pathlib import Path
from typing import Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

ROOT = Path(__file__).resolve().parents[2]
MIGRATIONS = ROOT / "migrations"
FILE = "concertbot.toml"
DATABASES = ("sqlite", "postgresql")
SERVER_OPTIONS = ("host", "port", "sslmode", "sslrootcert")  # of a PostgreSQL address
REGIONS = ("BE", "FR", "NL", "CH", "QC")
NO_SECRET = SecretStr("")


class SettingsError(Exception):
    """A mistake in the settings; names the setting and says what to do."""


class Section(BaseModel):
    """A part of the settings. A secret `x` may also stand alone in a file, which `x_file` names."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="after")
    def _read_secrets(self) -> Self:
        for name in type(self).model_fields:
            path = getattr(self, f"{name}_file", None)
            if path is not None and not getattr(self, name).get_secret_value():
                object.__setattr__(self, name, SecretStr(_secret(f"{name}_file", path)))
        return self


class MatrixSettings(Section):
    """The bot's account on a Matrix homeserver."""

    homeserver: str = ""
    user: str = ""
    password: SecretStr = NO_SECRET
    password_file: Path | None = None
    store: Path = Path("var/matrix")
    pickle_key: SecretStr = NO_SECRET
    pickle_key_file: Path | None = None
    inviters: tuple[str, ...] = ()


class TelegramSettings(Section):
    """The bot's account on Telegram."""

    token: SecretStr = NO_SECRET
    token_file: Path | None = None
    server: str = "https://api.telegram.org"
    webhook: str = ""
    webhook_secret: SecretStr = NO_SECRET
    webhook_secret_file: Path | None = None


class WebSettings(Section):
    """The small web application."""

    listen: str = ""

    @field_validator("listen")
    @classmethod
    def _an_address(cls, value: str) -> str:
        host, colon, port = value.rpartition(":")
        if value and not (host and colon and port.isdecimal() and 0 <= int(port) < 2**16):
            raise ValueError("give host and port such as 127.0.0.1:8080, or nothing for no web application")
        return value


class LogSettings(Section):
    """What the log looks like."""

    format: Literal["text", "json"] = "text"
    level: Literal["debug", "info", "warning", "error"] = "info"


class Settings(BaseSettings):
    """What an operator may set. Every field stands in config/concertbot.toml with its meaning."""

    model_config = SettingsConfigDict(
        env_prefix="CONCERTBOT_", env_nested_delimiter="_", env_nested_max_split=1, extra="forbid"
    )

    config: Path = Field(default=ROOT / "config", exclude=True)
    database: str = "sqlite:///var/concertbot.sqlite"
    region: Literal["BE", "FR", "NL", "CH", "QC"] = "BE"
    timezone: str = "Europe/Brussels"
    platforms: tuple[Literal["console", "matrix", "telegram"], ...] = ("console",)
    matrix: MatrixSettings = MatrixSettings()
    telegram: TelegramSettings = TelegramSettings()
    web: WebSettings = WebSettings()
    log: LogSettings = LogSettings()

    @field_validator("database")
    @classmethod
    def _a_database(cls, value: str) -> str:
        return known_database(value)

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


def known_database(value: str) -> str:
    """Return the address of a database, if it is of a kind that concertbot knows. Raises ValueError without it."""
    with suppress(ArgumentError):
        url = make_url(value)
        kind = url.get_backend_name()
        if kind == "postgresql" and (unknown := url.query.keys() - SERVER_OPTIONS):
            raise ValueError(f"{', '.join(sorted(unknown))}: behind ? only {', '.join(SERVER_OPTIONS)} may stand")
        if kind in DATABASES:
            return value
    raise ValueError("give a URL such as sqlite:///var/concertbot.sqlite or postgresql://user:password@host/name")


def load(config: Path | None = None, database: str | None = None) -> Settings:
    """Return the settings in a folder (or its file). Raises SettingsError."""
    folder = folder_of(config)
    given = {"config": folder} | ({"database": database} if database else {})
    try:
        return Settings(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors(include_input=False)[0]
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


def _secret(setting: str, path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError(f"{setting}: {path} cannot be read ({type(error).__name__})") from None
