"""The operator's settings: the command line wins over the environment, and that over the file."""

from pathlib import Path

import pytest

from concertbot.settings import ROOT, SettingsError, load


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
        ('regoin = "BE"', "regoin: "),
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
