"""The operator's settings: `config/concertbot.toml`, and the environment over it."""

import os
import re
from pathlib import Path
from typing import Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource
from pydantic_settings.sources import InitSettingsSource
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from concertbot.environment import UnknownVariableError, meant, names, read, variable
from concertbot.values import from_text, secret_in, web_address

ROOT = Path(__file__).resolve().parents[2]
MIGRATIONS = ROOT / "migrations"
FILE = "concertbot.toml"
DATABASES = ("sqlite", "postgresql")
SERVER_OPTIONS = ("host", "port", "sslmode", "sslrootcert")  # of a PostgreSQL address
REGIONS = ("BE", "FR", "NL", "CH", "QC")
NO_SECRET = SecretStr("")


class SettingsError(Exception):
    """A mistake in the settings; names the setting and says what to do."""


def read_secrets(model: BaseModel) -> None:
    """Read each secret `x` that is not given itself from the file that `x_file` names."""
    for name in type(model).model_fields:
        path = getattr(model, f"{name}_file", None)
        if path is not None and not getattr(model, name).get_secret_value():
            object.__setattr__(model, name, SecretStr(secret_in(f"{name}_file", path)))


class Section(BaseModel):
    """A part of the settings. A secret `x` may also stand alone in a file, which `x_file` names."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    @field_validator("*", mode="before")
    @classmethod
    def _from_text(cls, value: object, info: ValidationInfo) -> object:
        return from_text(cls, value, info)

    @model_validator(mode="after")
    def _read_secrets(self) -> Self:
        read_secrets(self)
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

    @field_validator("homeserver")
    @classmethod
    def _an_address(cls, value: str) -> str:
        return web_address(value, "https://matrix.example.org")

    @field_validator("user")
    @classmethod
    def _an_account(cls, value: str) -> str:
        if value and not re.fullmatch(r"@[^:\s]+:\S+", value):
            raise ValueError("give a whole account such as @concertbot:example.org")
        return value

    @field_validator("inviters")
    @classmethod
    def _accounts_or_servers(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if not all(re.fullmatch(r"(@[^:\s]+|\*):\S+", one) for one in value):
            raise ValueError("give accounts such as @anna:example.org, or whole servers such as *:example.org")
        return value


class TelegramSettings(Section):
    """The bot's account on Telegram."""

    token: SecretStr = NO_SECRET
    token_file: Path | None = None
    server: str = "https://api.telegram.org"
    webhook: str = ""
    webhook_secret: SecretStr = NO_SECRET
    webhook_secret_file: Path | None = None

    @field_validator("server")
    @classmethod
    def _an_address(cls, value: str) -> str:
        return web_address(value, "https://api.telegram.org")

    @field_validator("webhook")
    @classmethod
    def _a_safe_address(cls, value: str) -> str:
        # A Bot API server of one's own on this machine may call without.
        if value and not value.startswith(("https://", "http://127.0.0.1:", "http://localhost:")):
            raise ValueError("give an address that begins with https://, for Telegram calls no other")
        return value


class WebSettings(Section):
    """The small web application."""

    listen: str = ""

    @field_validator("listen")
    @classmethod
    def _an_address(cls, value: str) -> str:
        host, _, port = (value if ":" in value else f"127.0.0.1:{value}").rpartition(":")
        if value and not (host and port.isdecimal() and 0 <= int(port) < 2**16):
            raise ValueError("give host and port such as 127.0.0.1:8080, or nothing for no web application")
        return f"{host}:{port}" if value else ""


class LogSettings(Section):
    """What the log looks like."""

    format: Literal["text", "json"] = "text"
    level: Literal["debug", "info", "warning", "error"] = "info"


