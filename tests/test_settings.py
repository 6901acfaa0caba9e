"""The operator's settings: the command line wins over the environment, and that over the file."""

from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from concertbot.settings import ROOT, SettingsError, load, ready


def written(folder: Path, text: str) -> Path:
    """Return a folder with these settings."""
    (folder / "concertbot.toml").write_text(text, encoding="utf-8")
    return folder


def test_the_projects_own_settings_load() -> None:
    """As they are committed."""
    assert load(ROOT / "config").region == "BE"


def test_what_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file, over it the environment, over it the command line."""
    folder = written(tmp_path, 'database = "sqlite:///file.db"\nregion = "FR"')
    assert load(folder).database == "sqlite:///file.db"
    monkeypatch.setenv("CONCERTBOT_DATABASE", "sqlite:///environment.db")
    assert load(folder).database == "sqlite:///environment.db"
    assert load(folder, "sqlite:///said.db").database == "sqlite:///said.db"
    assert load(folder / "concertbot.toml").region == "FR"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('region = "XX"', "region: "),
        ('timezone = "Mars/Olympus"', "timezone: .*Europe/Brussels"),
        ('database = "nonsense"', "database: .*sqlite:///"),
        ('platforms = ["pigeon"]', "platforms"),
        ('regoin = "BE"', "regoin: there is no such setting; did you mean region"),
        ('[telegram]\ntokn = "x"', r"telegram\.tokn: there is no such setting; did you mean telegram\.token\."),
        ("telegram = 5", "telegram: it should be"),
        ("[telegram]\ntoken = 5", r"telegram\.token: it should be"),
        ('[telegram]\ntoken_file = "nowhere/token"', r"telegram\.token_file: nowhere/token cannot be read"),
        (
            'database_password_file = "nowhere/password"',
            "toml: database_password_file: nowhere/pass.* cannot be",
        ),
        ('[telegram]\nserver = "api"', r"telegram\.server: give a web address"),
        ('[telegram]\nwebhook = "http://bot.example.org"', r"telegram\.webhook: give .* https://"),
        ('[matrix]\nhomeserver = "matrix.example.org"', r"matrix\.homeserver: give a web address"),
        ('[matrix]\nuser = "bot"', r"matrix\.user: give a whole account"),
        ('[matrix]\ninviters = ["anna"]', r"matrix\.inviters: give accounts"),
        ('[web]\nlisten = "here"', r"web\.listen: give host and port"),
        ('[web]\nlisten = "localhost:99999"', r"web\.listen: give host and port"),
        ('[log]\nlevel = "loud"', r"log\.level: it should be 'debug'"),
        ("region = ", "not readable as TOML"),
    ],
)
def test_a_mistake_names_the_setting(tmp_path: Path, text: str, told: str) -> None:
    """And says what to do."""
    with pytest.raises(SettingsError, match=told):
        load(written(tmp_path, text))


def test_a_folder_without_settings_is_told(tmp_path: Path) -> None:
    """With the file's name."""
    with pytest.raises(SettingsError, match=r"concertbot\.toml"):
        load(tmp_path)