class Settings(BaseSettings):
    """What an operator may set. Every field stands in config/concertbot.toml with its meaning."""

    model_config = SettingsConfigDict(extra="forbid", hide_input_in_errors=True)

    config: Path = Field(default=ROOT / "config", exclude=True)
    database: str = Field(default="sqlite:///var/concertbot.sqlite", repr=False)
    database_password: SecretStr = NO_SECRET
    database_password_file: Path | None = None
    region: Literal["BE", "FR", "NL", "CH", "QC"] = "BE"
    timezone: str = "Europe/Brussels"
    platforms: tuple[Literal["console", "matrix", "telegram"], ...] = ("console",)
    matrix: MatrixSettings = MatrixSettings()
    telegram: TelegramSettings = TelegramSettings()
    web: WebSettings = WebSettings()
    log: LogSettings = LogSettings()

    @field_validator("database", "database_password", "region", "timezone", "platforms", mode="before")
    @classmethod
    def _from_text(cls, value: object, info: ValidationInfo) -> object:
        return from_text(cls, value, info)

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

    @field_validator("platforms")
    @classmethod
    def _each_once(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(value))

    @model_validator(mode="after")
    def _fill_in_the_password(self) -> Self:
        read_secrets(self)
        password, url = self.database_password.get_secret_value(), make_url(self.database)
        if password and url.host and not url.password:
            self.database = url.set(password=password).render_as_string(hide_password=False)
        return self

    def lacking(self) -> dict[str, str]:
        """Return the settings without which `concertbot run` cannot work on its platforms, with what to do."""
        matrix, telegram = "matrix" in self.platforms, "telegram" in self.platforms
        hook = telegram and self.telegram.webhook
        random = "give a long random text, best in a file of its own"
        needed = (
            (matrix, "matrix.homeserver", self.matrix.homeserver, "give the address of the bot's homeserver"),
            (matrix, "matrix.user", self.matrix.user, "give the bot's account"),
            (matrix, "matrix.pickle_key", self.matrix.pickle_key.get_secret_value(), random),
            (telegram, "telegram.token", self.telegram.token.get_secret_value(), "give the token of @BotFather"),
            (hook, "telegram.webhook_secret", self.telegram.webhook_secret.get_secret_value(), random),
            (hook, "web.listen", self.web.listen, "the webhook needs it; give host and port such as 127.0.0.1:8080"),
        )
        return {name: what for wanted, name, value, what in needed if wanted and not value}

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
        del env_settings, dotenv_settings, file_secret_settings
        file = init_settings()["config"] / FILE
        environment = InitSettingsSource(settings_cls, read(settings_cls, _environment()))
        return init_settings, environment, TomlConfigSettingsSource(settings_cls, file)


def known_database(value: str) -> str:
    """Return the address of a database, if it is of a kind that concertbot knows. Raises ValueError without it."""
    try:
        url = make_url(value)
    except (ArgumentError, ValueError):  # whose text may hold the password
        url = None
    if url is None or url.get_backend_name() not in DATABASES:
        raise ValueError("give a URL such as sqlite:///var/concertbot.sqlite or postgresql://user:password@host/name")
    if url.get_backend_name() == "postgresql" and (unknown := url.query.keys() - SERVER_OPTIONS):
        raise ValueError(f"{', '.join(sorted(unknown))}: behind ? only {', '.join(SERVER_OPTIONS)} may stand")
    return value


def load(config: Path | None = None, database: str | None = None) -> Settings:
    """Return the settings in a folder (or its file). Raises SettingsError."""
    folder = folder_of(config)
    given = {"config": folder} | ({"database": database} if database else {})
    try:
        return Settings(**given)  # type: ignore[arg-type]
    except UnknownVariableError as error:
        raise SettingsError(str(error)) from None
    except ValidationError as error:
        raise SettingsError(_told(error.errors(include_input=False)[0], folder / FILE)) from None
    except OSError as error:
        raise SettingsError(f"{folder / FILE}: cannot be read ({type(error).__name__}).") from None
    except ValueError as error:
        raise SettingsError(f"{folder / FILE}: not readable as TOML: {error}.") from None


def ready(settings: Settings) -> Settings:
    """Return settings with which `concertbot run` can work. Raises SettingsError, which names all that is lacking."""
    lacking = settings.lacking()
    if lacking:
        raise SettingsError("\n".join(f"{name} is empty: {what}." for name, what in lacking.items()))
    return settings


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


def _sections() -> set[str]:
    return {name.partition(".")[0] for name in names(Settings).values() if "." in name}


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != "CONCERTBOT_CONFIG"}


def _told(error: ErrorDetails, file: Path) -> str:
    """Return one sentence about a mistake: where it stands, the setting's name, and what to do; never its value."""
    name = ".".join(part for part in error["loc"] if isinstance(part, str))
    why = error["msg"].removeprefix("Value error, ").replace("Input should be", "it should be")
    if error["type"] == "extra_forbidden":
        why = f"there is no such setting{meant(name, dict.fromkeys(names(Settings).values(), ''))}"
    if error["type"] == "value_error" and name in {"", *_sections()}:  # of a file with a secret, see `secret_in`
        name, _, why = f"{name}.{why}".lstrip(".").partition(": ")
    where = variable(name) if variable(name) in os.environ else file
    return f"{where}: {name}: {why}."