def test_each_setting_is_a_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of a section and those with an underscore too; the environment wins setting by setting."""
    folder = written(tmp_path, '[telegram]\ntoken = "of the file"\nserver = "https://file.example.org/"')
    secret = tmp_path / "secret"
    secret.write_text("of its own file\n", encoding="utf-8")
    for variable, value in {
        "CONCERTBOT_MATRIX_PICKLE_KEY_FILE": str(secret),
        "CONCERTBOT_TELEGRAM_TOKEN": " of the environment\n",
        "CONCERTBOT_WEB_LISTEN": "8080",
        "CONCERTBOT_LOG_FORMAT": "json",
    }.items():
        monkeypatch.setenv(variable, value)
    settings = load(folder)
    assert settings.matrix.pickle_key.get_secret_value() == "of its own file"
    assert settings.telegram.token.get_secret_value() == "of the environment"
    assert settings.telegram.server == "https://file.example.org"
    assert settings.web.listen == "127.0.0.1:8080"
    assert settings.log.format == "json"


@pytest.mark.parametrize(
    ("said", "platforms"),
    [
        ("matrix,telegram", ("matrix", "telegram")),
        (" matrix , telegram,matrix", ("matrix", "telegram")),
        ('["matrix"]', ("matrix",)),
        ("", ()),
    ],
)
def test_lists_of_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str, platforms: tuple[str, ...]
) -> None:
    """Are separated by commas, or JSON."""
    monkeypatch.setenv("CONCERTBOT_PLATFORMS", said)
    monkeypatch.setenv("CONCERTBOT_MATRIX_INVITERS", "@anna:example.org, *:example.net")
    settings = load(written(tmp_path, ""))
    assert settings.platforms == platforms
    assert settings.matrix.inviters == ("@anna:example.org", "*:example.net")


@pytest.mark.parametrize(
    ("variable", "value", "told"),
    [
        ("CONCERTBOT_REGOIN", "BE", "^CONCERTBOT_REGOIN: .*did you mean CONCERTBOT_REGION"),
        ("CONCERTBOT_TELEGRAM", "{}", "^CONCERTBOT_TELEGRAM: there is no such setting"),
        ("CONCERTBOT_PLATFORMS", "pigeon", "^CONCERTBOT_PLATFORMS: platforms: "),
        ("CONCERTBOT_PLATFORMS", "[matrix", "^CONCERTBOT_PLATFORMS: platforms: give names separated by commas"),
        ("CONCERTBOT_TELEGRAM_TOKEN_FILE", "nowhere", "^CONCERTBOT_TELEGRAM_TOKEN_FILE: telegram.token_file: nowhere"),
    ],
)
def test_a_mistake_in_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, told: str
) -> None:
    """Names the variable."""
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingsError, match=told):
        load(written(tmp_path, ""))


@pytest.mark.parametrize(
    "text",
    [
        '[telegram]\ntoken = ["geheim"]',
        '[telegram]\ntoken = "geheim',
        "[telegram]\ntoken = geheim",
        '[telegram]\nserver = "geheim"',
        '[matrix]\npickle_key = "geheim"\nuser = "bot"',
        'database = "postgresql://bot:geheim@x:geheim/y"',
        'database = "postgresql//bot:geheim@x"',
        'database = "mysql://bot:geheim@x/y"',
        'database_password = "geheim"\nregion = "XX"',
    ],
)
def test_no_mistake_tells_a_secret(tmp_path: Path, text: str) -> None:
    """Neither its own, nor another setting's."""
    with pytest.raises(SettingsError) as told:
        load(written(tmp_path, text))
    assert "geheim" not in str(told.value)
    assert told.value.__suppress_context__


def test_a_database_password_of_its_own(tmp_path: Path) -> None:
    """Comes into the address, whatever it holds, and into nobody's sight."""
    secret = tmp_path / "password"
    secret.write_text("ge:h@im/\n", encoding="utf-8")
    database = 'database = "postgresql://bot@db/concertbot"'
    settings = load(written(tmp_path, f'{database}\ndatabase_password_file = "{secret}"'))
    assert make_url(settings.database).password == "ge:h@im/"  # noqa: S105 - made up
    assert "ge:h" not in repr(settings)
    assert "ge%3Ah" not in repr(settings)
    secret.write_text(" ", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"database_password_file: .*is empty"):
        load(tmp_path)


@pytest.mark.parametrize(
    ("text", "lacking"),
    [
        ("platforms = []", []),
        ('platforms = ["console"]', []),
        ('platforms = ["telegram", "console"]', ["telegram.token"]),
        ('platforms = ["matrix"]', ["matrix.homeserver", "matrix.user", "matrix.pickle_key"]),
        (
            'platforms = ["telegram"]\n[telegram]\ntoken = "t"\nwebhook = "https://bot.example.org"',
            ["telegram.webhook_secret", "web.listen"],
        ),
        ('platforms = ["telegram"]\n[telegram]\ntoken = "t"', []),
    ],
)
def test_what_a_platform_needs(tmp_path: Path, text: str, lacking: list[str]) -> None:
    """Is asked for before the start, all at once, and for no other command line."""
    settings = load(written(tmp_path, text))
    assert list(settings.lacking()) == lacking
    if lacking:
        with pytest.raises(SettingsError, match=rf"^{lacking[0]} is empty: ") as told:
            ready(settings)
        assert [line.partition(" ")[0] for line in str(told.value).splitlines()] == lacking
    else:
        assert ready(settings) is settings
